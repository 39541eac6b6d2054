// Somebody at the other end of a socket: `peer.js HOW WHERE …`, WHERE a path or a port. Tries until somebody listens.
import { connect } from 'node:net';
import { createSocket } from 'node:dgram';
import { setTimeout as pause } from 'node:timers/promises';

const [how, where, ...rest] = process.argv.slice(2);
const ways = { many, visits, endless, half, reset, slow, serial, datagrams };
await ways[how](...rest.map(Number));

/** `n` connections at once, three lines each. */
async function many(n) {
  const all = await Promise.all(Array.from({ length: n }, connected));
  for (const t of [0, 10_000, 20_000]) {
    for (const socket of all) socket.write(`{"t":${t}}\n`);
    await pause(20);
  }
  for (const socket of all) socket.end();
}

/** `n` connections at once, a line each, kept until all have been tried; some may be refused. */
async function visits(n) {
  const all = [];
  for (let i = 0; i < n; i++) all.push(await connected());
  for (const socket of all) socket.write('{"t":1}\n');
  await pause(300);
  for (const socket of all) socket.destroy();
}

/** `bytes` bytes and no line end, as fast as they are taken. */
async function endless(bytes) {
  const socket = await connected();
  const piece = Buffer.alloc(1 << 20, 'x');
  for (let sent = 0; sent < bytes; sent += piece.length) {
    if (!socket.write(piece)) await new Promise((resolve) => socket.once('drain', resolve));
  }
  socket.end('\n{"t":5}\n');
}

/** Says it has sent everything, but stays to listen. */
async function half() {
  const socket = await connected();
  socket.end('{"t":1}\n{"t":2}');
  await pause(300);
}

/** Breaks off in the middle of a line. */
async function reset() {
  const socket = await connected();
  socket.write('{"t":1}\n{"t":2}\n{"t"');
  await pause(200);
  socket.resetAndDestroy();
}

/** A byte at a time. */
async function slow() {
  const socket = await connected();
  for (const byte of '{"t":1}\n{"t":2}\n') {
    socket.write(byte);
    await pause(10);
  }
  socket.end();
}

/** `n` connections one after the other, a line each. */
async function serial(n) {
  for (let i = 0; i < n; i++) {
    const socket = await connected();
    socket.end(`{"t":${i}}\n`);
    await new Promise((resolve) => socket.resume().once('close', resolve));
  }
}

/** `n` datagrams of `size` bytes, of which none is waited for. */
async function datagrams(n, size = 0) {
  const socket = createSocket('udp4');
  for (let i = 0; i < n; i++) {
    socket.send(`{"t":${i}}`.padEnd(size), Number(where), '127.0.0.1');
    if (i % 50 === 0) await pause(2);
  }
  await pause(100);
  socket.close();
}

async function connected() {
  for (let tries = 0; tries < 500; tries++) {
    const socket = connect(/^\d+$/.test(where) ? { port: Number(where), host: '127.0.0.1' } : { path: where });
    const isThere = await new Promise((resolve) => {
      socket.once('connect', () => resolve(true));
      socket.once('error', () => resolve(false));
    });
    // What happens later is of no concern here.
    socket.on('error', () => undefined);
    if (isThere) return socket;
    await pause(20);
  }
  throw new Error(`nobody listens at ${where}`);
}

// Sends files: `sender.js HOW WHERE FILE …`, WHERE a path or a port; `-` is standard input.
import { createSocket } from 'node:dgram';
import { readFileSync, rmSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';

const [how, where, ...files] = process.argv.slice(2);
const ways = { visits, serves, datagrams };
await ways[how](files.map((file) => readFileSync(file === '-' ? 0 : file)));

/** A connection for each file, one after the other. Tries until somebody listens. */
async function visits(contents) {
  for (const content of contents) {
    const socket = await connected();
    socket.end(content);
    await new Promise((resolve) => socket.resume().once('close', resolve));
  }
}

/** Listens, and gives each file to the next who connects; the last one stays connected until he goes. */
async function serves(contents) {
  const left = [...contents];
  const server = createServer((socket) => {
    socket.on('error', () => undefined);
    const content = left.shift();
    if (left.length > 0) socket.end(content);
    else
      socket
        .once('close', () => server.close())
        .resume()
        .write(content);
  });
  rmSync(where, { force: true });
  server.listen(/^\d+$/.test(where) ? Number(where) : where);
}

/** A datagram of each file. */
async function datagrams(contents) {
  const socket = createSocket('udp4');
  for (const content of contents) {
    socket.send(content, Number(where), '127.0.0.1');
    await pause(5);
  }
  socket.close();
}

async function connected() {
  for (let tries = 0; tries < 500; tries++) {
    const socket = connect(/^\d+$/.test(where) ? { port: Number(where), host: '127.0.0.1' } : { path: where });
    const isThere = await new Promise((resolve) => {
      socket.once('connect', () => resolve(true));
      socket.once('error', () => resolve(false));
    });
    if (isThere) return socket;
    await pause(20);
  }
  throw new Error(`nobody listens at ${where}`);
}

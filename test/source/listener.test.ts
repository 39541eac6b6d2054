// A listener that is closed lets go of everything: of the port, of who has connected and was never read, and of who is
// still on the way. What it left open would keep the process alive, and the other side waiting.
import { connect, type Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { DatagramSource } from '../../src/source/datagrams.js';
import { SocketListener } from '../../src/source/listener.js';

const nothing = (): void => undefined;

function listen(accept = Infinity): SocketListener {
  return new SocketListener('tcp-listen://127.0.0.1:0', { host: '127.0.0.1', port: 0 }, accept, nothing);
}

async function connected(port: number | undefined): Promise<Socket> {
  const socket = connect(port!, '127.0.0.1').on('error', nothing).resume();
  await new Promise((resolve) => socket.once('connect', resolve));
  return socket;
}

/** Whether the other side has ended the connection, within a second. */
async function isLetGo(socket: Socket): Promise<boolean> {
  const gone = socket.closed || new Promise<boolean>((resolve) => socket.once('close', () => resolve(true)));
  const is = await Promise.race([gone, pause(1000, false)]);
  socket.destroy();
  return is;
}

describe('a closed listener', () => {
  test('lets go of connections that wait', async () => {
    const listener = listen();
    const sockets = [await connected(await listener.listening), await connected(await listener.listening)];
    await pause(20);
    listener.close();
    expect(await Promise.all(sockets.map(isLetGo))).toEqual([true, true]);
    expect(await listener.accept()).toBe(undefined);
  });

  test.each([1, Infinity])('lets go of one that was given away and not read, of %d', async (accept) => {
    const listener = listen(accept);
    const asked = listener.accept();
    const socket = await connected(await listener.listening);
    const source = await asked;
    listener.close();
    source!.close();
    expect(await isLetGo(socket)).toBe(true);
  });

  test('does not listen when it was closed before it did', async () => {
    const listener = new SocketListener('l', { host: 'localhost', port: 0 }, Infinity, nothing);
    const asked = listener.accept();
    listener.close();
    expect(await asked).toBe(undefined);
    const port = await Promise.race([listener.listening, pause(300, undefined)]);
    if (port === undefined) return;
    const socket = connect(port, 'localhost');
    expect(
      await new Promise((resolve) => socket.once('connect', () => resolve('there')).once('error', resolve)),
    ).not.toBe('there');
  });
});

test('datagrams: closing twice is closing once', () => {
  const source = new DatagramSource({ name: 'u', host: '127.0.0.1', port: 0, notice: nothing });
  source.close();
  source.close();
});

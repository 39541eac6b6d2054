// Inputs that push: pipes, terminals, connections, datagrams. Broken and slow peers are ordinary.
import dgram from 'node:dgram';
import { existsSync } from 'node:fs';
import net from 'node:net';
import { PassThrough } from 'node:stream';
import { setTimeout as pause } from 'node:timers/promises';
import fc from 'fast-check';
import { describe, expect, onTestFinished, test } from 'vitest';
import { Intake } from '../../src/source/intake.js';
import type { Source } from '../../src/source/source.js';
import { StreamSource } from '../../src/source/stream.js';
import { newFolder } from '../program.js';
import { all, file, listener, open, until } from './reading.js';

interface Answer {
  readonly name: string;
  readonly live: boolean;
  readonly bytes: number;
  readonly message?: string;
}

async function read(
  line: string,
  wish: object = { inputs: [{ kind: 'stdin', name: '-' }] },
  directory = newFolder(),
): Promise<Answer> {
  const { stdout } = await directory.bash(line.replace('READ', `$node $programs/reader.js '${JSON.stringify(wish)}'`));
  return (JSON.parse(stdout) as { answers: Answer[] }).answers[0]!;
}

describe('the intake', () => {
  test('gives what it took, whatever the sizes', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.uint8Array({ maxLength: 300 })),
        fc.array(fc.integer({ min: 1, max: 200 }), { minLength: 1 }),
        async (chunks, rooms) => {
          const intake = new Intake(() => undefined);
          const source = { read: (into: Uint8Array) => intake.read(into) };
          const read = (async () => {
            const parts: number[] = [];
            for (let i = 0; ; i++) {
              const into = new Uint8Array(rooms[i % rooms.length]!);
              const n = await source.read(into);
              if (n === 0) return parts;
              parts.push(...into.subarray(0, n));
            }
          })();
          for (const chunk of chunks) {
            intake.offer(chunk);
            if (chunk.length % 3 === 0) await Promise.resolve();
          }
          intake.end();
          expect(await read).toEqual(chunks.flatMap((chunk) => [...chunk]));
        },
      ),
      { numRuns: 200 },
    );
  });
  test('tells the stream to stop and to go on', async () => {
    let wanted = 0;
    const intake = new Intake(() => wanted++);
    const chunk = new Uint8Array(100_000);
    let taken = 0;
    while (intake.offer(chunk)) taken++;
    expect(taken).toBeLessThan(12);
    const into = new Uint8Array(400_000);
    await intake.read(into);
    expect(wanted).toBe(0);
    await intake.read(into);
    expect(wanted).toBe(1);
  });
  test('gives an error only after what came before it', async () => {
    const intake = new Intake(() => undefined);
    intake.offer(Buffer.from('ab'));
    intake.fail(new Error('broken'));
    expect(await intake.read(new Uint8Array(5))).toBe(2);
    expect(() => intake.read(new Uint8Array(5))).toThrow('broken');
  });
});

describe('standard input', () => {
  test.each([
    ['a pipe', 'cat package.json | READ', true],
    ['a file', 'READ <package.json', false],
    ['a compressed file', 'gzip -c package.json >f; READ <f', false],
    ['a compressed pipe', 'gzip -c package.json | READ', true],
    ['a slow pipe', '(head -c 2 package.json; sleep 0.2; tail -c +3 package.json) | READ', true],
    ['a process substitution', 'READ < <(cat package.json)', true],
    ['a file read to its middle by another', '{ read -r line; READ; } <package.json', false],
    ['nothing', 'READ </dev/null', true],
    ['closed', 'READ <&-', true],
  ])('%s', async (what, line, live) => {
    const directory = newFolder();
    const text = `first line\n${'x'.repeat(300_000)}\n`;
    directory.write('package.json', text);
    const bytes =
      what === 'nothing' || what === 'closed' ? 0 : what.includes('middle') ? text.length - 11 : text.length;
    expect(await read(line, undefined, directory)).toMatchObject({ name: '-', live, bytes });
  });
  test('a terminal', async () => {
    const { bytes } = await read(
      `script -qec "$node $programs/reader.js '{\\"inputs\\":[{\\"kind\\":\\"stdin\\",\\"name\\":\\"-\\"}]}' >out" /dev/null < <(printf 'one\\ntwo\\n'; for i in 1 2 3 4 5 6 7 8 9; do sleep 0.4; printf '\\004'; done 2>/dev/null) >/dev/null; cat out`,
    );
    expect(bytes).toBe(8);
  });
  test('a directory', async () => {
    expect(await read('READ <.')).toEqual({ message: 'cannot read -: Is a directory' });
  });
  test('its writer waits for a slow reader', async () => {
    const wish = { inputs: [{ kind: 'stdin', name: '-' }], slow: 1, fast: true, tell: true };
    const { stdout } = await newFolder().bash(
      `head -c 200000000 /dev/zero | $node $programs/reader.js '${JSON.stringify(wish)}'`,
    );
    const { answers, rss } = JSON.parse(stdout) as { answers: Answer[]; rss: number };
    expect(answers[0]!.bytes).toBe(200_000_000);
    expect(rss).toBeLessThan(120e6);
  });
});

describe('descriptors and pipes by other names', () => {
  test.each([
    ['fd:4', { kind: 'fd', fd: 4, name: 'fd:4' }, 'READ 4< <(seq 1000)'],
    ['fd:4, a file', { kind: 'fd', fd: 4, name: 'fd:4' }, 'seq 1000 >f; READ 4<f'],
    ['/dev/fd/4', { kind: 'file', path: '/dev/fd/4', name: '/dev/fd/4' }, 'READ 4< <(seq 1000)'],
    ['/dev/stdin', { kind: 'file', path: '/dev/stdin', name: '/dev/stdin' }, 'seq 1000 | READ'],
    ['a named pipe', { kind: 'file', path: 'p', name: 'p' }, 'mkfifo p; (sleep 0.3; seq 1000 >p) & READ'],
    ['a compressed named pipe', { kind: 'file', path: 'p', name: 'p' }, 'mkfifo p; seq 1000 | gzip >p & READ'],
  ])('%s', async (_name, input, line) => {
    expect((await read(line, { inputs: [input] })).bytes).toBe(3893);
  });
  test('a descriptor that is not open', async () => {
    expect(await read('READ', { inputs: [{ kind: 'fd', fd: 99, name: 'fd:99' }] })).toEqual({
      message: 'cannot read fd:99: Bad file descriptor',
    });
  });
  test('devices', async () => {
    expect(await all(open(file('/dev/null')))).toBe('');
  });
});

test('a stream is stopped while nobody reads', async () => {
  const stream = new PassThrough();
  const source = new StreamSource({ name: 'it', live: true, notice: () => undefined, open: () => stream });
  stream.write('first');
  await source.read(new Uint8Array(10));
  for (let i = 0; i < 100; i++) stream.write(Buffer.alloc(100_000));
  await pause(20);
  expect(stream.isPaused()).toBe(true);
  stream.end();
  expect((await all(source)).length).toBe(10_000_000);
});

/** A server that does this with each connection. */
async function server(serve: (socket: net.Socket, number: number) => void): Promise<number> {
  let number = 0;
  const it = net
    .createServer((socket) =>
      serve(
        socket.on('error', () => undefined),
        number++,
      ),
    )
    .listen(0, '127.0.0.1');
  onTestFinished(() => void it.close());
  await new Promise((resolve) => it.once('listening', resolve));
  return (it.address() as net.AddressInfo).port;
}

const tcp = (port: number): Parameters<typeof open>[0] => ({
  kind: 'tcp',
  host: '127.0.0.1',
  port,
  name: `tcp://127.0.0.1:${port}`,
});
const closedAtEnd = <T extends { close: () => void }>(one: T): T => {
  onTestFinished(() => one.close());
  return one;
};

describe('tcp://', () => {
  test('is read to the end', async () => {
    const port = await server((socket) => socket.end('one\ntwo\n'));
    expect(await all(open(tcp(port)))).toBe('one\ntwo\n');
  });
  test('half-closed: what was sent before counts', async () => {
    const port = await server((socket) => {
      socket.write('one\n');
      setTimeout(() => socket.end('two\n'), 50);
    });
    expect(await all(open(tcp(port)))).toBe('one\ntwo\n');
  });
  test('a peer that resets the connection ends the input with a word of it', async () => {
    const notices: string[] = [];
    const port = await server((socket) => {
      socket.write('one\n');
      setTimeout(() => socket.resetAndDestroy(), 50);
    });
    expect(await all(open(tcp(port), { notice: (message) => notices.push(message) }))).toBe('one\n');
    expect(notices).toEqual([`tcp://127.0.0.1:${port}: the connection was broken off, taken as its end`]);
  });
  test('nobody there', async () => {
    await expect(all(open(tcp(1)))).rejects.toThrow('cannot connect to tcp://127.0.0.1:1: Connection refused');
  });
  test('close ends a read that waits', async () => {
    const port = await server(() => undefined);
    const source = open(tcp(port));
    const waiting = all(source);
    await pause(30);
    source.close();
    expect(await waiting).toBe('');
  });
  test('--reconnect: again and again, each connection on a line of its own', async () => {
    const port = await server((socket, number) => (number === 1 ? socket.resetAndDestroy() : socket.end(`${number}`)));
    const source = closedAtEnd(open(tcp(port), { reconnect: true }));
    expect(await until(source, '2\n3\n')).toBe('0\n2\n3\n');
  });
  test.each([
    ['after a whole line', '{}\n'],
    ['in the middle of a line', '{}\n{"v":'],
    ['after nothing', ''],
  ])('--reconnect pauses when the peer ends %s', async (_, text) => {
    let connections = 0;
    const port = await server((socket) => {
      connections++;
      socket.end(text);
    });
    const source = closedAtEnd(open(tcp(port), { reconnect: true }));
    void all(source);
    await pause(450);
    // Every 100 ms, and less often on a busy machine; without a pause it would be thousands.
    expect(connections).toBeGreaterThan(0);
    expect(connections).toBeLessThan(8);
  });
  test('--reconnect leaves out a byte order mark wherever a connection begins, however it comes', async () => {
    const port = await server((socket, number) => {
      socket.setNoDelay(true);
      void (async () => {
        for (const byte of Buffer.from(`\ufeff${number}`)) {
          socket.write(Buffer.of(byte));
          await pause(2);
        }
        socket.end();
      })();
    });
    const source = closedAtEnd(open(tcp(port), { reconnect: true }));
    expect(await until(source, '1\n')).toBe('0\n1\n');
  });
  test('--reconnect: half a byte order mark is a text like any other, a mark alone is none', async () => {
    const texts = [Buffer.of(0xef, 0xbb), Buffer.from('\ufeff'), Buffer.from('\ufeff\ufeffa\n'), Buffer.from('end\n')];
    const port = await server((socket, number) => socket.end(texts[number] ?? ''));
    const source = closedAtEnd(open(tcp(port), { reconnect: true }));
    expect(await until(source, 'end\n')).toBe('\ufffd\n\ufeffa\nend\n');
  });
  test('--reconnect waits longer each time, and says so once', async () => {
    const notices: string[] = [];
    const source = closedAtEnd(open(tcp(1), { reconnect: true, notice: (message) => notices.push(message) }));
    void all(source);
    await pause(500);
    expect(notices).toEqual(['cannot connect to tcp://127.0.0.1:1: Connection refused; trying again']);
  });
});

describe('tcp-listen:// and unix-listen:', () => {
  const anyPort = { kind: 'tcp-listen' as const, host: '127.0.0.1', port: 0, name: 'tcp-listen://:0' };

  test('every connection is a source; after the last no more come', async () => {
    const listens = closedAtEnd(listener(anyPort, { accept: 2 }));
    const port = (await listens.listening)!;
    net.connect(port).end('one\n');
    const first = (await listens.accept())!;
    net.connect(port).end('two\n');
    const second = (await listens.accept())!;
    expect([first.name, second.name]).toEqual(['tcp-listen://:0#1', 'tcp-listen://:0#2']);
    expect(await all(second)).toBe('two\n');
    expect(await all(first)).toBe('one\n');
    expect(await listens.accept()).toBeUndefined();
    const refused = await new Promise<Error>((resolve) => net.connect(port).on('error', resolve));
    expect(refused.message).toContain('ECONNREFUSED');
  });
  test('close gives up waiting', async () => {
    const listens = listener(anyPort);
    await listens.listening;
    const waiting = listens.accept();
    listens.close();
    expect(await waiting).toBeUndefined();
  });
  test('a peer that leaves before it is read does no harm', async () => {
    const listens = closedAtEnd(listener(anyPort));
    const port = (await listens.listening)!;
    const peer = net.connect(port);
    await new Promise((resolve) => peer.once('connect', resolve));
    peer.resetAndDestroy();
    await pause(50);
    expect(await all((await listens.accept())!)).toBe('');
  });
  test('a slow source does not hold up others, and its peer waits', async () => {
    const listens = closedAtEnd(listener(anyPort));
    const port = (await listens.listening)!;
    const flood = net.connect(port);
    onTestFinished(() => void flood.destroy());
    flood.on('error', () => undefined);
    const slow = (await listens.accept())!;
    await slow.read(Buffer.alloc((flood.write(Buffer.alloc(50_000_000)), 1)));
    const peer = net.connect(port);
    peer.end('quick\n');
    expect(await all((await listens.accept())!)).toBe('quick\n');
    await pause(100);
    expect(flood.writableLength).toBeGreaterThan(0);
    slow.close();
  });
  test('a port that is taken', async () => {
    const port = await server(() => undefined);
    const listens = listener({ ...anyPort, port, name: `tcp-listen://:${port}` });
    await expect(listens.accept()).rejects.toThrow(`cannot listen on tcp-listen://:${port}: Address already in use`);
  });
  test('a socket in the file system, also one that a killed run left behind', async () => {
    const path = newFolder().at('s');
    const input = { kind: 'unix-listen' as const, path, name: `unix-listen:${path}` };
    const run = `require("net").createServer().listen(process.argv[1], () => process.kill(process.pid, 9))`;
    await newFolder().bash(`$node -e '${run}' ${path}`);
    expect(existsSync(path)).toBe(true);
    const listens = closedAtEnd(listener(input));
    await listens.listening;
    const own = open({ kind: 'unix', path, name: `unix:${path}` });
    const peer = net.connect(path);
    peer.end('one\n');
    expect(await all((await listens.accept())!)).toBe('one\n');
    await expect(listener(input).accept()).rejects.toThrow('Address already in use');
    own.close();
  });
});

test('unix: is read like a connection', async () => {
  const path = newFolder().at('s');
  const it = net.createServer((socket) => socket.end('one\n')).listen(path);
  onTestFinished(() => void it.close());
  await new Promise((resolve) => it.once('listening', resolve));
  expect(await all(open({ kind: 'unix', path, name: `unix:${path}` }))).toBe('one\n');
  await expect(all(open({ kind: 'unix', path: `${path}x`, name: 'unix:x' }))).rejects.toThrow(
    'cannot connect to unix:x: No such file or directory',
  );
});

type Listening = Source & { readonly listening: Promise<number> };

describe('udp-listen://', () => {
  const input = { kind: 'udp-listen' as const, host: '127.0.0.1', port: 0, name: 'udp' };
  const send = async (to: Source, ...texts: readonly string[]): Promise<void> => {
    const port = await (to as Listening).listening;
    const socket = dgram.createSocket('udp4');
    for (const text of texts) await new Promise((resolve) => socket.send(text, port, '127.0.0.1', resolve));
    socket.close();
  };

  test('datagrams are lines, whether they end so or not', async () => {
    const source = closedAtEnd(open(input));
    await send(source, 'one', 'two\nthree\n', '', 'four\n');
    expect(await until(source, 'four\n')).toBe('one\ntwo\nthree\nfour\n');
  });
  test('a byte order mark at the beginning of a datagram is no part of it', async () => {
    const source = closedAtEnd(open(input));
    await send(source, '\ufeffone', '\ufeff', '\ufefftwo\n', 't\ufeff\n', 'end\n');
    expect(await until(source, 'end\n')).toBe('one\ntwo\nt\ufeff\nend\n');
  });
  test('what a slow reader loses is not lost in silence', async () => {
    const notices: string[] = [];
    const source = open(input, { notice: (message) => notices.push(message) });
    const datagram = 'x'.repeat(60_000);
    // A few at a time, so that most of them come as far as the program.
    for (let i = 0; i < 150; i++) {
      await send(source, datagram, datagram);
      await pause(1);
    }
    source.close();
    expect(notices[0]).toMatch(/^udp: datagrams come faster than they are read and are being lost/);
    expect(notices[1]).toMatch(/^udp: \d+ datagrams were lost in all$/);
  });
  test('a port that is taken', async () => {
    const first = closedAtEnd(open(input)) as Listening;
    const port = await first.listening;
    const second = closedAtEnd(open({ ...input, port }));
    await expect(all(second)).rejects.toThrow('cannot listen on udp: Address already in use');
  });
});

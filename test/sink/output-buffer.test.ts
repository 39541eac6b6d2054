// The buffer of a sink: order, exact counts, pieces of a good size.
import { mkdirSync, readFileSync, renameSync } from 'node:fs';
import { PassThrough, Writable } from 'node:stream';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { openSink } from '../../src/sink/open.js';
import type { SinkOptions } from '../../src/sink/open.js';
import { OutputBuffer } from '../../src/sink/output-buffer.js';
import { type DeferredRows, type Sink, SinkFailure } from '../../src/sink/sink.js';
import { StreamSink } from '../../src/sink/stream-sink.js';
import { newFolder } from '../program.js';

describe('outgoing bytes', () => {
  const chunk = fc.oneof(
    fc.string({ unit: 'grapheme', maxLength: 50 }),
    fc.uint8Array({ maxLength: 50 }),
    fc.constantFrom('é'.repeat(70_000), '€'.repeat(100_000), Buffer.alloc(300_000, 'x'), 'a'.repeat(65_535)),
  );
  const bytesOf = (one: string | Uint8Array): Buffer => (typeof one === 'string' ? Buffer.from(one) : Buffer.from(one));

  test('come out as they went in, and are counted', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(chunk, fc.boolean())), (chunks) => {
        const pieces: Buffer[] = [];
        const outgoing = new OutputBuffer((piece) => pieces.push(Buffer.from(piece)));
        let length = 0;
        for (const [one, flush] of chunks) {
          outgoing.append(one);
          length += bytesOf(one).length;
          expect(outgoing.total).toBe(length);
          if (flush) outgoing.flush();
        }
        outgoing.flush();
        expect(outgoing.waiting).toBe(0);
        expect(Buffer.concat(pieces).equals(Buffer.concat(chunks.map(([one]) => bytesOf(one))))).toBe(true);
      }),
      { numRuns: 100 },
    );
  });
  test('are collected into pieces of 64 KiB and more', () => {
    const lengths: number[] = [];
    const outgoing = new OutputBuffer((piece) => lengths.push(piece.length));
    for (let i = 0; i < 10_000; i++) outgoing.append(i % 2 === 0 ? 'a row of results\n' : Buffer.from('a late line\n'));
    expect(Math.min(...lengths)).toBeGreaterThanOrEqual(65_536);
  });
});

/** Records that become bytes when they are asked for. */
function records(): { readonly pending: DeferredRows; readonly add: (text: string) => void } {
  let waiting = '';
  return {
    pending: {
      flushDeferred(take) {
        const bytes = Buffer.from(waiting);
        waiting = '';
        take(bytes);
      },
    },
    add: (text) => void (waiting += text),
  };
}

test('records that may wait for others stay deferred until all is passed on, or something else comes', () => {
  const pieces: string[] = [];
  const outgoing = new OutputBuffer((piece) => pieces.push(piece.toString()));
  const { pending, add } = records();
  for (const [mayWait, soFar, seen] of [
    [true, true, ''],
    [true, false, 'row '],
    [false, true, 'row '],
  ] as const) {
    pieces.length = 0;
    outgoing.pend({ mayWait, flushDeferred: (take) => pending.flushDeferred(take) });
    add('row ');
    outgoing.flush(soFar);
    expect(pieces.join('')).toBe(seen);
    outgoing.flush();
    expect(pieces.join('')).toBe('row ');
  }
});

describe('what is pending', () => {
  test('keeps its place among all the rest', () => {
    const deed = fc.constantFrom('record', 'string', 'bytes', 'count', 'settle', 'flush');
    fc.assert(
      fc.property(fc.array(fc.tuple(deed, fc.integer({ min: 1, max: 70_000 }))), (deeds) => {
        const pieces: Buffer[] = [];
        const outgoing = new OutputBuffer((piece) => pieces.push(Buffer.from(piece)));
        const { pending, add } = records();
        let expected = '';
        let announced = false;
        for (const [i, [deed, length]] of deeds.entries()) {
          const text = String.fromCharCode(97 + (i % 26)).repeat(length);
          if (deed === 'record') {
            add(text);
            if (!announced) outgoing.pend(pending);
          } else if (deed === 'string') outgoing.append(text);
          else if (deed === 'bytes') outgoing.append(Buffer.from(text));
          else if (deed === 'count') expect(outgoing.total).toBe(expected.length);
          else if (deed === 'settle') outgoing.settle();
          else outgoing.flush();
          if (deed === 'record' || deed === 'string' || deed === 'bytes') expected += text;
          announced = deed === 'record';
        }
        outgoing.flush();
        expect(Buffer.concat(pieces).toString() === expected).toBe(true);
      }),
    );
  });
  test('is handed over at once when each record is to be', async () => {
    const stream = new PassThrough();
    const sink = new StreamSink('it', stream, { mayEnd: true, lineBuffered: true });
    const { pending, add } = records();
    for (const line of ['one\n', 'two\n']) {
      add(line);
      sink.defer(pending);
      expect(String(stream.read())).toBe(line);
      await sink.drain();
    }
  });
  test('is dropped where all else is', async () => {
    const path = newFolder().at('f');
    const sink = openSink(
      { kind: 'file', path },
      { append: false, lineBuffered: false, taken: new Map(), notice: fail },
    );
    const { pending, add } = records();
    add('before\n');
    sink.defer(pending);
    await sink.close();
    add('after\n');
    sink.defer(pending);
    pending.flushDeferred((bytes) => expect(bytes).toHaveLength(0));
    expect(readFileSync(path, 'utf8')).toBe('before\n');
    expect(sink.bytes).toBe(7);
  });
});

function fail(message: string): never {
  throw new Error(message);
}

describe('a sink is idle when nothing in it has to be drained', () => {
  const gone = new Writable({ write: (_chunk, _encoding, done) => done(new Error('gone')) });
  test.each<[string, () => Sink]>([
    ['a stream', () => new StreamSink('it', new PassThrough(), { mayEnd: true, lineBuffered: false })],
    [
      'a file',
      () =>
        openSink(
          { kind: 'file', path: newFolder().at('f') },
          { append: false, lineBuffered: false, taken: new Map(), notice: fail },
        ),
    ],
  ])('%s', async (_, open) => {
    const sink = open();
    const { pending, add } = records();
    const ways = [
      () => sink.write('text'),
      () => sink.write(Buffer.from('bytes')),
      () => {
        add('record');
        sink.defer(pending);
      },
    ];
    for (const write of ways) {
      expect(sink.idle).toBe(true);
      write();
      expect(sink.idle).toBe(false);
      await sink.drain();
    }
    expect(sink.idle).toBe(true);
    await sink.close();
  });
  test('not with a failure to tell', async () => {
    const sink = new StreamSink('it', gone, { mayEnd: true, lineBuffered: false });
    sink.write('a');
    await expect(sink.drain()).rejects.toThrow('cannot write it');
    expect(sink.idle).toBe(false);
  });
});

describe('a sink over a stream', () => {
  const options = { mayEnd: true, lineBuffered: false };

  test('is full while its reader is slow, and empty when it has read', async () => {
    const stream = new PassThrough();
    const sink = new StreamSink('it', stream, options);
    while (!sink.full) sink.write('x'.repeat(1000));
    const drained = sink.drain();
    stream.resume();
    await drained;
    expect(sink.full).toBe(false);
    expect(sink.bytes).toBeGreaterThan(1_000_000);
  });
  test('keeps what came before the stream', async () => {
    const stream = new PassThrough();
    let open: (stream: Writable) => void = () => undefined;
    const sink = new StreamSink('it', new Promise((resolve) => (open = resolve)), options);
    sink.write('early');
    const drained = sink.drain();
    open(stream);
    await drained;
    expect(String(stream.read())).toBe('early');
  });
  test('tells that the reader has gone, then drops', async () => {
    const broken = Object.assign(new Error('write EPIPE'), { code: 'EPIPE' });
    const sink = new StreamSink('it', new Writable({ write: (_chunk, _encoding, done) => done(broken) }), options);
    sink.write('a');
    const failure: unknown = await sink.drain().catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(SinkFailure);
    expect(failure).toMatchObject({ kind: 'gone', sink: 'it', message: 'cannot write it: Broken pipe' });
    expect(sink.full).toBe(false);
    const before = sink.bytes;
    sink.write('b');
    expect(sink.bytes).toBe(before);
    await expect(sink.close()).rejects.toBe(failure);
  });
  test('hands over each record by itself when asked to', async () => {
    const stream = new PassThrough();
    const sink = new StreamSink('it', stream, { ...options, lineBuffered: true });
    sink.write('one\n');
    expect(String(stream.read())).toBe('one\n');
    await sink.drain();
  });
});

describe('a file', () => {
  const options = (more: Partial<SinkOptions> = {}): SinkOptions => ({
    append: false,
    lineBuffered: false,
    taken: new Map(),
    notice: () => undefined,
    ...more,
  });

  test('is replaced, or added to', async () => {
    const path = newFolder().at('f');
    for (const [append, content] of [
      [false, 'a'],
      [true, 'a\na'],
      [false, 'a'],
    ] as const) {
      const sink = openSink({ kind: 'file', path }, options({ append }));
      sink.write('a');
      expect(sink.bytes).toBe(content.length);
      await sink.close();
      expect(readFileSync(path, 'utf8')).toBe(content);
    }
  });
  test('is opened anew after a rotation, and counted from its own beginning', async () => {
    const directory = newFolder();
    const path = directory.at('f');
    const sink = openSink({ kind: 'file', path }, options());
    const first = sink.place;
    sink.write('before\n');
    renameSync(path, directory.at('f.1'));
    await sink.reopen();
    sink.write('after\n');
    expect(sink.bytes).toBe(6);
    expect(sink.place).not.toBe(first);
    await sink.close();
    expect(directory.read('f.1')).toBe('before\n');
    expect(readFileSync(path, 'utf8')).toBe('after\n');
  });
  test('that cannot be opened anew is a failure', async () => {
    const directory = newFolder();
    const path = directory.at('f');
    const sink = openSink({ kind: 'file', path }, options());
    renameSync(path, directory.at('f.1'));
    mkdirSync(path);
    await expect(sink.reopen()).rejects.toMatchObject({
      kind: 'failed',
      message: `cannot write ${path}: Is a directory`,
    });
    await expect(sink.close()).rejects.toThrow();
  });
  test('none takes everything and keeps nothing', async () => {
    const sink = openSink({ kind: 'none' }, options());
    sink.write('x');
    await sink.close();
    expect(sink.bytes).toBe(0);
  });
});

// However the bytes of an input are cut by the reads, its batches say the same in sum.
import { describe, expect, it } from 'vitest';
import { Framer, type FramerOptions } from '../../src/format/framer.js';
import { KeyTable } from '../../src/event/key-table.js';
import { PlainDecoder } from '../../src/format/plain-decoder.js';
import type { Batch, Position } from '../../src/model/batch.js';
import { told, type Told } from './batch-text.js';
import { mutants, random, seeds } from './mutator.js';
import { recordPlan } from '../event/read-plans.js';

const asked = {
  time: 'ts',
  keys: ['path'],
  columns: [
    ['bytes', 'number'],
    ['path', 'json'],
    ['items', 'exists'],
  ] as const,
  control: true,
};

interface Fed {
  readonly told: Told;
  readonly position: Position;
}

/** Feeds the bytes in pieces of these sizes (repeated), and tells what came of it. */
function fed(bytes: Uint8Array, sizes: readonly number[], maxLine = 1 << 20, options: FramerOptions = {}): Fed {
  const feed = new Framer(new PlainDecoder(recordPlan(asked), new KeyTable(['path'])), maxLine, options);
  const batches: Batch[] = [];
  const parts: Told[] = [];
  const keep = (batch: Batch | undefined): void => {
    if (batch === undefined) return;
    expect(batch.to).toEqual(feed.position);
    expect(batch.to.line - batch.from.line).toBe(batch.lineCount);
    batches.push(batch);
    parts.push(told([batch]));
  };
  for (let at = 0, i = 0; at < bytes.length; i++) {
    const space = feed.space();
    const n = Math.min(sizes[i % sizes.length]!, space.length, bytes.length - at);
    space.set(bytes.subarray(at, at + n));
    at += n;
    keep(feed.filled(n));
  }
  keep(feed.end());
  expect(feed.end()).toBeUndefined();
  return { told: joined(parts), position: feed.position };
}

/** Each batch is only good until the next, so they are told one by one and put together afterwards. */
function joined(parts: readonly Told[]): Told {
  let before = 0;
  const nonEvents = parts.flatMap((part) => {
    const first = before;
    before += part.rows.length;
    return part.nonEvents.map((nonEvent) => ({
      ...(nonEvent as object),
      before: first + (nonEvent as { before: number }).before,
    }));
  });
  const sum = (of: (part: Told) => number): number => parts.reduce((n, part) => n + of(part), 0);
  const skipped = (parts[0]?.skipped ?? []).map((_, i) => sum((part) => part.skipped[i]!));
  return {
    rows: parts.flatMap((part) => part.rows),
    nonEvents,
    lines: sum((part) => part.lines),
    blank: sum((part) => part.blank),
    wrongType: sum((part) => part.wrongType),
    missing: sum((part) => part.missing),
    skipped: skipped.some((n) => n > 0) ? skipped : [],
  };
}

const lines = (...texts: readonly string[]): Buffer => Buffer.from(texts.join(''));

describe('Feed', () => {
  const good = '{"ts":1,"path":"/a","bytes":1}';

  it('cuts at newlines, with or without a carriage return, and takes the last line without one', () => {
    const whole = fed(lines(good, '\n', good, '\r\n\n  \t\r\n', good), [1000]).told;
    expect(whole).toMatchObject({ lines: 5, blank: 2, nonEvents: [] });
    expect(whole.rows).toMatchObject([
      { at: 0, line: 0, text: good },
      { at: 31, line: 1, text: good },
      { at: 69, line: 4, text: good },
    ]);
  });

  it('says the same for every cut in two, and for reads of every size', () => {
    const bytes = lines(
      '\ufeff',
      good,
      '\r\n',
      '\n',
      seeds[7]!,
      '\n',
      'no json\n',
      seeds[12]!,
      '\r\n',
      '{"ts":0,"path":"é"}',
    );
    const whole = fed(bytes, [bytes.length]);
    expect(whole.told.rows).toHaveLength(3);
    for (let cut = 1; cut < bytes.length; cut++) expect(fed(bytes, [cut, bytes.length])).toEqual(whole);
    for (let size = 1; size < 40; size++) expect(fed(bytes, [size])).toEqual(whole);
  });

  it('says the same of damaged input, however it is cut', () => {
    const pick = random(7);
    const bytes = Buffer.concat([...mutants(3000, 3)].flatMap((line) => [line, Buffer.from('\n')]));
    const whole = fed(bytes, [bytes.length]);
    for (let i = 0; i < 5; i++) {
      const sizes = Array.from({ length: 50 }, () => 1 + pick(pick(2) === 0 ? 5 : 20_000));
      expect(fed(bytes, sizes, 1 << 20, { readSize: 1 + pick(5000) })).toEqual(whole);
    }
  });

  it('skips a byte order mark at the very beginning only', () => {
    expect(fed(lines('\ufeff', good, '\n'), [2]).told).toMatchObject({ rows: [{ at: 3, text: good }], nonEvents: [] });
    expect(fed(lines(good, '\n\ufeff', good), [2]).told.nonEvents).toMatchObject([{ reason: 'json', line: 1 }]);
    const from = { offset: 10, line: 1 };
    expect(fed(lines('\ufeff', good), [2], 1000, { from }).told.nonEvents).toMatchObject([
      { reason: 'json', line: 1, start: 10 },
    ]);
    expect(fed(lines('\ufeff'), [1])).toEqual({ told: joined([]), position: { offset: 3, line: 0 } });
  });

  it('goes on from a position', () => {
    const { told: rest, position } = fed(lines(good, '\n', good), [7], 100, { from: { offset: 1000, line: 5 } });
    expect(rest.rows).toMatchObject([
      { at: 1000, line: 5 },
      { at: 1031, line: 6 },
    ]);
    expect(position).toEqual({ offset: 1061, line: 7 });
  });

  it('has nothing to say of nothing', () => {
    expect(fed(lines(), [1]).position).toEqual({ offset: 0, line: 0 });
    expect(fed(lines('\n'), [1])).toMatchObject({ told: { lines: 1, blank: 1 }, position: { offset: 1, line: 1 } });
  });
});

describe('a line over the limit', () => {
  const short = '{"ts":1,"path":"/a"}';
  const long = (size: number): string => `{"ts":1,"path":"${'x'.repeat(size - 18)}"}`;

  it('is a reject with its beginning, at its place; the lines around it are what they were', () => {
    const bytes = lines(short, '\n', long(600), '\n', short, '\n');
    const { told: whole, position } = fed(bytes, [1000], 100);
    expect(whole.rows).toMatchObject([
      { at: 0, line: 0 },
      { at: 622, line: 2, text: short },
    ]);
    expect(whole.nonEvents).toEqual([
      {
        kind: 'reject',
        before: 1,
        reason: 'too-long',
        error: 'the line is longer than --max-line, 100 bytes',
        column: undefined,
        start: 21,
        end: 277,
        line: 1,
        clock: NaN,
        text: long(600).slice(0, 256),
      },
    ]);
    expect(whole).toMatchObject({ lines: 3, blank: 0 });
    expect(position).toEqual({ offset: 643, line: 3 });
  });

  it('has more bytes than the limit, its end and a byte order mark not counted', () => {
    const reasons = (text: string): readonly unknown[] => fed(lines(text), [3], 40).told.nonEvents;
    for (const end of ['', '\n', '\r\n', '\r']) {
      expect(reasons(long(40) + end)).toEqual([]);
      expect(reasons(`\ufeff${long(40)}${end}`)).toEqual([]);
      expect(reasons(long(41) + end)).toMatchObject([{ reason: 'too-long', end: 41 }]);
    }
    expect(reasons(`${' '.repeat(41)}\n`)).toMatchObject([{ reason: 'too-long' }]);
  });

  it('says the same for all cuts, also when it is longer than any buffer', () => {
    const text = [short, long(3000), short, long(100), '', long(2000), long(101), short, long(5000), short];
    for (const end of ['\n', '\r\n']) {
      const bytes = lines(text.join(end));
      const whole = fed(bytes, [bytes.length], 100, { readSize: 100_000 });
      expect(whole.told.nonEvents).toHaveLength(4);
      for (const size of [1, 2, 3, 7, 64, 255, 256, 257, 300, 1000, 3001]) {
        for (const readSize of [1, 10, 400, 4000]) expect(fed(bytes, [size], 100, { readSize })).toEqual(whole);
      }
    }
  });

  it('is never gathered', () => {
    const feed = new Framer(new PlainDecoder(recordPlan(asked), new KeyTable(['path'])), 1000, { readSize: 500 });
    let largest = 0;
    for (let i = 0; i < 1000; i++) {
      const space = feed.space().fill(120);
      largest = Math.max(largest, space.buffer.byteLength);
      expect(feed.filled(space.length)).toBeUndefined();
    }
    expect(largest).toBeLessThan(4000);
    expect(feed.position).toEqual({ offset: 0, line: 0 });
    feed.space().set(lines('\n', short, '\n', short));
    expect(feed.filled(42)?.nonEvents).toMatchObject([{ reason: 'too-long', start: 0, end: 256, line: 0 }]);
    expect(feed.filled(0)?.length).toBe(1);
    expect(feed.end()?.length).toBe(1);
  });
});

// Sort against a slow model: all that is not late, in order of time, then arrival.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Pipeline } from '../../../src/pipeline/pipeline.js';
import { sort } from '../../../src/operator/sort/sort.js';
import { buildWatermark, parseWatermark } from '../../../src/watermark/index.js';
import { HeldLines } from '../../../src/operator/sort/held-lines.js';
import type { SpillSpace } from '../../../src/operator/sort/spill-space.js';
import { Misshapen } from '../../../src/model/shape.js';
import type { Saved } from '../../../src/model/saved.js';
import { handMadeBatch, type Interned } from '../../hand-made-batch.js';

interface Circumstances {
  readonly watermark: string;
  readonly lateness: number;
  /** Put aside and taken up again after every event. */
  readonly restore: boolean;
  readonly maxRows?: number;
  /** How many bytes of lines are held before they go elsewhere; undefined: there is nowhere. */
  readonly spillAbove?: number | undefined;
}

/** Room for what is not held in memory, held in memory. */
class Space implements SpillSpace {
  readonly above: number;
  #bytes = Buffer.alloc(0);

  constructor(above: number) {
    this.above = above;
  }

  get size(): number {
    return this.#bytes.length;
  }

  append(bytes: Uint8Array): void {
    this.#bytes = Buffer.concat([this.#bytes, bytes]);
  }

  read(from: number, into: Uint8Array): void {
    into.set(this.#bytes.subarray(from, from + into.length));
  }
}

/** Runs events at these times through the operator; their numbers are their lines. */
function run(times: readonly number[], circumstances: Circumstances) {
  const { watermark, lateness, restore, maxRows = Infinity, spillAbove } = circumstances;
  const space = spillAbove === undefined ? undefined : new Space(spillAbove);
  const told = { written: [] as number[], late: [] as number[] };
  const generator = buildWatermark(parseWatermark(watermark));
  const plan = { domain: 'event', streams: [{ generator, idle: undefined, maxFuture: undefined }] } as const;
  let at = 0;
  let promised = -Infinity;
  const output = {
    lineOf: () => Buffer.from(`${at}\n`),
    event: (line: Uint8Array): void => {
      const number = Number(Buffer.from(line).toString());
      // What was promised downstream holds for each line that follows.
      expect(times[number]).toBeGreaterThan(promised);
      told.written.push(number);
    },
    events: () => undefined,
    duplicate: () => undefined,
  };
  const refused = { late: (): void => void told.late.push(at), stepDone: () => undefined };
  const open = (): Pipeline => new Pipeline(plan, sort({ lateness, maxRows }, output, space), refused);
  let pipeline = open();
  pipeline.open();
  pipeline.noMoreInputs();
  const interned: Interned = new Map();
  for (; at < times.length; at++) {
    pipeline.processElement(0, handMadeBatch([{ input: 0, key: '', ts: times[at]!, value: 0 }], interned), 0);
    promised = pipeline.outputWatermark();
    if (!restore) continue;
    const saved = structuredClone(pipeline.save());
    pipeline = open();
    pipeline.load(saved, interned.size);
  }
  pipeline.finish();
  while (pipeline.isBehind) pipeline.catchUp();
  expect(pipeline.counters.inWindows).toBe(told.written.length);
  return { ...told, held: pipeline.openWindows };
}

/** The same, read off OPERATORS §3. */
function model(times: readonly number[], bound: number, lateness: number) {
  const [taken, late]: number[][] = [[], []];
  let high = -Infinity;
  times.forEach((ts, i) => {
    // `bounded` believes that an event a whole bound behind may still come.
    (ts <= high - bound - 1 - lateness ? late! : taken!).push(i);
    high = Math.max(high, ts);
  });
  return { written: taken!.sort((a, b) => times[a]! - times[b]! || a - b), late: late! };
}

/** What a pipeline that holds these lines has saved, with something else in it. */
function loading(times: readonly number[], change: Readonly<Record<string, Saved>>): () => void {
  const lines = new HeldLines();
  times.forEach((at, i) => lines.add(at, Buffer.from(`${i}\n`)));
  const saved = lines.save() as Readonly<Record<string, Saved>>;
  return () => new HeldLines().load({ ...saved, ...change });
}

describe('sort', () => {
  test('of the worked example: 2 is late behind 8', () => {
    const times = [5, 3, 4, 8, 7, 2, 11];
    const { written, late } = run(times, { watermark: 'bounded:2ms', lateness: 0, restore: false });
    expect(written.map((i) => times[i])).toEqual([3, 4, 5, 7, 8, 11]);
    expect(late.map((i) => times[i])).toEqual([2]);
  });

  test('agrees with the model, and holds nothing at the end', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: -20, max: 60 }), { maxLength: 60 }),
        fc.integer({ min: 0, max: 30 }),
        fc.integer({ min: 0, max: 10 }),
        fc.boolean(),
        (times, bound, lateness, restore) => {
          const { held, ...told } = run(times, { watermark: `bounded:${bound}ms`, lateness, restore });
          expect(told).toEqual(model(times, bound, lateness));
          expect(held).toBe(0);
        },
      ),
      { numRuns: 500 },
    );
  });

  test.each([
    ['in memory', undefined],
    ['in a hundred runs outside', 500],
    ['each outside', 0],
  ])('of thousands, without a watermark, is a stable sort: %s', (_, spillAbove) => {
    const times = Array.from({ length: 20_000 }, (__, i) => (i * 7919) % 601);
    const some = spillAbove === 0 ? times.slice(0, 500) : times;
    const { written } = run(some, { watermark: 'none', lateness: 0, restore: false, spillAbove });
    expect(written).toEqual(model(some, Infinity, 0).written);
  });

  test('agrees with the model when most of what it holds is not in memory', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: -20, max: 60 }), { maxLength: 60 }),
        fc.integer({ min: 0, max: 30 }),
        fc.integer({ min: 0, max: 200 }),
        (times, bound, spillAbove) => {
          const told = run(times, { watermark: `bounded:${bound}ms`, lateness: 0, restore: false, spillAbove });
          expect(told).toEqual({ ...model(times, bound, 0), held: 0 });
        },
      ),
      { numRuns: 200 },
    );
  });

  test('reads long lines again as they were', () => {
    const space = new Space(0);
    const lines = new HeldLines(space);
    const text = (i: number): string => `${i}${'x'.repeat([10, 300_000, 600_000][i % 3]!)}\n`;
    for (let i = 0; i < 7; i++) lines.add(-i, Buffer.from(text(i)));
    const read: string[] = [];
    while (lines.size > 0) {
      read.push(Buffer.from(lines.first()).toString());
      lines.dropFirst();
    }
    expect(read).toEqual([6, 5, 4, 3, 2, 1, 0].map(text));
    expect(space.size).toBeGreaterThan(1_000_000);
  });

  test('holds no more than it may', () => {
    const circumstances = { watermark: 'none', lateness: 0, restore: false };
    expect(run([3, 2, 1], { ...circumstances, maxRows: 3 }).written).toEqual([2, 1, 0]);
    expect(() => run([3, 2, 1], { ...circumstances, maxRows: 2 })).toThrow(/more than 2 events .*--max-rows 2/);
  });

  test.each<[string, Readonly<Record<string, Saved>>]>([
    ['times out of order', { times: Float64Array.of(2, 1) }],
    ['a time that is none', { times: Float64Array.of(0.5, 1) }],
    ['fewer times than lines', { times: Float64Array.of(1) }],
    ['lines that are longer than there are bytes', { lengths: Int32Array.of(2, 3) }],
    ['more bytes than lines', { lines: Buffer.from('0\n1\n2\n') }],
    ['a line without an end', { lines: Buffer.from('0\n1 ') }],
    ['a line of nothing', { lengths: Int32Array.of(0, 4) }],
  ])('takes up no saved state with %s', (_, change) => {
    expect(loading([1, 2], {})).not.toThrow();
    expect(loading([1, 2], change)).toThrow(Misshapen);
  });
});

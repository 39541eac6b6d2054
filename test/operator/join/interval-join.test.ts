// The interval join against a naive one over all pairs, and the worked examples of OPERATORS §1.1.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { intervalJoin } from '../../../src/operator/join/interval-join.js';
import { isOuter, type IntervalJoinPlan, type JoinType } from '../../../src/operator/join/join-plan.js';
import { Pipeline } from '../../../src/pipeline/pipeline.js';
import { buildWatermark, parseWatermark } from '../../../src/watermark/index.js';
import { handMadeBatch, type Interned } from '../../hand-made-batch.js';
import { drive, left, right, rowText, watermarks, type Arrival, type Driven, type Told, type Way } from './drive.js';

const run = (plan: IntervalJoinPlan, way: Way, arrivals: readonly Arrival[]): Driven =>
  drive((output) => intervalJoin(plan, output), way, arrivals);

/** The same, read off OPERATORS §1.1: of all pairs of events that are not late, those that match. */
function naive({ type, from, to, lateness }: IntervalJoinPlan, way: Way, arrivals: readonly Arrival[]): Told {
  const judged = watermarks(way, arrivals).map((w) => w - lateness);
  const isLate = arrivals.map(({ ts }, i) => ts <= judged[i]!);
  const matches = (l: number, r: number): boolean => {
    const [one, other] = [arrivals[l]!, arrivals[r]!];
    if (isLate[l]! || isLate[r]! || one.side !== left || other.side !== right) return false;
    if (one.key !== other.key || one.key === 'null') return false;
    return one.ts + from <= other.ts && other.ts <= one.ts + to;
  };
  const all = [...arrivals.keys()];
  const partners = (i: number): number[] =>
    all
      .filter((other) => matches(i, other) || matches(other, i))
      .sort((a, b) => arrivals[a]!.ts - arrivals[b]!.ts || a - b);
  const reach = (i: number): number => (arrivals[i]!.side === left ? to : -from);
  const decided = (i: number, w: number): boolean => arrivals[i]!.key === 'null' || w >= arrivals[i]!.ts + reach(i);
  const isLone = (i: number): boolean => !isLate[i]! && isOuter(type, arrivals[i]!.side) && partners(i).length === 0;
  const rows: string[] = [];
  const written = new Set<number>();
  const lone = (i: number): void => {
    written.add(i);
    rows.push(
      arrivals[i]!.side === left ? rowText(i, undefined, arrivals[i]!.ts) : rowText(undefined, i, arrivals[i]!.ts),
    );
  };
  const pair = (l: number, r: number): void => {
    if (type === 'anti' || (type === 'semi' && written.has(l))) return;
    written.add(l);
    const ts = Math.max(arrivals[l]!.ts, arrivals[r]!.ts);
    rows.push(rowText(l, type === 'semi' ? undefined : r, ts));
  };
  const rise = (last: number, w: number): void => {
    const due = all.filter((j) => j <= last && isLone(j) && !written.has(j) && decided(j, w));
    for (const j of due.sort((a, b) => arrivals[a]!.ts - arrivals[b]!.ts || a - b)) lone(j);
  };
  for (const i of all) {
    for (const other of partners(i).filter((j) => j < i)) {
      if (arrivals[i]!.side === left) pair(i, other);
      else pair(other, i);
    }
    if (isLone(i) && decided(i, judged[i]!)) lone(i);
    rise(i, judged[i + 1]!);
  }
  rise(all.length, Infinity);
  return { rows, late: all.filter((i) => isLate[i]) };
}

const types: readonly JoinType[] = ['inner', 'left', 'right', 'full', 'semi', 'anti'];

describe('the interval join', () => {
  test.each(types)('agrees with the naive one, however it is driven: %s', (type) => {
    const arrival = fc.record({
      side: fc.constantFrom(left, right),
      key: fc.constantFrom('a', 'a', 'b', 'null'),
      ts: fc.integer({ min: 0, max: 40 }),
    });
    const offset = fc.integer({ min: -12, max: 12 });
    fc.assert(
      fc.property(
        fc.array(arrival, { maxLength: 40 }),
        fc.tuple(offset, offset),
        fc.integer({ min: 0, max: 6 }),
        fc.record({
          bounds: fc.tuple(fc.integer({ min: 0, max: 20 }), fc.integer({ min: 0, max: 20 })),
          batch: fc.integer({ min: 1, max: 5 }),
          restore: fc.boolean(),
          rows: fc.constantFrom('single' as const, 'bulk' as const, 'lines' as const),
        }),
        (arrivals, offsets, lateness, way) => {
          const plan = { type, from: Math.min(...offsets), to: Math.max(...offsets), lateness, maxRows: Infinity };
          expect(run(plan, way, arrivals)).toMatchObject(naive(plan, way, arrivals));
        },
      ),
      { numRuns: 400 },
    );
  });

  test('of Flink’s worked example', () => {
    const both = (...times: number[]): Arrival[] =>
      times.flatMap((ts) => [left, right].map((side) => ({ side, key: 'a', ts })));
    const way: Way = { bounds: [0, 0], batch: 1, restore: false, rows: 'lines' };
    const arrivals = [...both(1, 2, 3), ...both(4), { side: left, key: 'a', ts: 1 }, ...both(5)];
    const { rows, late } = run({ type: 'inner', from: -1, to: 1, lateness: 0, maxRows: Infinity }, way, arrivals);
    const times = rows.map((row) => row.split(' ').slice(0, 2).map((name) => arrivals[Number(name.slice(1))]!.ts).join('-')); // prettier-ignore
    expect(times.sort()).toEqual('1-1 1-2 2-1 2-2 2-3 3-2 3-3 3-4 4-3 4-4 4-5 5-4 5-5'.split(' '));
    expect(late).toEqual([8]);
  });

  test('holds no more events than --max-rows', () => {
    const arrivals = [0, 1, 2].map((ts) => ({ side: ts % 2, key: 'a', ts }));
    const plan = { type: 'inner', from: -9, to: 9, lateness: 0 } as const;
    const way: Way = { bounds: [9, 9], batch: 1, restore: false, rows: 'lines' };
    expect(run({ ...plan, maxRows: 3 }, way, arrivals).rows).toHaveLength(2);
    expect(() => run({ ...plan, maxRows: 2 }, way, arrivals)).toThrow(/more than 2 events .*--max-rows 2/);
  });

  test.each(['semi', 'anti'] as const)('holds no text of right events, of which none is written: %s', (type) => {
    const stream = { generator: buildWatermark(parseWatermark('ascending')), idle: undefined, maxFuture: undefined };
    const nothing = (): void => undefined;
    const text = Buffer.from('{"long":"text"}');
    for (const areLines of [true, false]) {
      const pipeline = new Pipeline(
        { domain: 'event', streams: [stream, stream] },
        intervalJoin(
          { type, from: -50, to: 50, lateness: 0, maxRows: Infinity },
          { eventBytes: () => text, areLines: () => areLines, isComplete: () => true, joined: nothing },
        ),
        { late: nothing, stepDone: nothing },
      );
      for (const side of [left, right]) pipeline.open(side);
      const events = handMadeBatch([{ input: 0, key: 'a', ts: 0, value: 0 }], new Map());
      const batch = { ...events, bytes: text, ends: Uint32Array.of(text.length) };
      if (pipeline.processRun(right, batch, 0, 1) === 0) pipeline.processElement(right, batch, 0);
      const { steps } = pipeline.save() as { readonly steps: readonly { readonly right: { readonly texts: Uint8Array } }[] }; // prettier-ignore
      expect(Buffer.from(steps[0]!.right.texts).toString()).toBe('null');
    }
  });

  test('holds of each side what the other can still match, and no more', () => {
    const generator = buildWatermark(parseWatermark('ascending'));
    const stream = { generator, idle: undefined, maxFuture: undefined };
    const nothing = (): void => undefined;
    const pipeline = new Pipeline(
      { domain: 'event', streams: [stream, stream] },
      intervalJoin(
        { type: 'full', from: -50, to: 100, lateness: 0, maxRows: Infinity },
        { eventBytes: () => Buffer.from('{}'), areLines: () => false, isComplete: () => true, joined: nothing },
      ),
      { late: nothing, stepDone: nothing },
    );
    for (const side of [left, right]) pipeline.open(side);
    const interned: Interned = new Map();
    let most = 0;
    for (let i = 0; i < 1000; i++) {
      const events = [{ input: 0, key: `k${i}`, ts: 10 * i, value: 0 }];
      for (const side of [left, right]) pipeline.processElement(side, handMadeBatch(events, interned), 0);
      most = Math.max(most, pipeline.openWindows);
    }
    expect(most).toBeLessThanOrEqual(11 + 6 + 2);
  });
});

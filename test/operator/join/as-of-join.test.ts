// The as-of join against one that looks at all versions for each question, and the worked example of OPERATORS §1.3.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { asOfJoin } from '../../../src/operator/join/as-of-join.js';
import type { AsOfJoinPlan } from '../../../src/operator/join/join-plan.js';
import { drive, left, right, rowText, watermarks, type Arrival, type Driven, type Told, type Way } from './drive.js';

const run = (plan: AsOfJoinPlan, way: Way, arrivals: readonly Arrival[]): Driven =>
  drive((output) => asOfJoin(plan, output), way, arrivals);

/** Read off OPERATORS §1.3: of the versions that are not late the last one that is not later than the question. */
function naive({ type, tolerance, lateness }: AsOfJoinPlan, way: Way, arrivals: readonly Arrival[]): Told {
  const judged = watermarks(way, arrivals).map((w) => w - lateness);
  const all = [...arrivals.keys()];
  const isLate = (i: number): boolean => arrivals[i]!.ts <= judged[i]!;
  const answer = (i: number): number | undefined => {
    const { key, ts } = arrivals[i]!;
    const versions = all.filter((j) => arrivals[j]!.side === right && arrivals[j]!.key === key && !isLate(j));
    const known = versions
      .filter((j) => arrivals[j]!.ts <= ts)
      .sort((a, b) => arrivals[a]!.ts - arrivals[b]!.ts || a - b);
    const last = known.at(-1);
    if (last === undefined || key === 'null' || arrivals[last]!.flag === true) return undefined;
    return arrivals[last]!.ts >= ts - tolerance ? last : undefined;
  };
  const rows: string[] = [];
  const write = (i: number): void => {
    const version = answer(i);
    if (version !== undefined || type === 'left') rows.push(rowText(i, version, arrivals[i]!.ts));
  };
  let waiting: readonly number[] = [];
  // Those that one rise of W decides are in order of time, and so are those of the next.
  const rise = (now: number): void => {
    const due = waiting.filter((i) => arrivals[i]!.ts <= now);
    waiting = waiting.filter((i) => !due.includes(i));
    due.sort((a, b) => arrivals[a]!.ts - arrivals[b]!.ts || a - b).forEach(write);
  };
  for (const i of all) {
    if (arrivals[i]!.side === left && !isLate(i)) {
      // Without a key there is nothing to wait for.
      if (arrivals[i]!.key === 'null') write(i);
      else waiting = [...waiting, i];
    }
    rise(judged[i + 1]!);
  }
  rise(Infinity);
  return { rows, late: all.filter(isLate) };
}

const bounds = { lateness: 0, maxRows: Infinity };

describe('the as-of join', () => {
  test.each(['inner', 'left'] as const)('agrees with the naive one, however it is driven: %s', (type) => {
    const arrival = fc.record({
      side: fc.constantFrom(left, right),
      key: fc.constantFrom('a', 'a', 'b', 'null'),
      ts: fc.integer({ min: 0, max: 40 }),
      flag: fc.constantFrom(true, false, false, false),
    });
    fc.assert(
      fc.property(
        fc.array(arrival, { maxLength: 40 }),
        fc.constantFrom(0, 3, 10, Infinity),
        fc.constantFrom(0, 0, 5),
        fc.record({
          bounds: fc.tuple(fc.integer({ min: 0, max: 20 }), fc.integer({ min: 0, max: 20 })),
          batch: fc.integer({ min: 1, max: 5 }),
          restore: fc.boolean(),
          rows: fc.constantFrom('single' as const, 'bulk' as const, 'lines' as const),
        }),
        (arrivals, tolerance, lateness, way) => {
          const plan = { type, tolerance, gone: 0, lateness, maxRows: Infinity };
          expect(run(plan, way, arrivals)).toMatchObject(naive(plan, way, arrivals));
        },
      ),
      { numRuns: 600 },
    );
  });

  test('of Flink’s worked example', () => {
    const version = (ts: number, flag = false): Arrival => ({ side: right, key: 'a', ts, flag });
    const question = (ts: number): Arrival => ({ side: left, key: 'a', ts });
    const arrivals = [
      ...[1, 4, 7].map((ts) => version(ts)),
      version(9, true),
      version(12),
      ...[6, 10, 12, 0].map(question),
    ];
    const way: Way = { bounds: [20, 20], batch: 1, restore: false, rows: 'lines' };
    const { rows } = run({ type: 'left', tolerance: Infinity, gone: 0, ...bounds }, way, arrivals);
    expect(rows).toEqual(['l8 - @0', 'l5 r1 @6', 'l6 - @10', 'l7 r4 @12']);
  });

  test('holds the newest version of each key, and with a tolerance not for longer than that', () => {
    const versions = (key: string, count: number): Arrival[] =>
      Array.from({ length: count }, (_, i) => [right, left].map((side) => ({ side, key, ts: 10 * i }))).flat();
    const way: Way = { bounds: [0, 0], batch: 1, restore: false, rows: 'lines' };
    // The newest versions of two keys, and of both sides two events ahead of the watermark.
    const arrivals = [...versions('a', 100), ...versions('b', 200).slice(300)];
    const most = (maxRows: number, tolerance: number) => () =>
      run({ type: 'inner', tolerance, gone: undefined, lateness: 0, maxRows }, way, arrivals);
    expect(most(6, Infinity)).not.toThrow();
    expect(most(5, Infinity)).toThrow('--max-rows 5');
    expect(most(5, 30)).not.toThrow();
  });
});

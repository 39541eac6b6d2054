// The window join against one that looks at all events of each window, and the worked example of OPERATORS §1.2.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isOfLeft, isOuter, type JoinType, type WindowJoinPlan } from '../../../src/operator/join/join-plan.js';
import { windowJoin } from '../../../src/operator/join/window-join.js';
import { buildWindow, parseWindow } from '../../../src/window/index.js';
import type { WindowFn } from '../../../src/window/window-fn.js';
import { drive, left, right, watermarks, type Arrival, type Driven, type Told, type Way } from './drive.js';

function windowsOf(text: string): WindowJoinPlan['windows'] {
  const fn: WindowFn = buildWindow(parseWindow(text));
  if (fn.kind === 'counting') throw new Error('no count windows');
  return fn;
}

function planOf(type: JoinType, window: string, lateness = 0): WindowJoinPlan {
  return { type, windows: windowsOf(window), gapColumns: [-1, -1], lateness, maxRows: Infinity };
}

const run = (plan: WindowJoinPlan, way: Way, arrivals: readonly Arrival[]): Driven =>
  drive((output) => windowJoin(plan, output), way, arrivals);

const text = (
  events: readonly [number | undefined, number | undefined],
  start: number,
  end: number,
  marks = '',
): string => {
  const [l, r] = events.map((event, side) => (event === undefined ? '-' : `${'lr'[side]}${event}`));
  return `${l} ${r} @${end - 1} [${start},${end})${marks}`;
};

/** Of aligned windows, read off OPERATORS §1.2: what comes before the end of a window, what comes after, and what never. */
function naive({ type, windows, lateness }: WindowJoinPlan, way: Way, arrivals: readonly Arrival[]): Told {
  if (windows.kind !== 'aligned') throw new Error('of aligned windows');
  const w = watermarks(way, arrivals);
  const rows: string[] = [];
  const late: number[] = [];
  interface Content {
    readonly key: string;
    readonly start: number;
    readonly end: number;
    readonly events: readonly [number[], number[]];
    readonly alone: Set<number>;
    readonly semi: Set<number>;
    written: boolean;
    readonly lateRows: Set<number>;
  }
  const contents: Content[] = [];
  const both = (l: number | undefined, r: number | undefined) => [l, isOfLeft(type) ? undefined : r] as const;
  const alone = (c: Content, side: number, i: number, marks: string): void => {
    if (c.alone.has(i) || !isOuter(type, side)) return;
    c.alone.add(i);
    if (marks !== '') c.lateRows.add(i);
    rows.push(text(side === left ? [i, undefined] : [undefined, i], c.start, c.end, marks));
  };
  const takeBack = (c: Content, side: number, i: number): void => {
    if (!c.alone.delete(i)) return;
    const marks = c.lateRows.has(i) ? ' late back' : ' back';
    rows.push(text(side === left ? [i, undefined] : [undefined, i], c.start, c.end, marks));
  };
  const pair = (c: Content, l: number, r: number, marks: string): void => {
    takeBack(c, left, l);
    takeBack(c, right, r);
    if (type === 'anti' || (type === 'semi' && c.semi.has(l))) return;
    c.semi.add(l);
    rows.push(text(both(l, r), c.start, c.end, marks));
  };
  const end = (c: Content): void => {
    c.written = true;
    const [lefts, rights] = c.events;
    for (const l of lefts) if (rights.length === 0) alone(c, left, l, '');
    for (const l of lefts) for (const r of rights) pair(c, l, r, '');
    for (const r of rights) if (lefts.length === 0) alone(c, right, r, '');
  };
  const rise = (to: number): void => {
    const due = contents.filter((c) => !c.written && c.end - 1 <= to);
    const first = (c: Content): number => Math.min(...c.events.flat());
    for (const c of due.sort((a, b) => a.end - b.end || a.start - b.start || first(a) - first(b))) end(c);
  };
  arrivals.forEach(({ side, key, ts }, i) => {
    const live = windows.assign(ts).windows.filter((window) => w[i]! < window.end - 1 + lateness);
    if (live.length === 0) late.push(i);
    for (const { start, end: to } of live) {
      const passed = w[i]! >= to - 1;
      const known = contents.find((c) => c.key === key && c.start === start && key !== 'null');
      const c = known ?? { key, start, end: to, events: [[], []], alone: new Set(), semi: new Set(), written: passed, lateRows: new Set() }; // prettier-ignore
      if (key === 'null') {
        alone(c, side, i, passed ? ' late' : '');
        continue;
      }
      if (known === undefined) contents.push(c);
      const others = c.events[1 - side]!;
      c.events[side]!.push(i);
      if (!passed) continue;
      if (others.length === 0) alone(c, side, i, ' late');
      for (const other of others) if (side === left) pair(c, i, other, ' late'); else pair(c, other, i, ' late'); // prettier-ignore
    }
    rise(w[i + 1]!);
  });
  rise(Infinity);
  return { rows, late };
}

const types: readonly JoinType[] = ['inner', 'left', 'right', 'full', 'semi', 'anti'];
const arrival = fc.record({
  side: fc.constantFrom(left, right),
  key: fc.constantFrom('a', 'a', 'b', 'null'),
  ts: fc.integer({ min: 0, max: 40 }),
});
const way = fc.record({
  bounds: fc.tuple(fc.integer({ min: 0, max: 20 }), fc.integer({ min: 0, max: 20 })),
  batch: fc.integer({ min: 1, max: 5 }),
  restore: fc.boolean(),
  rows: fc.constantFrom('single' as const, 'bulk' as const, 'lines' as const),
});

describe('the window join', () => {
  test.each(types)('agrees with the naive one, however it is driven: %s', (type) => {
    const windows = fc.constantFrom('tumbling:10ms', 'tumbling:7ms,offset=3ms', 'sliding:10ms/4ms', 'sliding:3ms/5ms');
    fc.assert(
      fc.property(
        fc.array(arrival, { maxLength: 40 }),
        windows,
        fc.constantFrom(0, 0, 8),
        way,
        (events, window, l, how) => {
          const plan = planOf(type, window, l);
          const { rows, late } = naive(plan, how, events);
          const told = run(plan, how, events);
          // Events in no window are refused too.
          const none = events.flatMap(({ ts }, i) => (plan.windows.kind === 'aligned' && plan.windows.assign(ts).windows.length === 0 ? [i] : [])); // prettier-ignore
          expect(told).toMatchObject({ rows, late: [...new Set([...late, ...none])].sort((a, b) => a - b) });
        },
      ),
      { numRuns: 300 },
    );
  });

  test('joins sessions of both sides together', () => {
    const events = [[left, 0], [right, 4], [left, 8], [right, 20]].map(([side, ts]) => ({ side: side!, key: 'a', ts: ts! })); // prettier-ignore
    const { rows } = run(
      planOf('full', 'session:5ms'),
      { bounds: [30, 30], batch: 1, restore: true, rows: 'bulk' },
      events,
    );
    expect(rows).toEqual(['l0 r1 @12 [0,13)', 'l2 r1 @12 [0,13)', '- r3 @24 [20,25)']);
  });

  test.each([0, 6])(
    'writes every pair of a session once, and of an event without one a row that stands: L = %d',
    (l) => {
      fc.assert(
        fc.property(fc.array(arrival, { maxLength: 40 }), way, (events, how) => {
          const told = run(planOf('full', 'session:4ms', l), how, events);
          const again = run(planOf('full', 'session:4ms', l), { ...how, batch: 1, restore: !how.restore }, events);
          expect(again).toEqual(told);
          const lone = new Map<string, number>();
          const pairs = new Set<string>();
          for (const row of told.rows) {
            const [one, other] = row.split(' ') as [string, string];
            if (one !== '-' && other !== '-') {
              expect(pairs.has(`${one} ${other}`)).toBe(false);
              pairs.add(`${one} ${other}`);
            } else lone.set(one + other, (lone.get(one + other) ?? 0) + (row.endsWith(' back') ? -1 : 1));
          }
          events.forEach(({ side }, i) => {
            const name = `${'lr'[side]!}${i}`;
            const isPaired = [...pairs].some((row) => row.split(' ').includes(name));
            const stands = lone.get(side === left ? `${name}-` : `-${name}`) ?? 0;
            expect(stands + Number(isPaired) + Number(told.late.includes(i))).toBe(1);
          });
        }),
        { numRuns: 400 },
      );
    },
  );

  test('of the worked example', () => {
    const events: Arrival[] = [
      { side: left, key: 'a', ts: 0 },
      { side: left, key: 'b', ts: 1 },
      { side: right, key: 'b', ts: 2 },
      { side: right, key: 'c', ts: 6 },
    ];
    const { rows } = run(
      planOf('full', 'tumbling:5ms'),
      { bounds: [0, 0], batch: 1, restore: false, rows: 'lines' },
      events,
    );
    expect(rows).toEqual(['l0 - @4 [0,5)', 'l1 r2 @4 [0,5)', '- r3 @9 [5,10)']);
  });
});

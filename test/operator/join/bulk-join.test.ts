// Joins that take rows in bulk write what they write when rows come one by one, and promise the same behind each of them.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { asOfJoin } from '../../../src/operator/join/as-of-join.js';
import { intervalJoin } from '../../../src/operator/join/interval-join.js';
import type { AsOfJoinPlan, IntervalJoinPlan, WindowJoinPlan } from '../../../src/operator/join/join-plan.js';
import { windowJoin } from '../../../src/operator/join/window-join.js';
import { buildWindow, parseWindow } from '../../../src/window/index.js';
import { drive, type Arrival, type Way } from './drive.js';

const event = fc.record({
  key: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'null'),
  /** After the one before. */
  step: fc.integer({ min: -12, max: 16 }),
  flag: fc.constantFrom(true, false, false),
  filtered: fc.constantFrom(true, false, false, false, false),
});

/** Several of a side one after another, as they come from files. */
const arrivals: fc.Arbitrary<readonly Arrival[]> = fc
  .array(fc.tuple(fc.nat(1), fc.array(event, { minLength: 1, maxLength: 12 })), { maxLength: 12 })
  .map((runs) => {
    let now = 0;
    return runs.flatMap(([side, events]) =>
      events.map(({ step, ...rest }) => ({ ...rest, side, ts: (now = Math.max(0, now + step)) })),
    );
  });

const way = fc.record({
  bounds: fc.tuple(fc.constantFrom(0, 5, 20), fc.constantFrom(0, 5, 20)),
  batch: fc.integer({ min: 1, max: 20 }),
  restore: fc.boolean(),
});

const lateness = fc.constantFrom(0, 0, 6);

const intervalPlan: fc.Arbitrary<IntervalJoinPlan> = fc
  .record({
    type: fc.constantFrom('inner', 'left', 'right', 'full', 'semi', 'anti'),
    offsets: fc.tuple(fc.integer({ min: -15, max: 15 }), fc.integer({ min: -15, max: 15 })),
    lateness,
  })
  .map(({ offsets, ...rest }) => ({
    ...rest,
    from: Math.min(...offsets),
    to: Math.max(...offsets),
    maxRows: Infinity,
  }));

const asOfPlan: fc.Arbitrary<AsOfJoinPlan> = fc.record({
  type: fc.constantFrom('inner', 'left'),
  tolerance: fc.constantFrom(0, 10, Infinity),
  gone: fc.constantFrom(0, undefined),
  lateness,
  maxRows: fc.constant(Infinity),
});

const windowPlan: fc.Arbitrary<WindowJoinPlan> = fc
  .record({
    type: fc.constantFrom('inner', 'left', 'right', 'full', 'semi', 'anti'),
    window: fc.constantFrom('tumbling:10ms', 'sliding:10ms/4ms', 'sliding:3ms/5ms', 'global', 'session:4ms', 'session:6ms,max=20ms'), // prettier-ignore
    lateness,
    maxRows: fc.constantFrom(Infinity, Infinity, 6),
  })
  .map(({ window, ...rest }) => {
    const windows = buildWindow(parseWindow(window)) as WindowJoinPlan['windows'];
    return { ...rest, windows, gapColumns: [-1, -1] };
  });

test('an interval join', () => {
  fc.assert(
    fc.property(intervalPlan, way, arrivals, (plan, how, events) => {
      const run = (rows: Way['rows']) => drive((output) => intervalJoin(plan, output), { ...how, rows }, events);
      const single = run('single');
      expect(run('bulk')).toEqual(single);
      expect(run('lines')).toEqual(single);
    }),
    { numRuns: 500 },
  );
});

test('an as-of join', () => {
  fc.assert(
    fc.property(asOfPlan, way, arrivals, (plan, how, events) => {
      const run = (rows: Way['rows']) => drive((output) => asOfJoin(plan, output), { ...how, rows }, events);
      const single = run('single');
      expect(run('bulk')).toEqual(single);
      expect(run('lines')).toEqual(single);
    }),
    { numRuns: 500 },
  );
});

test('a window join, with as many events as it may hold', () => {
  fc.assert(
    fc.property(windowPlan, way, arrivals, (plan, how, events) => {
      const run = (rows: Way['rows']): unknown =>
        failureOr(() => drive((output) => windowJoin(plan, output), { ...how, rows }, events));
      const single = run('single');
      expect(run('bulk')).toEqual(single);
      expect(run('lines')).toEqual(single);
    }),
    { numRuns: 1000 },
  );
});

test('room for --max-rows is what is left when a row comes', () => {
  const full = fc.integer({ min: 1, max: 12 });
  fc.assert(
    fc.property(intervalPlan, full, way, arrivals, (plan, maxRows, how, events) => {
      const run = (rows: Way['rows']): unknown =>
        failureOr(() => drive((output) => intervalJoin({ ...plan, maxRows }, output), { ...how, rows }, events));
      expect(run('lines')).toEqual(run('single'));
    }),
    { numRuns: 500 },
  );
});

function failureOr(act: () => unknown): unknown {
  try {
    return act();
  } catch (error) {
    return String(error);
  }
}

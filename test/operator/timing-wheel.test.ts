// The wheel against a list that is searched from end to end. Steps of W are of every size, so that entries come up from
// every ring; instants lie before the epoch, beyond the calendar, and between two milliseconds.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { farthest } from '../../src/model/instant.js';
import { TimingWheel } from '../../src/operator/timing-wheel.js';

const runs = Number(process.env['FLOWCTL_RUNS'] ?? 500);

type Act =
  | { readonly is: 'announce'; readonly id: number; readonly after: number }
  | { readonly is: 'withdraw'; readonly id: number }
  | { readonly is: 'take'; readonly by: number };

/** From a millisecond to the age of the earth. */
const stretch = fc
  .integer({ min: 0, max: 52 })
  .chain((power) => fc.integer({ min: 1, max: 9 }).map((n) => n * 2 ** power));

const id = fc.nat({ max: 90 });
const slots = Array.from({ length: 92 }, (_, slot) => slot);

const act: fc.Arbitrary<Act> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ is: fc.constant('announce' as const), id, after: stretch }) },
  { weight: 1, arbitrary: fc.record({ is: fc.constant('withdraw' as const), id }) },
  { weight: 3, arbitrary: fc.record({ is: fc.constant('take' as const), by: stretch }) },
);

describe('the wheel', () => {
  it.each([
    ['whole instants', 1],
    ['instants between two milliseconds', 0.3],
  ])('gives out what a list would: %s', (_, part) => {
    fc.assert(
      fc.property(
        fc.array(act, { maxLength: 200, size: 'max' }),
        fc.integer({ min: -farthest, max: 0 }),
        (acts, from) => {
          const wheel = new TimingWheel();
          const list = new Map<number, number>();
          let W = from;
          expect(taken(wheel, W)).toEqual([]);
          for (const one of acts) {
            if (one.is === 'announce') {
              // Doubles so large know no halves.
              const at = W + Math.max(one.after * part, Math.abs(W) < 2 ** 50 ? part : 1);
              wheel.schedule(one.id, at);
              list.set(one.id, at);
            } else if (one.is === 'withdraw') {
              wheel.schedule(one.id, Infinity);
              list.delete(one.id);
            } else if (W + one.by < farthest) {
              W += one.by;
              const due = [...list].filter(([, at]) => at <= W).map(([slot]) => slot);
              expect(taken(wheel, W)).toEqual(due.sort((a, b) => a - b));
              for (const slot of due) list.delete(slot);
            }
            const soonest = Math.min(Infinity, ...list.values());
            expect(wheel.earliest()).toBe(soonest);
            expect(wheel.bound).toBeLessThanOrEqual(Math.ceil(soonest));
            const wrong = slots.filter((slot) => wheel.scheduled(slot) !== (list.get(slot) ?? Infinity));
            expect(wrong).toEqual([]);
          }
        },
      ),
      { numRuns: runs },
    );
  });

  it('knows the soonest to the millisecond within a second, and to the second within a quarter of an hour', () => {
    const wheel = new TimingWheel();
    const W = 1_700_000_000_000;
    wheel.take(W - (W % 2 ** 20));
    wheel.schedule(0, W - (W % 2 ** 20) + 500);
    expect(wheel.bound).toBe(W - (W % 2 ** 20) + 500);
    wheel.schedule(0, Infinity);
    wheel.take(W - (W % 2 ** 20) + 600);
    wheel.schedule(1, W - (W % 2 ** 20) + 90_000);
    expect(wheel.scheduled(1) - wheel.bound).toBeLessThan(1024);
  });

  it('drops what was announced anew for another time, and gives it out once', () => {
    const wheel = new TimingWheel();
    for (let round = 0; round < 1000; round++) for (let slot = 0; slot < 10; slot++) wheel.schedule(slot, 2000 - round);
    expect(taken(wheel, 1000)).toEqual([]);
    expect(taken(wheel, 1001)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
    expect(taken(wheel, 3000)).toEqual([]);
    expect(wheel.bound).toBe(Infinity);
  });
});

function taken(wheel: TimingWheel, W: number): readonly number[] {
  const count = wheel.take(W);
  return [...wheel.due.subarray(0, count)].sort((a, b) => a - b);
}

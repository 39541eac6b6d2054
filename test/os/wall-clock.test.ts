// Processing time under the machine's clock.
import { expect, test } from 'vitest';
import { WallClock } from '../../src/os/wall-clock.js';

/** A machine whose clock shows these times, one after the other. */
function clockOf(...times: readonly number[]): { readonly clock: WallClock; readonly told: number[] } {
  const left = [...times];
  const told: number[] = [];
  const clock = new WallClock(() => left.shift()!);
  clock.onSetBack = (by) => told.push(by);
  return { clock, told };
}

test('it never falls: set back, the clock stands still until time has caught up', () => {
  const { clock } = clockOf(5000, 6000, 2000, 5999, 6001);
  expect([1, 2, 3, 4, 5].map(() => clock.now())).toEqual([5000, 6000, 6000, 6000, 6001]);
});

test('that it was set back is told once, and a small correction never', () => {
  const { clock, told } = clockOf(5000, 4001, 4000, 1000, 9000, 0);
  for (let i = 0; i < 6; i++) clock.now();
  expect(told).toEqual([1000]);
});

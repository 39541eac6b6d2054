// How disordered the events were.
import { describe, expect, test } from 'vitest';
import { Arrivals } from '../../src/report/arrivals.js';
import type { Batch } from '../../src/model/batch.js';

describe('disorder', () => {
  const batch = (...times: number[]): Batch => ({ times: Float64Array.from(times), length: times.length }) as Batch;

  test('is against the largest time that the input itself had shown', () => {
    const arrivals = new Arrivals();
    const [a, b] = [{}, {}];
    arrivals.came(a, batch(10, 5, 20, NaN, 20), 0, Infinity);
    arrivals.came(b, batch(3), 0, Infinity);
    arrivals.came(a, batch(8), 0, Infinity);
    const { count, worst } = arrivals.disorder;
    expect([count, worst, arrivals.disorder.quantile(0.5)]).toEqual([6, 12, 0]);
  });

  test('an event too far in the future is none of it', () => {
    const arrivals = new Arrivals();
    arrivals.came({}, batch(10, 1000, 9), 40, 60);
    expect([arrivals.disorder.count, arrivals.disorder.worst]).toEqual([2, 1]);
  });

  test('the clock of the events moves the future, from the first event that knows it', () => {
    const arrivals = new Arrivals();
    const clocks = Float64Array.of(NaN, 30, NaN, 950, NaN);
    arrivals.came({}, { ...batch(100, 130, 1000, 1000, 999), clocks }, -Infinity, 60);
    // 100 before there was a clock; 130 and the first 1000 of the future; the second not.
    expect([arrivals.disorder.count, arrivals.disorder.worst]).toEqual([3, 1]);
  });
});

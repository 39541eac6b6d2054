// What is counted of lags, against all of them in a list.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { LagHistogram } from '../../../src/operator/disorder/lag-histogram.js';

const lag = fc.oneof(
  fc.nat(5000),
  fc.maxSafeNat(),
  fc.integer({ min: 1, max: 52 }).chain((power) => fc.constantFrom(2 ** power - 1, 2 ** power, 2 ** power + 1)),
);

function histogramOf(lags: readonly number[]): LagHistogram {
  const histogram = new LagHistogram();
  for (const each of lags) histogram.add(each);
  return histogram;
}

test('how many are above what it names is exact, and no lag that is less by a thousandth would do', () => {
  fc.assert(
    fc.property(fc.array(lag, { maxLength: 60 }), fc.nat(20), (lags, most) => {
      const named = histogramOf(lags).leastAbove(most);
      expect(lags.filter((each) => each > named.lag)).toHaveLength(named.above);
      expect(named.above).toBeLessThanOrEqual(most);
      const less = Math.ceil(named.lag * (1 - 1 / 1000)) - 1;
      if (named.lag > 0) expect(lags.filter((each) => each > less).length).toBeGreaterThan(most);
    }),
  );
});

test('the largest lag is exact, and nothing is above it', () => {
  fc.assert(
    fc.property(fc.array(lag, { minLength: 1, maxLength: 30 }), (lags) => {
      const histogram = histogramOf(lags);
      expect(histogram.furthest).toBe(Math.max(...lags));
      expect(histogram.leastAbove(0)).toEqual({ lag: Math.max(...lags), above: 0 });
    }),
  );
});

test('takes the memory of some thousand numbers for the longest of times', () => {
  const { counts } = histogramOf([2 ** 53 - 1]).save() as { readonly counts: Float64Array };
  expect(counts.length).toBeLessThan(100_000);
});

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { stddev } from '../../src/aggregate/stddev.js';
import { variance } from '../../src/aggregate/variance.js';
import { fixed, isRootWritten, isWritten, scale } from './exactly.js';
import { everyday, number } from './numbers.js';
import { resultOf, valued, type Value } from './rows.js';

const cases: readonly (readonly [what: string, values: readonly Value[], variance: string, stddev: string])[] = [
  ['nothing', [], 'null', 'null'],
  ['a sample of one has no spread', [5], 'null', 'null'],
  ['what is no number does not count', [5, undefined], 'null', 'null'],
  ['equal values', [0.1, 0.1, 0.1], '0', '0'],
  ['the textbook', [2, 4, 4, 4, 5, 5, 7, 9], '4.571428571428571', '2.138089935299395'],
  ['far from zero, where rounded sums fail', [1e9 + 4, 1e9 + 7, 1e9 + 13, 1e9 + 16], '30', '5.477225575051661'],
  ['ids of 20 digits', [10n ** 20n, 10n ** 20n + 2n], '2', '1.4142135623730951'],
  ['whole and beyond 2^53', [0, 2e10, 2e10, 0, 1e10], '100000000000000000000', '10000000000'],
  ['what was rounded to an integer', [{ rounded: 2e20 }, 0], '2e+40', '141421356237309510000'],
  [
    'a square beyond all doubles, its root within',
    [1e200, -1e200],
    `${2n * BigInt(1e200) ** 2n}`,
    '1.414213562373095e+200',
  ],
  ['squares below all doubles, their root within', [3e-200, 1e-200], '0', '1.414213562373095e-200'],
];

test.each(cases)('%s', (_, values, text, root) => {
  expect(resultOf(variance, valued(...values))).toBe(text);
  expect(resultOf(stddev, valued(...values))).toBe(root);
});

const bounded = number.filter((x) =>
  typeof x === 'bigint' ? x < 10n ** 140n && x > -(10n ** 140n) : Math.abs(x) < 1e140,
);

test.each([
  ['wild', bounded],
  ['everyday', everyday],
] as const)('variance and standard deviation of %s numbers, each rounded once', (_, value) => {
  fc.assert(
    fc.property(fc.array<number | bigint>(value, { minLength: 2, maxLength: 20 }), (values) => {
      const n = BigInt(values.length);
      const total = values.reduce<bigint>((sum, x) => sum + fixed(x), 0n);
      const squares = values.reduce<bigint>((sum, x) => sum + fixed(x) ** 2n, 0n);
      const [of, over] = [n * squares - total * total, (n * (n - 1n)) << (2n * scale)];
      expect(isWritten(resultOf(variance, valued(...values)), of, over)).toBe(true);
      expect(isRootWritten(resultOf(stddev, valued(...values)), of, over)).toBe(true);
    }),
    { numRuns: 1000 },
  );
});

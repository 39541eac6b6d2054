import fc from 'fast-check';
import { expect, test } from 'vitest';
import { mean } from '../../src/aggregate/mean.js';
import { fixed, isWritten, scale } from './exactly.js';
import { everyday, number } from './numbers.js';
import { resultOf, valued, type Value } from './rows.js';

const cases: readonly (readonly [what: string, values: readonly Value[], text: string])[] = [
  ['nothing has no mean', [], 'null'],
  ['what is no number does not count', [undefined, 2, undefined, 4], '3'],
  ['a whole mean', [1, 2, 3], '2'],
  ['one that is not', [1, 2], '1.5'],
  ['rounded once', [1, 0, 0], '0.3333333333333333'],
  ['of three tenths', [0.1, 0.1, 0.1], '0.1'],
  ['zero has no sign', [-0], '0'],
  ['integers beyond 2^53, exactly', [2 ** 53, 2 ** 53 + 2], '9007199254740993'],
  ['of what was rounded to an integer', [{ rounded: 2 ** 60 }], '1152921504606847000'],
  ['ids of 20 digits', [12345678901234567891n, 12345678901234567893n], '12345678901234567892'],
  ['the sum may leave the range of doubles', [Number.MAX_VALUE, Number.MAX_VALUE], BigInt(Number.MAX_VALUE).toString()],
  ['so may the mean; then it is rounded to a whole number', [10n ** 320n, 10n ** 320n, 0], `${'6'.repeat(319)}7`],
];

test.each(cases)('%s', (_, values, text) => {
  expect(resultOf(mean, valued(...values))).toBe(text);
});

test.each([
  ['wild', number],
  ['everyday', everyday],
] as const)('the exact mean of %s numbers, rounded once', (_, value) => {
  fc.assert(
    fc.property(fc.array<number | bigint>(value, { minLength: 1, maxLength: 30 }), (values) => {
      const exact = values.reduce<bigint>((total, x) => total + fixed(x), 0n);
      return isWritten(resultOf(mean, valued(...values)), exact, BigInt(values.length) << scale);
    }),
    { numRuns: 2000 },
  );
});

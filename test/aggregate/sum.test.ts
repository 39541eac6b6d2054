import fc from 'fast-check';
import { expect, test } from 'vitest';
import { sum } from '../../src/aggregate/sum.js';
import { fixed, isWritten, scale } from './exactly.js';
import { double, everyday, number } from './numbers.js';
import { resultOf, valued, type Value } from './rows.js';

const cases: readonly (readonly [what: string, values: readonly Value[], text: string])[] = [
  ['nothing is 0', [], '0'],
  ['what is no number is skipped', [undefined, 2, undefined], '2'],
  ['integers', [1, 2, 3], '6'],
  ['the decimals that doubles are famous for, rounded once', [0.1, 0.2], '0.30000000000000004'],
  ['ten tenths, where adding one by one gives 0.9999999999999999', Array<number>(10).fill(0.1), '1'],
  ['big and small: nothing is lost', [1e16, 1, -1e16], '1'],
  ['cancellation to nothing', [1e300, 1, -1e300, -1], '0'],
  ['zero has no sign', [-0, -0], '0'],
  ['integers beyond 2^53', [2 ** 53, 1], '9007199254740993'],
  ['integers of 23 digits', [12345678901234567890122n, 1], '12345678901234567890123'],
  ['a million digits less one', [10n ** 30n, -1n], '999999999999999999999999999999'],
  ['whole numbers of 1e21 and more, in full', [1e21], '1000000000000000000000'],
  ['halves that make a whole beyond 2^53', [2 ** 53, 0.5, 0.5], '9007199254740993'],
  ['what is not whole is rounded', [1e22, 0.5], '1e+22'],
  ['what was rounded to an integer is none', [{ rounded: 45035996627370496 }], '45035996627370500'],
  ['and so is a sum of it, though it be whole', [{ rounded: 1e28 }, 1], '1e+28'],
  ['below 2^53 there is nothing to tell', [{ rounded: 2 ** 52 }, -1], '4503599627370495'],
  ['beyond all doubles', [Number.MAX_VALUE, Number.MAX_VALUE], (BigInt(Number.MAX_VALUE) * 2n).toString()],
  ['and back', [Number.MAX_VALUE, Number.MAX_VALUE, -Number.MAX_VALUE, -Number.MAX_VALUE, 0.5], '0.5'],
  ['integers beyond all doubles', [10n ** 310n, 1], (10n ** 310n + 1n).toString()],
  ['subnormal numbers', [5e-324, 5e-324], '1e-323'],
];

test.each(cases)('%s', (_, values, text) => {
  expect(resultOf(sum, valued(...values))).toBe(text);
});

test.each([
  ['wild', number],
  ['wild doubles', double],
  ['everyday', everyday],
] as const)('the exact sum of %s numbers, rounded once', (_, value) => {
  fc.assert(
    fc.property(fc.array<number | bigint>(value), (values) => {
      const exact = values.reduce<bigint>((total, x) => total + fixed(x), 0n);
      return isWritten(resultOf(sum, valued(...values)), exact, 1n << scale);
    }),
    { numRuns: 1000 },
  );
});

test('the order of the events does not matter', () => {
  const shuffled = fc
    .array(number)
    .chain((values) => fc.tuple(fc.constant(values), fc.shuffledSubarray(values, { minLength: values.length })));
  fc.assert(
    fc.property(shuffled, ([one, other]) => {
      expect(resultOf(sum, valued(...one))).toBe(resultOf(sum, valued(...other)));
    }),
  );
});

test('what cancels out leaves nothing', () => {
  fc.assert(
    fc.property(fc.array(number), (values) => {
      expect(resultOf(sum, valued(...values, ...values.map((x) => -x)))).toBe('0');
    }),
  );
});

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { max } from '../../src/aggregate/max.js';
import { min } from '../../src/aggregate/min.js';
import { number } from './numbers.js';
import { resultOf, valued, type Value } from './rows.js';

const cases: readonly (readonly [what: string, values: readonly Value[], min: string, max: string])[] = [
  ['nothing', [], 'null', 'null'],
  ['nothing that is a number', [undefined], 'null', 'null'],
  ['numbers of both signs', [3, -1.5, undefined, 2], '-1.5', '3'],
  ['zero has no sign', [-0], '0', '0'],
  ['as JavaScript writes them', [1e-7, 1.5e-7], '1e-7', '1.5e-7'],
  ['whole numbers in full', [2 ** 60, 1e21], '1152921504606846976', '1000000000000000000000'],
  ['what was rounded to an integer is none', [{ rounded: 1e22 }, { rounded: 2 ** 60 }], '1152921504606847000', '1e+22'],
  ['and of equal ones that which is', [{ rounded: 2 ** 60 }, 2 ** 60], '1152921504606846976', '1152921504606846976'],
  [
    'neighbours that one double stands for',
    [2n ** 53n + 1n, 2 ** 53, 2n ** 53n + 3n],
    '9007199254740992',
    '9007199254740995',
  ],
  ['ids of 20 digits', [12345678901234567891n, 12345678901234567890n], '12345678901234567890', '12345678901234567891'],
  [
    'beyond all doubles',
    [-(10n ** 310n), Number.MAX_VALUE],
    `-1${'0'.repeat(310)}`,
    BigInt(Number.MAX_VALUE).toString(),
  ],
];

test.each(cases)('%s', (_, values, least, most) => {
  expect(resultOf(min, valued(...values))).toBe(least);
  expect(resultOf(max, valued(...values))).toBe(most);
});

test('no value is smaller than min or larger than max, and each is one of the values', () => {
  fc.assert(
    fc.property(fc.array(number, { minLength: 1 }), (values) => {
      const sorted = [...values].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
      expect(sameNumber(resultOf(min, valued(...values)), sorted[0]!)).toBe(true);
      expect(sameNumber(resultOf(max, valued(...values)), sorted.at(-1)!)).toBe(true);
    }),
  );
});

function sameNumber(text: string, x: number | bigint): boolean {
  return typeof x === 'bigint' || Number.isInteger(x) ? BigInt(text) === BigInt(x) : Number(text) === x;
}

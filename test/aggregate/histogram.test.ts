import fc from 'fast-check';
import { expect, test } from 'vitest';
import { histogram } from '../../src/aggregate/histogram.js';
import { exactInteger } from '../../src/text/canonical-json.js';
import { number } from './numbers.js';
import { misuseOf, resultOf, valued, type Value } from './rows.js';

const cases: readonly (readonly [what: string, bounds: readonly string[], values: readonly Value[], counts: string])[] =
  [
    ['nothing', ['1'], [], '[{"le":1,"count":0},{"le":null,"count":0}]'],
    ['what is no number is no value', ['1'], [undefined, 0], '[{"le":1,"count":1},{"le":null,"count":0}]'],
    [
      'a bound belongs to its bucket',
      ['-1', '0', '1e1'],
      [-1, -0, 10, 10.5],
      '[{"le":-1,"count":1},{"le":0,"count":1},{"le":10,"count":1},{"le":null,"count":1}]',
    ],
    [
      'integers that no double holds',
      ['9007199254740993'],
      [9007199254740992, 9007199254740993n, 9007199254740995n],
      '[{"le":9007199254740993,"count":2},{"le":null,"count":1}]',
    ],
    [
      'a bound of 2^53 and more',
      ['1e22'],
      [1e22, { rounded: 2 ** 80 }],
      '[{"le":10000000000000000000000,"count":1},{"le":null,"count":1}]',
    ],
  ];

test.each(cases)('%s', (_, bounds, values, text) => {
  expect(resultOf(histogram, valued(...values), bounds)).toBe(text);
});

/** A bound is what its digits say, which from 2^53 on may be another number than the one they are rounded to. */
const meant = (bound: number): number | bigint => exactInteger(JSON.stringify(bound)) ?? bound;

test('every number is in the first bucket that has room for it', () => {
  const bounds = fc.uniqueArray(
    fc.double({ noNaN: true, noDefaultInfinity: true }).map((x) => x + 0),
    { minLength: 1, maxLength: 9 },
  );
  fc.assert(
    fc.property(fc.array(number), bounds, (values, unsorted) => {
      const rising = [...unsorted].sort((a, b) => a - b);
      const buckets = [...rising, null].map((le) => ({ le, count: 0 }));
      for (const x of values) buckets.find(({ le }) => le === null || x <= meant(le))!.count++;
      const text = resultOf(
        histogram,
        valued(...values),
        rising.map((bound) => JSON.stringify(bound)),
      );
      expect(JSON.parse(text)).toEqual(buckets);
    }),
  );
});

test.each([
  [[], 'the bounds of the buckets are missing'],
  [['x'], 'the bound "x" is no number'],
  [['1', ''], 'the bound "" is no number'],
  [['1e400'], 'the bound "1e400" is no number'],
  [['01'], 'the bound "01" is no number'],
  [['2', '1'], 'the bound "1" is not above "2", the one before'],
  [['1', '1.0'], 'the bound "1.0" is not above "1", the one before'],
])('%j', (bounds, message) => {
  expect(misuseOf(() => histogram.open(0, bounds)).message).toContain(message);
});

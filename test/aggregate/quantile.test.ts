import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseAgg } from '../../src/aggregate/index.js';
import { median } from '../../src/aggregate/median.js';
import { percentile } from '../../src/aggregate/percentile.js';
import { quantile } from '../../src/aggregate/quantile.js';
import { double, everyday, number } from './numbers.js';
import { misuseOf, resultOf, valued, type Value } from './rows.js';

const cases: readonly (readonly [what: string, q: string, values: readonly Value[], text: string])[] = [
  ['nothing', '0.5', [], 'null'],
  ['what is no number is no value', '0.5', [undefined, 7], '7'],
  ['the smallest', '0', [3, 1, 2], '1'],
  ['the largest', '1', [3, 1, 2], '3'],
  ['linear between two', '0.25', [10, 20], '12.5'],
  ['a rank that doubles would miss', '0.95', Array.from({ length: 21 }, (_, i) => i), '19'],
  ['of a hundred', '0.95', Array.from({ length: 100 }, (_, i) => i + 1), '95.05'],
  ['negative zeros', '0.5', [-0, 0], '0'],
  ['all equal', '0.3', [0.1, 0.1, 0.1], '0.1'],
  ['integers that no double holds', '0.5', [12345678901234567890n, 12345678901234567892n], '12345678901234567891'],
  ['a double that is an integer by rounding', '1', [{ rounded: 2 ** 60 }, 1], String(2 ** 60)],
  ['the span of all doubles', '0.5', [-Number.MAX_VALUE, Number.MAX_VALUE], '0'],
  ['subnormal numbers', '0.5', [5e-324, 1.5e-323], '1e-323'],
];

test.each(cases)('%s', (_, q, values, text) => {
  expect(resultOf(quantile, valued(...values), [q])).toBe(text);
});

test('the order of the numbers does not matter', () => {
  fc.assert(
    fc.property(fc.array(number), fc.constantFrom('0', '0.1', '0.5', '0.999', '1'), (values, q) => {
      const backwards = [...values].reverse();
      expect(resultOf(quantile, valued(...backwards), [q])).toBe(resultOf(quantile, valued(...values), [q]));
    }),
  );
});

test('of integers it is the interpolated fraction, rounded once', () => {
  fc.assert(
    fc.property(
      fc.array(fc.bigInt({ min: -(10n ** 300n), max: 10n ** 300n }), { minLength: 1 }),
      fc.nat(100),
      (values, hundredths) => {
        const sorted = [...values].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
        const place = BigInt(hundredths) * BigInt(values.length - 1);
        const [index, rest] = [Number(place / 100n), place % 100n];
        const hundredfold = sorted[index]! * (100n - rest) + (sorted[index + 1] ?? 0n) * rest;
        const text = resultOf(quantile, valued(...values), [(hundredths / 100).toFixed(2)]);
        if (hundredfold % 100n === 0n) expect(text).toBe(String(hundredfold / 100n));
        else
          expect(Math.abs(Number(text) * 100 - Number(hundredfold))).toBeLessThanOrEqual(
            Math.abs(Number(hundredfold)) * 2 ** -50,
          );
      },
    ),
  );
});

test('it lies between its neighbours, as the slow way in doubles has it', () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(double, everyday), { minLength: 1 }), fc.nat(1000), (values, thousandths) => {
      const sorted = [...values].sort((a, b) => a - b);
      const place = (thousandths * (values.length - 1)) / 1000;
      const x = Number(resultOf(quantile, valued(...values), [(thousandths / 1000).toFixed(3)]));
      expect(x).toBeGreaterThanOrEqual(sorted[Math.floor(place)]!);
      expect(x).toBeLessThanOrEqual(sorted[Math.ceil(place)]!);
    }),
  );
});

test('the median is the quantile 0.5', () => {
  fc.assert(
    fc.property(fc.array(number), (values) => {
      expect(resultOf(median, valued(...values))).toBe(resultOf(quantile, valued(...values), ['0.5']));
    }),
  );
});

describe('the digits of a percentile are those behind the point', () => {
  test.each([
    ['p50', '0.50'],
    ['p05', '0.05'],
    ['p95', '0.95'],
    ['p999', '0.999'],
    ['p99.9', '0.999'],
    ['p2.5', '0.025'],
    ['p9999', '0.9999'],
  ])('%s is %s', (name, q) => {
    const { entry, fn, path, args } = parseAgg(`${name}(ms)`);
    expect({ entry, fn, path, args }).toEqual({ entry: percentile, fn: name, path: 'ms', args: [q] });
  });

  test.each([
    ['p5', 'the name of a percentile is the digits behind the point: p05 is 0.05, p50 is 0.5'],
    ['p100', 'the largest number is max(PATH)'],
    ['pNN', 'the name of a percentile is the digits behind the point'],
    ['q3', 'quartiles are p25(PATH) and p75(PATH)'],
    ['p', 'there is no aggregate "p"'],
    ['p1001', 'there is no aggregate "p1001"'],
  ])('%s is none', (name, message) => {
    expect(misuseOf(() => parseAgg(`${name}(ms)`)).message).toContain(message);
  });
});

describe('what is no part of all', () => {
  test.each([
    ['95', '"95" is no number from 0 to 1; did you mean 0.95?'],
    ['99.9', 'did you mean 0.999?'],
    ['5%', 'did you mean 0.05?'],
    ['-0.1', '"-0.1" is no number from 0 to 1'],
    ['1.1', '"1.1" is no number from 0 to 1'],
    ['1e-1', '"1e-1" is no number from 0 to 1'],
    ['', '"" is no number from 0 to 1'],
    ['.', '"." is no number from 0 to 1'],
    ['0.0000000000000000001', 'is no number from 0 to 1'],
  ])('%s', (q, message) => {
    const misuse = misuseOf(() => quantile.open(0, [q]));
    expect(misuse.message).toContain(message);
    expect(misuse.form).toBe('quantile(PATH, Q)');
  });

  test('none, and one too many', () => {
    expect(misuseOf(() => quantile.open(0, [])).message).toContain('the quantile is missing');
    expect(misuseOf(() => quantile.open(0, ['0.5', '1'])).message).toContain('"1" is one argument too many');
    expect(misuseOf(() => percentile.open(0, ['0.5', '1'])).message).toContain('"1" is one argument too many');
    expect(misuseOf(() => median.open(0, ['1'])).message).toContain('"1" is one argument too many');
  });
});

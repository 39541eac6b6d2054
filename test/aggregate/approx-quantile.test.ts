import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { approxQuantile } from '../../src/aggregate/approx-quantile.js';
import { quantile } from '../../src/aggregate/quantile.js';
import { Misshapen } from '../../src/model/shape.js';
import { double, everyday } from './numbers.js';
import { feed, misuseOf, opened, resultOf, valued, type Value } from './rows.js';

const cases: readonly (readonly [what: string, q: string, values: readonly Value[], text: string])[] = [
  ['nothing', '0.5', [], 'null'],
  ['what is no number is no value', '0.5', [undefined, 7], '7'],
  ['the smallest is exact', '0', [3.3, 1.1, 2.2], '1.1'],
  ['so is the largest', '1', [3.3, 1.1, 2.2], '3.3'],
  ['all equal', '0.3', [0.1, 0.1, 0.1], '0.1'],
  ['zeros', '0.5', [-0, 0, 0], '0'],
  ['the largest doubles', '0.5', [Number.MAX_VALUE, Number.MAX_VALUE], String(Number.MAX_VALUE)],
  ['the smallest doubles', '0.5', [-5e-324, 5e-324, 5e-324], '5e-324'],
];

test.each(cases)('%s', (_, q, values, text) => {
  expect(resultOf(approxQuantile, valued(...values), [q])).toBe(text);
});

const positive = fc.oneof(double, everyday).map(Math.abs);

describe('of numbers of one sign it is within the error of the quantile', () => {
  test.each(['0.5', '0.1', '0.01', '0.001'])('%s', (error) => {
    const run = fc.record({
      values: fc.array(positive, { minLength: 1, maxLength: 60 }),
      sign: fc.constantFrom(1, -1),
      q: fc.nat(100).map((hundredths) => (hundredths / 100).toFixed(2)),
    });
    fc.assert(
      fc.property(run, ({ values, sign, q }) => {
        const rows = valued(...values.map((x) => sign * x));
        const exact = Number(resultOf(quantile, rows, [q]));
        const about = Number(resultOf(approxQuantile, rows, [q, error]));
        // Subnormal numbers stand 5e-324 apart: no more can be promised of them.
        expect(Math.abs(about - exact)).toBeLessThanOrEqual(Math.abs(exact) * Number(error) * (1 + 1e-12) + 5e-324);
      }),
      { numRuns: 300 },
    );
  });
});

test('of numbers of both signs it is within the error of the larger of its neighbours', () => {
  fc.assert(
    fc.property(fc.array(double, { minLength: 2, maxLength: 30 }), fc.nat(100), (values, hundredths) => {
      const sorted = [...values].sort((a, b) => a - b);
      const q = (hundredths / 100).toFixed(2);
      const index = Math.floor((hundredths * (values.length - 1)) / 100);
      const size = Math.max(Math.abs(sorted[index]!), Math.abs(sorted[index + 1] ?? 0));
      const rows = valued(...values);
      const apart = Number(resultOf(approxQuantile, rows, [q])) / 4 - Number(resultOf(quantile, rows, [q])) / 4;
      expect(Math.abs(apart)).toBeLessThanOrEqual((size / 4) * 0.01 * (1 + 1e-12) + 5e-324);
    }),
  );
});

test('many numbers, sorted either way and over the whole range, take few bins', () => {
  const rows = valued(...Array.from({ length: 20_000 }, (_, i) => 1.02 ** (i % 2000)));
  const backwards = [...rows].reverse();
  const cells = opened(approxQuantile, 2, ['0.5']);
  feed(approxQuantile, cells, rows, 0);
  feed(approxQuantile, cells, backwards, 1);
  const [forth, back] = cells.save(Int32Array.of(0, 1)) as readonly { readonly above: { readonly bins: Int32Array } }[];
  expect(forth).toEqual(back);
  expect(forth!.above.bins.length).toBeLessThanOrEqual(2001);
});

test.each([
  [{ bins: Int32Array.of(1, 1), counts: Float64Array.of(1, 1) }],
  [{ bins: Int32Array.of(1), counts: Float64Array.of(0) }],
  [{ bins: Int32Array.of(1), counts: Float64Array.of(0.5) }],
  [{ bins: Int32Array.of(1, 2), counts: Float64Array.of(1) }],
])('a state that no sketch has is refused', (above) => {
  const below = { bins: new Int32Array(0), counts: new Float64Array(0) };
  const saved = [{ above, below, zeros: 0, least: 1, greatest: 1 }];
  expect(() => opened(approxQuantile, 1, ['0.5']).load(Int32Array.of(0), saved)).toThrow(Misshapen);
});

test.each([
  [['0.5', '0'], 'the error "0" is no number from 0.0001 to 0.5'],
  [['0.5', '1%'], 'the error "1%" is no number'],
  [['0.5', '0.9'], 'the error "0.9" is no number'],
  [['95'], 'did you mean 0.95?'],
  [[], 'the quantile is missing'],
  [['0.5', '0.1', '3'], '"3" is one argument too many'],
])('%j', (args, message) => {
  expect(misuseOf(() => approxQuantile.open(0, args)).message).toContain(message);
});

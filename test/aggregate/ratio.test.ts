import fc from 'fast-check';
import { expect, test } from 'vitest';
import { dyadic, plus } from '../../src/aggregate/dyadic.js';
import { nearestDouble, nearestRoot, ratio, ratioText, rootText } from '../../src/aggregate/ratio.js';
import { isRootWritten, isWritten } from './exactly.js';
import { double } from './numbers.js';

const huge = fc.bigInt({ min: 1n, max: 2n ** 700n });
const size = fc.oneof(
  fc.bigInt({ min: 0n, max: 1000n }),
  huge,
  huge.map((x) => x * 2n ** 300n),
);

test('every double is itself, exactly', () => {
  fc.assert(
    fc.property(double, (x) => {
      expect(nearestDouble(ratio(dyadic(x), 1n))).toBe(x === 0 ? 0 : x);
    }),
    { numRuns: 2000 },
  );
});

test('every power of two that a double can be', () => {
  for (let exponent = -1074; exponent < 1024; exponent++)
    expect(nearestDouble(ratio({ digits: 1n, exponent }, 1n))).toBe(2 ** exponent);
});

test('halfway between two doubles the even one is taken, just beside it the near one', () => {
  const tie = 2n ** 54n + 2n;
  expect(nearestDouble({ of: tie, over: 1n })).toBe(2 ** 54);
  expect(nearestDouble({ of: tie * 10n ** 40n + 1n, over: 10n ** 40n })).toBe(2 ** 54 + 4);
  expect(nearestDouble({ of: 2n ** 54n + 6n, over: 1n })).toBe(2 ** 54 + 8);
  expect(nearestDouble({ of: 1n, over: 2n ** 1075n })).toBe(0);
  expect(nearestDouble({ of: 3n, over: 2n ** 1075n })).toBe(2 ** -1073);
});

test('beyond the largest double', () => {
  expect(nearestDouble({ of: -(2n ** 1024n), over: 1n })).toBe(-Infinity);
  expect(ratioText({ of: -(10n ** 310n), over: 3n })).toBe(`-${'3'.repeat(310)}`);
  expect(rootText({ of: 10n ** 701n, over: 10n })).toBe(`1${'0'.repeat(350)}`);
  expect(rootText({ of: 10n ** 700n + 1n, over: 2n })).toMatch(/^70710678\d{342}$/);
});

test('fractions are rounded to the nearest double', () => {
  fc.assert(
    fc.property(size, huge, fc.boolean(), (of, over, negative) => {
      const signed = negative ? -of : of;
      expect(isWritten(ratioText({ of: signed, over }), signed, over)).toBe(true);
    }),
    { numRuns: 1000 },
  );
});

test('so are square roots', () => {
  fc.assert(
    fc.property(size, huge, (of, over) => {
      expect(isRootWritten(rootText({ of, over }), of, over)).toBe(true);
      expect(nearestRoot({ of: of * of, over: over * over })).toBe(nearestDouble({ of, over }));
    }),
    { numRuns: 1000 },
  );
});

test('exact numbers add up whatever their exponents', () => {
  expect(plus(dyadic(2 ** 100), dyadic(2 ** -100))).toEqual({ digits: (1n << 252n) + (1n << 52n), exponent: -152 });
});

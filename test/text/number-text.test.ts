import fc from 'fast-check';
import { expect, test } from 'vitest';
import { numberText } from '../../src/text/number-text.js';

test.each([
  [0, '0'],
  [-0, '0'],
  [0.1, '0.1'],
  [-1.5e-7, '-1.5e-7'],
  [2 ** 53, '9007199254740992'],
  [-(2 ** 60), '-1152921504606846976'],
  [1e21, '1000000000000000000000'],
])('%s', (x, text) => {
  expect(numberText(x)).toBe(text);
});

test('it reads back as the same number', () => {
  fc.assert(
    fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (x) => {
      expect(Number(numberText(x))).toBe(x === 0 ? 0 : x);
    }),
  );
});

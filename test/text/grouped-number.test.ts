import fc from 'fast-check';
import { expect, test } from 'vitest';
import { groupedNumber } from '../../src/text/grouped-number.js';

test('counts are written as English writes them', () => {
  expect([0, 7, 999, 1000, 12_345, 1_234_567].map(groupedNumber)).toEqual([
    '0',
    '7',
    '999',
    '1,000',
    '12,345',
    '1,234,567',
  ]);
  fc.assert(fc.property(fc.maxSafeNat(), (n) => groupedNumber(n) === n.toLocaleString('en-US')));
});

// Numbers that a person reads at a glance.
import { expect, test } from 'vitest';
import { rounded } from '../../src/report/run-status.js';

test.each([
  [0, '0'],
  [850.4, '850'],
  [999.6, '1.0 k'],
  [12_345, '12.3 k'],
  [410_400, '410 k'],
  [999_499, '999 k'],
  [999_500, '1.0 M'],
  [1_234_567, '1.2 M'],
  [3_400_000_000, '3.4 G'],
])('%d is %s', (n, text) => expect(rounded(n)).toBe(text));

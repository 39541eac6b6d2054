// Events a second.
import { describe, expect, test } from 'vitest';
import { Rate } from '../../src/report/rate.js';

describe('the rate', () => {
  test('is of the last five seconds, or since it was last asked', () => {
    const rate = new Rate(0, 100);
    expect(rate.of(100, 0)).toBe(0);
    expect(rate.of(1100, 1000)).toBe(1000);
    for (let s = 2; s <= 6; s++) rate.of(1100 + (s - 1) * 10, s * 1000);
    expect(rate.of(1160, 7000)).toBe(10);
    expect(rate.of(11_160, 17_000)).toBe(1000);
  });
});

import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { civil, dayNumber, lengthOfMonth, monthsLater } from '../../src/window/civil.js';

const date = (year: number, month: number, day: number) => ({ year, month, day });

describe('the calendar in whole numbers', () => {
  it('counts days from 1970', () => {
    expect(dayNumber(date(1970, 1, 1))).toBe(0);
    expect(dayNumber(date(1969, 12, 31))).toBe(-1);
    expect(dayNumber(date(2000, 2, 29))).toBe(11_016);
    expect(dayNumber(date(-271_821, 4, 20))).toBe(-1e8);
    expect(dayNumber(date(275_760, 9, 13))).toBe(1e8);
  });

  it('knows leap years: every fourth, but of the centuries only every fourth', () => {
    expect([2023, 2024, 1900, 2000].map((year) => lengthOfMonth(year, 2))).toEqual([28, 29, 28, 29]);
  });

  it('goes back and forth over all of time', () => {
    fc.assert(
      fc.property(fc.integer({ min: -1e8, max: 1e8 }), (day) => {
        expect(dayNumber(civil(day))).toBe(day);
      }),
    );
  });

  it('agrees with the calendar of the platform', () => {
    fc.assert(
      fc.property(fc.integer({ min: -1e8, max: 1e8 }), (day) => {
        const known = new Date(day * 864e5);
        expect(civil(day)).toEqual(date(known.getUTCFullYear(), known.getUTCMonth() + 1, known.getUTCDate()));
      }),
    );
  });

  it('counts months; the last day of a month stands in for days it does not have', () => {
    expect(monthsLater(date(2024, 1, 31), 1)).toEqual(date(2024, 2, 29));
    expect(monthsLater(date(2024, 1, 31), 2)).toEqual(date(2024, 3, 31));
    expect(monthsLater(date(1970, 1, 1), -1)).toEqual(date(1969, 12, 1));
  });
});

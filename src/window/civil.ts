// The proleptic Gregorian calendar in whole numbers: dates to days since 1970-01-01 and back. Exact far beyond
// ±8.64e15 ms. Years are counted from March, so that the leap day is the last day of a year and month lengths follow
// one line: the day of the year at which month m begins (March = 0) is ⌊(153 m + 2) / 5⌋.
import { mod } from '../model/instant.js';

export interface CivilDate {
  /** Astronomical: 0 is 1 BC. */
  readonly year: number;
  /** 1–12. */
  readonly month: number;
  /** 1–31. */
  readonly day: number;
}

/** Days of 400 years, after which the calendar repeats itself. */
const cycle = 146_097;
/** From 0000-03-01 to 1970-01-01. */
const toEpoch = 719_468;

/** Days from 1970-01-01 to a date that exists. */
export function dayNumber({ year, month, day }: CivilDate): number {
  const marchYear = month > 2 ? year : year - 1;
  const ofCycle = mod(marchYear, 400);
  const leapDays = Math.floor(ofCycle / 4) - Math.floor(ofCycle / 100);
  const cycles = (marchYear - ofCycle) / 400;
  return cycles * cycle + ofCycle * 365 + leapDays + monthBegins(mod(month - 3, 12)) + day - 1 - toEpoch;
}

/** The date of a day counted from 1970-01-01. */
export function civil(day: number): CivilDate {
  const ofCycle = mod(day + toEpoch, cycle);
  const cycles = (day + toEpoch - ofCycle) / cycle;
  // Each of the three subtrahends takes out the leap days that ended before this day.
  const years = Math.floor(
    (ofCycle - Math.floor(ofCycle / 1460) + Math.floor(ofCycle / 36_524) - Math.floor(ofCycle / 146_096)) / 365,
  );
  const ofYear = ofCycle - (365 * years + Math.floor(years / 4) - Math.floor(years / 100));
  const sinceMarch = Math.floor((5 * ofYear + 2) / 153);
  const month = sinceMarch < 10 ? sinceMarch + 3 : sinceMarch - 9;
  const year = cycles * 400 + years + (month <= 2 ? 1 : 0);
  return { year, month, day: ofYear - monthBegins(sinceMarch) + 1 };
}

/** The date `months` months later (or earlier); a day that the month does not have becomes its last. */
export function monthsLater(from: CivilDate, months: number): CivilDate {
  const count = monthNumber(from) + months;
  const year = Math.floor(count / 12);
  const month = mod(count, 12) + 1;
  return { year, month, day: Math.min(from.day, lengthOfMonth(year, month)) };
}

/** Months since January of year 0. */
export function monthNumber({ year, month }: CivilDate): number {
  return year * 12 + month - 1;
}

/** 28 to 31. */
export function lengthOfMonth(year: number, month: number): number {
  const next = month === 12 ? { year: year + 1, month: 1, day: 1 } : { year, month: month + 1, day: 1 };
  return dayNumber(next) - dayNumber({ year, month, day: 1 });
}

function monthBegins(sinceMarch: number): number {
  return Math.floor((153 * sinceMarch + 2) / 5);
}

// The calendar and clock on the wall: year, month, day, hour … of a text, and the instant they mean. Strict: a day or an
// hour that does not exist is no time. Proleptic Gregorian, years before 0 included.
import { mod, type Instant } from '../../model/instant.js';
import type { Zone } from './zone.js';

export interface Civil {
  readonly year: number;
  /** 1–12. */
  readonly month: number;
  /** 1–31. */
  readonly day: number;
  /** 0–24; 24 only as the end of the day, with nothing after it. */
  readonly hour: number;
  readonly minute: number;
  /** 0–60; a leap second is taken for the second before it, as clocks without leap seconds do. */
  readonly second: number;
  /** 0–999; finer parts are floored away. */
  readonly ms: number;
  /** Minutes east of UTC; undefined when the text names no zone. */
  readonly offset: number | undefined;
}

/** The instant meant, NaN when there is no such time; without an offset as the clocks in `zone` show it. */
export function instantOf(civil: Civil, zone: Zone): Instant {
  const { year, month, day, offset } = civil;
  const clock = clockMs(civil);
  if (clock === undefined || day < 1 || day > daysInMonth(year, month)) return NaN;
  const local = dayNumber(year, month, day) * 864e5 + clock;
  return offset === undefined ? zone.toInstant(local) : local - offset * 6e4;
}

function clockMs({ hour, minute, second, ms }: Civil): number | undefined {
  if (hour === 24) return minute === 0 && second === 0 && ms === 0 ? 864e5 : undefined;
  if (hour > 24 || minute > 59 || second > 60) return undefined;
  return hour * 36e5 + minute * 6e4 + Math.min(second, 59) * 1e3 + ms;
}

/** Days from 1970-01-01 to a date. The calendar repeats every 400 years, which are 146,097 days. */
export function dayNumber(year: number, month: number, day: number): number {
  const within = mod(year, 400);
  const cycles = (year - within) / 400 - 5;
  return Date.UTC(2000 + within, month - 1, day) / 864e5 + cycles * 146_097;
}

/** 28–31; 0 when there is no such month. */
export function daysInMonth(year: number, month: number): number {
  if (month === 2) return isLeap(year) ? 29 : 28;
  return [31, 0, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1] ?? 0;
}

export function isLeap(year: number): boolean {
  return mod(year, 4) === 0 && (mod(year, 100) !== 0 || mod(year, 400) === 0);
}

/** Milliseconds of the digits after the point: `9789` → 978. */
export function fractionMs(digits: string): number {
  return Number(digits.slice(0, 3).padEnd(3, '0'));
}

/** Minutes east of UTC of a sign, hours and minutes; undefined when no zone of the world can be so. */
export function offsetMinutes(sign: string, hours: string, minutes: string): number | undefined {
  const [h, m] = [Number(hours), Number(minutes)];
  if (h > 23 || m > 59) return undefined;
  return (sign === '-' ? -1 : 1) * (h * 60 + m);
}

/** 1–12 for an English month name or its first three letters, in any case (or `Sept`); 0 for anything else. */
export function monthNumber(name: string): number {
  const wanted = name.toLowerCase() === 'sept' ? 'sep' : name.toLowerCase();
  return months.findIndex((month) => month === wanted || month.slice(0, 3) === wanted) + 1;
}

export const months = 'january february march april may june july august september october november december'.split(
  ' ',
);
export const weekdays = 'sunday monday tuesday wednesday thursday friday saturday'.split(' ');

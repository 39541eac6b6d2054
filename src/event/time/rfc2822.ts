// RFC 2822 §3.3 dates, as in mail and (with GMT) in HTTP: `Tue, 10 Oct 2000 13:55:36 -0700`. The weekday, the seconds
// and a trailing comment may be missing; two-digit years and the zone names that RFC defines are read as it says (§4.3).
// The weekday is not held against the date.
import type { Instant } from '../../model/instant.js';
import { instantOf, monthNumber, offsetMinutes } from './civil.js';
import type { Zone } from './zone.js';

const shape =
  /^(?:(?:mon|tue|wed|thu|fri|sat|sun)\s*,?\s+)?(\d{1,2})\s+([a-z]{3,4})\s+(\d{2,4})\s+(\d\d):(\d\d)(?::(\d\d))?\s+(?:([+-])(\d\d)(\d\d)|([a-z]{1,3}))(?:\s+\([^()]*\))?$/i;

/** Minutes east of UTC. */
const names: Readonly<Record<string, number>> = {
  UT: 0,
  UTC: 0,
  GMT: 0,
  Z: 0,
  EDT: -240,
  EST: -300,
  CDT: -300,
  CST: -360,
  MDT: -360,
  MST: -420,
  PDT: -420,
  PST: -480,
};

/** The instant an RFC 2822 text names; NaN when it is none. */
export function rfc2822Instant(text: string, local: Zone): Instant {
  const [matched, day, month, year, hour, minute, second = '0', sign, hours, minutes, name] = shape.exec(text) ?? [];
  if (matched === undefined) return NaN;
  const offset = sign === undefined ? names[name!.toUpperCase()] : offsetMinutes(sign, hours!, minutes!);
  if (offset === undefined || hour === '24') return NaN;
  const clock = { hour: Number(hour), minute: Number(minute), second: Number(second), ms: 0 };
  return instantOf({ year: fullYear(year!), month: monthNumber(month!), day: Number(day), ...clock, offset }, local);
}

function fullYear(digits: string): number {
  const year = Number(digits);
  if (digits.length === 4) return year;
  return digits.length === 3 || year >= 50 ? 1900 + year : 2000 + year;
}

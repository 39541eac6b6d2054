// The rules of a time zone, from the time-zone data of the system. The only file of the core that needs Temporal; it is
// loaded when a zone other than UTC is asked for, and not before, because it costs a start-up more than all the rest.
import { Temporal } from 'temporal-polyfill';
import { UsageError } from '../text/usage-error.js';
import { suggest } from '../text/suggest.js';
import { civil } from './civil.js';
import type { ZoneRules } from './zone-rules.js';

const form = 'an IANA name like Europe/Berlin, or an offset like +08:00';
/** Days since 1970 whose beginning Temporal can name in every zone. */
const farthestDay = 1e8 - 2;

/**
 * Rules of the zone `name`: a day begins with its first instant, be there a midnight or not.
 * @throws Misuse when the system knows no such zone
 */
export function temporalZone(name: string): ZoneRules {
  const startOf = (day: number): number => {
    const { year, month, day: ofMonth } = civil(day);
    return new Temporal.PlainDate(year, month, ofMonth).toZonedDateTime(name).epochMilliseconds;
  };
  try {
    startOf(0);
  } catch {
    throw unknownZone(name);
  }
  return {
    startOfDay(day) {
      const known = Math.min(Math.max(day, -farthestDay), farthestDay);
      return startOf(known) + (day - known) * 864e5;
    },
  };
}

function unknownZone(name: string): UsageError {
  const meant = suggest(name, Intl.supportedValuesOf('timeZone'));
  return new UsageError(`"${name}" is no time zone${meant === undefined ? '' : `; did you mean ${meant}?`}`, form);
}

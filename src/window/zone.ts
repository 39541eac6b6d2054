// The rules of a time zone, from the time-zone data of the system. The only file of the core that needs Temporal; it is
// loaded when a zone other than UTC is needed, and not before, because it costs a start-up more than all the rest.
import { Temporal } from 'temporal-polyfill';
import { UsageError } from '../text/usage-error.js';
import { suggest, suggestionText } from '../text/suggest.js';
import { civil } from './civil.js';
import type { ZoneRules } from './zone-rules.js';

const form = 'an IANA name like Europe/Berlin, or an offset like +08:00';
/** Days since 1970 whose beginning Temporal can name in every zone. */
const farthestDay = 1e8 - 2;
/** The last instant that Temporal can name, but for the millisecond that is added to it. */
const farthest = 8.64e15 - 1;

/**
 * Rules of the zone `name`: a day begins with its first instant, be there a midnight or not.
 * @throws Misuse when the system has no such zone
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
  const startOfDay = (day: number): number => {
    const known = Math.min(Math.max(day, -farthestDay), farthestDay);
    return startOf(known) + (day - known) * 864e5;
  };
  return {
    startOfDay,
    startOfHour(hour) {
      const day = Math.floor(hour / 24);
      const ofDay = hour - day * 24;
      const isOrdinary = ofDay > 0 && Math.abs(day) < farthestDay;
      return isOrdinary ? firstAt(name, day, ofDay) : startOfDay(day) + ofDay * 36e5;
    },
    offsetAt: offsets(name),
  };
}

/** The last period without a change of the clocks is remembered: instants come in order, or nearly so. */
function offsets(zone: string): (at: number) => number {
  let [from, until, offset] = [0, 0, 0];
  return (at) => {
    if (!(at >= from && at < until))
      [from, until, offset] = periodAround(zone, Math.min(Math.max(at, -farthest), farthest));
    return offset;
  };
}

/** [from, until) around an instant, and the offset that the clocks have all through it. */
function periodAround(zone: string, at: number): [from: number, until: number, offset: number] {
  const here = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone);
  const next = here.getTimeZoneTransition('next')?.epochMilliseconds ?? Infinity;
  const before = here.add({ milliseconds: 1 }).getTimeZoneTransition('previous')?.epochMilliseconds ?? -Infinity;
  return [before, next, here.offsetNanoseconds / 1e6];
}

/** The first instant at which the clocks of a zone show an hour of a day, or have gone past it. */
function firstAt(zone: string, day: number, hour: number): number {
  const { year, month, day: ofMonth } = civil(day);
  const wall = new Temporal.PlainDateTime(year, month, ofMonth, hour);
  const first = wall.toZonedDateTime(zone);
  if (first.toPlainDateTime().equals(wall)) return first.epochMilliseconds;
  const before = wall.toZonedDateTime(zone, { disambiguation: 'earlier' });
  return (before.getTimeZoneTransition('next') ?? first).epochMilliseconds;
}

function unknownZone(name: string): UsageError {
  const meant = suggest(name, Intl.supportedValuesOf('timeZone'));
  return new UsageError(`"${name}" is no time zone${suggestionText(meant)}`, form);
}

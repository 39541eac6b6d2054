// The year of a time that was written without one (RFC 3164): the one that puts it nearest to a clock and at most a day
// after it. So in January lines of December are of last year, and a clock that is a little behind makes no year of it.
import type { Instant } from '../../model/instant.js';
import { instantOf, type Civil } from '../../event/time/civil.js';
import type { Zone } from '../../event/time/zone.js';

const day = 864e5;
/** A 29th of February is at most eight years away from the next: 1896 to 1904. */
const yearsBack = 8;

/**
 * The year; undefined when there is no such day in any.
 * @param time its year is not looked at
 * @param clock what the time is to be near to
 * @param zone whose clocks show the time
 */
export function nearestYear(time: Civil, clock: Instant, zone: Zone): number | undefined {
  const last = new Date(clock).getUTCFullYear() + 1;
  for (let year = last; year >= last - 1 - yearsBack; year--) {
    if (instantOf({ ...time, year }, zone) <= clock + day) return year;
  }
  return undefined;
}

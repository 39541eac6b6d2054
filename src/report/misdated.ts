// Times that no event had: a clock that was never set shows 1970, and one event far ahead makes all others late.
import type { Instant } from '../model/instant.js';

const year = 365.25 * 864e5;
/** Logs are younger than this, and a clock that was not set is older. */
export const plausibleFrom: Instant = Date.UTC(1990, 0);
/** A time further ahead than this is misread, not the time of a clock that is wrong. */
export const farAhead = 20 * year;

/**
 * Whether an event and the largest time before it cannot both be right. Data that are all of the time before 1990, as
 * those of a simulation that counts from 0, are as good as any.
 */
export function isMisdated(at: Instant, largest: Instant): boolean {
  return largest - at > farAhead || (at < plausibleFrom && largest >= plausibleFrom);
}

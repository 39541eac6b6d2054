// Instants as records show them (SPEC §3, §12): `--time-output`; what is infinite has no date and is null.
import { isoText } from '../kernel/iso-text.js';
import { farthest } from '../model/instant.js';
import type { Duration, Instant } from '../model/instant.js';

/** ISO 8601 in UTC, milliseconds or seconds since 1970, or ISO 8601 with the offset of a zone. */
export type TimeOutput = 'iso' | 'ms' | 's' | ZonedTimes;

export interface ZonedTimes {
  /** How far the clocks of the zone are ahead of UTC at an instant, in ms. */
  readonly offset: (at: Instant) => Duration;
}

/** The JSON text of an instant: `"2026-01-01T00:00:00.000Z"`, `1767225600000`, `1767225600` or `null`. */
export function instantText(at: Instant, as: TimeOutput): string {
  if (as !== 'ms' && as !== 's' && at <= farthest && at >= -farthest)
    return as === 'iso' ? `"${isoText(at)}"` : `"${zonedText(at, as)}"`;
  // The end of the last window there is lies beyond the last date there is, and is a number even so. A thousandth of a
  // whole number has its digits and no others: doubles of that size are closer together than thousandths.
  return Number.isFinite(at) ? String(as === 's' ? at / 1000 : at) : 'null';
}

const minute = 60_000;

/**
 * `2026-01-01T00:00:00.000+01:00`. ISO 8601 has no seconds in an offset, as local mean times have: it is rounded, and the
 * clock goes by what is written, so that it is read as the same instant.
 */
function zonedText(at: Instant, { offset }: ZonedTimes): string {
  const minutes = Math.round(offset(at) / minute);
  const two = (n: number): string => String(n).padStart(2, '0');
  const size = Math.abs(minutes);
  const sign = minutes < 0 ? '-' : '+';
  return `${isoText(at + minutes * minute).slice(0, -1)}${sign}${two(Math.floor(size / 60))}:${two(size % 60)}`;
}

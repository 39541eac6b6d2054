// Instants as records show them (SPEC §3): `--time-output iso` or `ms`; what is infinite has no date and is null.
import { isoText } from '../kernel/iso-text.js';
import { farthest } from '../model/instant.js';
import type { Instant } from '../model/instant.js';

export type TimeOutput = 'iso' | 'ms';

/** The JSON text of an instant: `"2026-01-01T00:00:00.000Z"`, `1767225600000` or `null`. */
export function instantText(at: Instant, as: TimeOutput): string {
  if (as === 'iso' && at <= farthest && at >= -farthest) return `"${isoText(at)}"`;
  // The end of the last window there is lies beyond the last date there is, and is a number even so.
  return Number.isFinite(at) ? String(at) : 'null';
}

// The cells of a table for eyes: texts without quotation marks and without what a terminal would obey, instants as clocks
// on the wall of --tz show them, only as fine as the table needs.
import { isoText } from '../../kernel/iso-text.js';
import { farthest, type Duration, type Instant } from '../../model/instant.js';
import { visible } from '../../text/visible.js';
import { plainText } from './delimited-rows.js';

/**
 * What stands in a cell, and whether it is a number; undefined: nothing. An instant becomes text when it is known how fine
 * its column is.
 */
export type Cell = { readonly text: string; readonly number: boolean | undefined } | { readonly at: Instant };

/** @param absent what is shown for null */
export function cellOf(json: string, absent: string): Cell {
  if (json === 'null') return { text: absent, number: undefined };
  if (json.startsWith('"')) return { text: visible(plainText(json)), number: false };
  return { text: visible(json), number: /^[-\d]/.test(json) };
}

/** How fine instants are: days, minutes, seconds or milliseconds. */
export type Fineness = 0 | 1 | 2 | 3;

/** The coarsest that shows the instant. */
export function finenessOf(at: Instant, offset: (at: Instant) => Duration): Fineness {
  if (Math.abs(at) > farthest) return 0;
  const local = at + offset(at);
  if (local % 1000 !== 0) return 3;
  return local % 60_000 !== 0 ? 2 : local % 86_400_000 !== 0 ? 1 : 0;
}

const lengths = [10, 16, 19, 23] as const;

/** `2026-01-01 10:05`; what has no date is `-`. */
export function timeText(at: Instant, fineness: Fineness, offset: (at: Instant) => Duration): string {
  if (Math.abs(at) > farthest) return '-';
  const [date = '', time = ''] = isoText(at + offset(at))
    .slice(0, -1)
    .split('T');
  return `${date} ${time}`.slice(0, date.length - 10 + lengths[fineness]);
}

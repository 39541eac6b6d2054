// The columns of a scanned batch: the scanner's own memory, seen as numbers, and beside it what no number can hold:
// integers beyond 2^53, and the values of rows that the plain decoder read.
import type { ScanColumns } from '../kernel/columns.js';
import { numberInText } from '../text/numeric-text.js';
import type { Column, Exact, TextSpans } from '../model/batch.js';
import type { ColumnPlan } from '../event/read-plan.js';
import { exactOf } from './column-builder.js';

export interface ScannedColumn {
  /** Forgets all rows. */
  clear(): void;
  /** The double of a numeral of this row, or of the one in a JSON string; NaN when it is not finite, or there is none. */
  numeral(row: number, text: string): number;
  /** Puts a row of a column of the same plan in place of this one. */
  put(row: number, from: Column, at: number): void;
  build(length: number): Column;
}

/** Whose columns these are; another arena, other columns. */
export interface Scanned {
  readonly columns: ScanColumns;
}

/** @param text the bytes [start, end) of the scanner's memory, as they are when it is called */
export function scannedColumn(
  { as }: ColumnPlan,
  scanned: Scanned,
  place: number,
  text: (start: number, end: number) => string,
): ScannedColumn {
  if (as === 'json') return texts(scanned, place, text);
  if (as === 'exists') return presence(scanned, place);
  return numbers(as, scanned, place);
}

function numbers(as: 'number' | 'duration', scanned: Scanned, place: number): ScannedColumn {
  let exact: Map<number, Exact> | undefined;
  const keep = (row: number, more: Exact | undefined): void => {
    if (more !== undefined) (exact ??= new Map<number, Exact>()).set(row, more);
  };
  return {
    clear() {
      exact = undefined;
    },
    numeral(row, given) {
      const quoted = given.startsWith('"');
      const text = quoted ? (JSON.parse(given) as string) : given;
      const value = quoted ? numberInText(text) : Number(text);
      if (!Number.isFinite(value)) return NaN;
      if (as === 'number')
        keep(
          row,
          exactOf(value, () => text),
        );
      return value;
    },
    put(row, from, at) {
      if (from.as !== as) return;
      scanned.columns.doubles(place)[row] = from.values[at]!;
      keep(row, from.exact?.get(at));
    },
    build: (length) => ({ as, values: scanned.columns.doubles(place).subarray(0, length), exact }),
  };
}

function texts(scanned: Scanned, place: number, text: (start: number, end: number) => string): ScannedColumn {
  const found = scannedText(scanned, place, text);
  return {
    clear() {
      found.clear();
    },
    numeral: () => NaN,
    put(row, from, at) {
      if (from.as === 'json') found.keep(row, from.text(at));
    },
    build: () => ({ as: 'json', text: found.reader(), spans: found.spans }),
  };
}

/** Texts by row, in the scanner's memory or kept here. */
export interface ScannedText {
  /** Forgets all rows. */
  clear(): void;
  /** The text of a row of the plain decoder, which is not in the scanner's memory. */
  keep(row: number, text: string | undefined): void;
  reader(): (row: number) => string | undefined;
  readonly spans: TextSpans;
}

/** @param text the bytes [start, end) of the scanner's memory, as they are when it is called */
export function scannedText(
  scanned: Scanned,
  place: number,
  text: (start: number, end: number) => string,
): ScannedText {
  let others = new Map<number, string | undefined>();
  return {
    clear() {
      if (others.size > 0) others = new Map();
    },
    keep: (row, other) => void others.set(row, other),
    reader() {
      const places = scanned.columns.unsigned(place);
      const except = others;
      const within = (row: number): string | undefined => {
        const end = places[2 * row + 1]!;
        return end === 0 ? undefined : text(places[2 * row]!, end);
      };
      return except.size === 0 ? within : (row) => (except.has(row) ? except.get(row) : within(row));
    },
    get spans() {
      return { places: scanned.columns.unsigned(place), except: others };
    },
  };
}

function presence(scanned: Scanned, place: number): ScannedColumn {
  return {
    clear() {
      // Every row is written before it is read.
    },
    numeral: () => NaN,
    put(row, from, at) {
      if (from.as === 'exists') scanned.columns.bytes(place)[row] = from.values[at]!;
    },
    build: (length) => ({ as: 'exists', values: scanned.columns.bytes(place).subarray(0, length) }),
  };
}

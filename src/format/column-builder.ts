// Columns in the making: what the aggregates, triggers and gaps of a run need of each event (`ReadPlan.columns`), read
// row by row. The arrays are kept from batch to batch and only grow.
import type { Column, Exact } from '../model/batch.js';
import { exactInteger } from '../text/canonical-json.js';
import { parseDuration } from '../text/duration.js';
import { numberInText } from '../text/numeric-text.js';
import { UsageError } from '../text/usage-error.js';
import type { Filter } from '../event/filter.js';
import type { Path } from '../event/path.js';
import type { ColumnPlan } from '../event/read-plan.js';
import type { RecordText } from './record-text.js';

/** What a column found in an event; of an excepted one, and where its condition failed, it reads nothing. */
export type Found = 'used' | 'absent' | 'missing' | 'wrong type' | 'excepted' | 'failed';

export interface ColumnBuilder {
  /** Makes rows 0 … capacity − 1 exist. */
  grow(capacity: number): void;
  /** Forgets all rows. */
  clear(): void;
  /** Reads the value of the event at hand into a row. */
  read(row: number, written: RecordText): Found;
  /** The row has no value: it was filtered out. */
  skip(row: number): void;
  build(length: number): Column;
}

/** The builder of a column. */
export function columnBuilder(plan: ColumnPlan, numericText: boolean): ColumnBuilder {
  const builder = unconditional(plan, numericText);
  return plan.where === undefined ? builder : conditional(builder, plan.where);
}

/** Reads only the events for which the filter holds. */
function conditional(builder: ColumnBuilder, where: Filter): ColumnBuilder {
  return {
    ...builder,
    read(row, written) {
      const holds = where.judge(where.asksDigits ? written.exactEvent : written.event);
      if (holds === true) return builder.read(row, written);
      builder.skip(row);
      return holds === undefined ? 'failed' : 'excepted';
    },
  };
}

function unconditional({ path, as }: ColumnPlan, numericText: boolean): ColumnBuilder {
  if (as === 'json') return texts(path);
  if (as === 'exists') return presence(path);
  return numbers(path, as, numericText);
}

/** Doubles below have digits after the point; of larger ones only the text shows which integer is meant, if any. */
const certain = 2 ** 52;

/**
 * What a finite double has lost of the number it was read from.
 * @param text the number as it was written; read only when it may hold more
 */
export function exactOf(value: number, text: () => string): Exact | undefined {
  if (Math.abs(value) < certain) return undefined;
  const integer = exactInteger(text());
  if (integer === undefined) return 'rounded';
  return integer === BigInt(value) ? undefined : integer;
}

function numbers(path: Path, as: 'number' | 'duration', numericText: boolean): ColumnBuilder {
  const inText = as === 'duration' ? durationOf : numericText ? numberInText : undefined;
  let values = new Float64Array(0);
  let exact: Map<number, Exact> | undefined;
  return {
    grow(capacity) {
      values = grown(values, new Float64Array(capacity));
    },
    clear() {
      exact = undefined;
    },
    read(row, written) {
      const value = path.first(written.event);
      const number = inText !== undefined && typeof value === 'string' ? inText(value) : value;
      const usable = typeof number === 'number' && Number.isFinite(number);
      values[row] = usable ? number : NaN;
      if (!usable) return value === undefined || value === null ? 'missing' : 'wrong type';
      const digits = (): string => (typeof value === 'string' ? value : written.raw(path, value));
      const more = as === 'number' ? exactOf(number, digits) : undefined;
      if (more !== undefined) (exact ??= new Map()).set(row, more);
      return 'used';
    },
    skip(row) {
      values[row] = NaN;
      exact?.delete(row);
    },
    build: (length) => ({ as, values: values.subarray(0, length), exact: exact?.size === 0 ? undefined : exact }),
  };
}

function texts(path: Path): ColumnBuilder {
  let written: (string | undefined)[] = [];
  return {
    grow() {
      // A list grows by itself.
    },
    clear() {
      written = [];
    },
    read(row, record) {
      const value = path.first(record.event);
      const missing = value === undefined || value === null;
      written[row] = missing ? undefined : record.raw(path, value);
      return missing ? 'missing' : 'used';
    },
    skip(row) {
      written[row] = undefined;
    },
    build() {
      const rows = written;
      return { as: 'json', text: (row) => rows[row] };
    },
  };
}

/** Nothing is ever missing here: that a path selects nothing is a value of the column, and only noted. */
function presence(path: Path): ColumnBuilder {
  let values = new Uint8Array(0);
  return {
    grow(capacity) {
      values = grown(values, new Uint8Array(capacity));
    },
    clear() {
      // Every row is written before it is read.
    },
    read(row, written) {
      values[row] = path.first(written.event) === undefined ? 0 : 1;
      return values[row] === 0 ? 'absent' : 'used';
    },
    skip(row) {
      values[row] = 0;
    },
    build: (length) => ({ as: 'exists', values: values.subarray(0, length) }),
  };
}

/** The larger array with the contents of the smaller. */
export function grown<T extends Float64Array | Int32Array | Uint32Array | Uint8Array>(old: T, larger: T): T {
  larger.set(old);
  return larger;
}

const durations = new Map<string, number>();

/** Milliseconds of a DURATION text, NaN when it is none; the few texts that occur again and again are remembered. */
export function durationOf(text: string): number {
  if (text.length > 64) return NaN;
  let ms = durations.get(text);
  if (ms === undefined) {
    if (durations.size === 1000) durations.clear();
    durations.set(text, (ms = duration(text)));
  }
  return ms;
}

function duration(text: string): number {
  try {
    return parseDuration(text);
  } catch (error) {
    if (error instanceof UsageError) return NaN;
    throw error;
  }
}

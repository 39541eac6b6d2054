// Batches for the tests of this room: one column of values, a time for each, nothing else.
import type { AggregateEntry, Cells } from '../../src/aggregate/aggregate.js';
import type { Batch, Column, Exact } from '../../src/model/batch.js';
import { UsageError } from '../../src/text/usage-error.js';

/** A number or integer, what was rounded to an integer, JSON text, or whether the path exists, as the aggregate wants it; undefined: nothing there. */
export type Value = number | bigint | { readonly rounded: number } | string | boolean | undefined;

export interface Row {
  readonly value: Value;
  /** Event time; none when left out. */
  readonly at?: number;
  /** What stands at the second path, for aggregates that take one. */
  readonly beside?: Value;
}

/** Rows with these values and no event time. */
export function valued(...values: Value[]): Row[] {
  return values.map((value) => ({ value }));
}

/** Column 0 of the batch holds the values as `takes` says, column 1 what stands beside them. */
export function batchOf({ takes, beside }: AggregateEntry, rows: readonly Row[]): Batch {
  const values = rows.map(({ value }) => value);
  const besides = rows.map((row) => row.beside);
  return {
    length: rows.length,
    times: Float64Array.from(rows, ({ at }) => at ?? NaN),
    keys: new Int32Array(rows.length),
    spellings: undefined,
    clocks: undefined,
    columns: [
      ...(takes === 'nothing' ? [] : [columnOf(takes, values)]),
      ...(beside === undefined ? [] : [columnOf(beside, besides)]),
    ],
    starts: new Uint32Array(rows.length),
    ends: new Uint32Array(rows.length),
    lines: Uint32Array.from(rows, (_, i) => i),
    piece: undefined,
    bytes: new Uint8Array(0),
    nonEvents: [],
    lineCount: rows.length,
    blankCount: 0,
    wrongType: 0,
    missing: 0,
    skipped: [],
    from: { offset: 0, line: 0 },
    to: { offset: 0, line: rows.length },
    base: 0,
    preludeAt: undefined,
  };
}

/** Fresh cells of the aggregate with these many slots; windows are a minute long. */
export function opened(entry: AggregateEntry, slots = 8, args: readonly string[] = []): Cells {
  const setting = { beside: entry.beside === undefined ? -1 : 1, windowLength: 60_000 };
  const cells = entry.open(entry.takes === 'nothing' ? -1 : 0, args, setting);
  cells.ensure(slots);
  return cells;
}

/** Adds the rows to one slot, or row by row to the slots given, as the next ones to arrive. */
export function feed(
  entry: AggregateEntry,
  cells: Cells,
  rows: readonly Row[],
  slots: number | readonly number[] = 0,
  arrival = 0,
): void {
  const each = Int32Array.from(rows, (_, i) => (typeof slots === 'number' ? slots : slots[i]!));
  const all = Int32Array.from(rows, (_, i) => i);
  cells.add(each, all, rows.length, batchOf(entry, rows), arrival);
}

/** The text of one cell with these rows. */
export function resultOf(entry: AggregateEntry, rows: readonly Row[], args: readonly string[] = []): string {
  const cells = opened(entry, 1, args);
  feed(entry, cells, rows);
  return cells.text(0);
}

/** The misuse that the act is refused with. */
export function misuseOf(act: () => unknown): UsageError {
  try {
    act();
  } catch (error) {
    if (error instanceof UsageError) return error;
    throw error;
  }
  throw new Error('was not refused');
}

function columnOf(takes: 'number' | 'json' | 'exists', values: readonly Value[]): Column {
  if (takes === 'exists') return { as: takes, values: Uint8Array.from(values, (value) => (value === true ? 1 : 0)) };
  if (takes === 'json')
    return { as: takes, text: (row) => (typeof values[row] === 'string' ? values[row] : undefined) };
  const exact = new Map<number, Exact>();
  values.forEach((value, row) => {
    if (typeof value === 'bigint' && !held(value)) exact.set(row, value);
    if (typeof value === 'object') exact.set(row, 'rounded');
  });
  return { as: takes, values: Float64Array.from(values, finite), exact: exact.size > 0 ? exact : undefined };
}

function held(integer: bigint): boolean {
  const x = Number(integer);
  return Number.isFinite(x) && BigInt(x) === integer;
}

/** The nearest double; NaN when there is none. */
function finite(value: Value): number {
  if (typeof value === 'object') return value.rounded;
  const x = typeof value === 'number' || typeof value === 'bigint' ? Number(value) : NaN;
  return Number.isFinite(x) ? x : NaN;
}

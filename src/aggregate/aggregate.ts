// WHAT is computed (Dataflow paper §2.2): the interface every aggregate meets. The values of all live panes stand in
// cells addressed by a slot number that the operator chooses; there is no object per pane. One `add` serves one element
// and a million alike, so the readable and the fast path of the operator cannot disagree.
import type { Batch } from '../model/batch.js';
import type { Duration } from '../model/instant.js';
import type { Entry } from '../text/registry.js';
import type { Saved } from '../model/saved.js';

/**
 * The cells of one aggregate over all slots.
 * Laws (test/laws/aggregate.test.ts): merge is associative and commutative up to what arrival order decides; adding
 * to two cells and merging them gives the text that adding to one gives, to the byte; save then load changes nothing.
 */
export interface Cells {
  /** Makes slots 0 … capacity − 1 exist; new ones are clear. Never shrinks. */
  ensure(capacity: number): void;
  /** The cell holds nothing again, and what it held is released. */
  clear(slot: number): void;
  /**
   * Adds row `rows[i]` of the batch to cell `slots[i]`, for i in [0, count), in this order. The arrival ordinal of
   * row r is `arrival + r`; ordinals never repeat and grow with arrival over the whole run. Rows whose column is
   * "absent" are skipped.
   */
  add(slots: Int32Array, rows: Int32Array, count: number, batch: Batch, arrival: number): void;
  /** `into` becomes the cell of both parts; `from` is left as it is (the operator clears it). */
  merge(into: number, from: number): void;
  /** The result as JSON text. */
  text(slot: number): string;
  /**
   * The result as a number, where `String` of it is `text(slot)`; NaN where only `text` will do. For rows written by the
   * million; test/laws/aggregate.test.ts holds the two equal.
   */
  number?(slot: number): number;
  /** Whether the result leaves something out, because there was more than it may hold; without this, never. */
  readonly cut?: ((slot: number) => boolean) | undefined;
  /** The state of these slots, in this order. */
  save(slots: Int32Array): Saved;
  /** Puts a saved state into these slots (which are clear), in this order. */
  load(slots: Int32Array, saved: Saved): void;
}

/** What some aggregates need beside a path and arguments. */
export interface Setting {
  /** The index of the column of the second path (`AggregateEntry.beside`) in `Batch.columns`; −1 without. */
  readonly beside: number;
  /** How long each window is, in ms; undefined where they differ in length or have none. */
  readonly windowLength: Duration | undefined;
}

export interface AggregateEntry extends Entry {
  /** What it reads of the path; 'nothing': it takes no path (`count` and `count(P)` are two entries of one name). */
  readonly takes: 'nothing' | 'number' | 'json' | 'exists';
  /** What it reads of a second path, which follows the first; without this there is none. */
  readonly beside?: 'number';
  /** It takes no path, but arguments: `rate(1s)`. */
  readonly pathless?: true;
  /** Where it has many names: the arguments that a name stands for, put before the others. */
  argumentsIn?(name: string): readonly string[];
  /**
   * New cells. `column` is the index of its values in `Batch.columns`, −1 for none; what takes 'nothing' may be given a
   * column of presence all the same, of the rows that it is to count (`where`). `args` is what follows the paths in the
   * parentheses, as text. Throws UsageError when `args` do not fit.
   */
  open(column: number, args: readonly string[], setting?: Setting): Cells;
}

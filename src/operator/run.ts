// A run of elements that are taken in one go: rows in arrival order, between which only W and the clock move. The driver
// sets how far it may go; the operator stops, or lets W rise, where something would be due.
import type { Batch } from '../model/batch.js';
import type { Instant } from '../model/instant.js';

/** Rows of one input, and how far they may be taken. */
export interface Run {
  /** Of which stream the input is. */
  readonly port: number;
  readonly batch: Batch;
  readonly from: number;
  readonly to: number;
  /** The arrival ordinal of row r is `arrival + r`. */
  readonly arrival: number;
  /** The largest event time of this input so far. */
  readonly high: Instant;
  /** The input's watermark is `high − lag`; Infinity when events do not move it. */
  readonly lag: number;
  /** W cannot rise above this whatever comes from this input (other inputs hold it back, or nothing does: Infinity). */
  readonly ceiling: Instant;
  /** The row that brings W here makes something due: stop after it, or let W `rise`. */
  readonly horizon: Instant;
  /** Stop after the row whose event time is above this: another file is further behind. */
  readonly bound: Instant;
  /** Stop before a row with a later event time (the future guard). */
  readonly future: Instant;
  /** Stop before a row whose clock is later. */
  readonly clock: Instant;
  /** Raises W while the run goes on; before that all rows are in their slots and cells, and `into` is up to date. */
  readonly rise: (watermark: Instant, into: RunProgress) => void;
  /** What a row has made due is written; W is what it was before the row. */
  readonly stepped: () => void;
}

/** What taking a run came to. */
export interface RunProgress {
  /** The first row not taken. */
  next: number;
  /** The first row that the driver's counts do not hold yet. */
  counted: number;
  high: Instant;
  /** The largest clock seen in the rows; −∞ when none carries one. */
  processing: Instant;
  /** From `counted` on. */
  filtered: number;
}

// Where the windows are: how an element finds its windows, and which of them fall due when W rises. One placement for
// each kind of window function; all else is the same for all windows and stands in panes.ts and engine.ts.
import type { Batch } from '../../model/batch.js';
import type { Instant } from '../../model/instant.js';
import type { LateReason, LateVerdict } from '../../model/late.js';
import type { Saved } from '../../model/saved.js';

/** A run of rows for `absorb`, and how far it may go. */
export interface Run {
  readonly batch: Batch;
  readonly from: number;
  readonly to: number;
  /** The arrival ordinal of row r is `arrival + r`. */
  readonly arrival: number;
  /** The largest event time of this input so far. */
  readonly high: Instant;
  /** The input's watermark is `high − lag`; Infinity when events do not move it. */
  readonly lag: number;
  /** W cannot rise above this whatever this input says (other inputs hold it back, or nothing does: Infinity). */
  readonly ceiling: Instant;
  /** The row that brings W here makes something due: stop after it, or let W `rise`. */
  readonly horizon: Instant;
  /** Stop after the row whose event time is above this: another file is further behind. */
  readonly bound: Instant;
  /** Stop before a row with a later event time (the future guard). */
  readonly future: Instant;
  /** Stop before a row whose clock is later. */
  readonly clock: Instant;
  /** Raises W while the run goes on; before that all rows are in their slots and cells, and `Absorbed` is up to date. */
  readonly rise: (watermark: Instant, into: RunProgress) => void;
}

/** What absorbing a run came to. */
export interface RunProgress {
  /** The first row not taken. */
  next: number;
  /** The first row that the engine's counts do not hold yet. */
  counted: number;
  high: Instant;
  /** The largest clock seen in the rows; −∞ when none said anything. */
  processing: Instant;
  /** From `counted` on. */
  filtered: number;
}

export interface ActiveWindows {
  /**
   * The element goes to its windows and they are judged; or it is refused by all: the verdict, with its reason.
   * `refused` counts windows that refused an element others took.
   */
  add(at: Instant, key: number, batch: Batch, row: number, arrival: number): Refusal | number;
  /** The least W at which something is due. */
  exactNextDue(): Instant;
  /** The same, asked all the time: may be somewhat too early, never too late. */
  nextDue(): Instant;
  /** W has risen from `old` to the present one: what is due, in the order of SPEC §3. */
  advance(old: Instant): void;
  /**
   * Takes rows as long as nothing can fire, expire or be refused; or lets W `rise` where that would happen, and goes on.
   * May always take none.
   */
  processRun(run: Run, into: RunProgress): void;
  /** Everything that was absorbed is put where it belongs, before anybody looks at a slot from outside. */
  flushShared(): void;
  /** A slot's trigger was asked outside of `place` and `advance` (the clock): its horizon may have moved. */
  horizonChanged(slot: number): void;
  /** The live slots in an order in which `adopt` can put them back. */
  saved(): Int32Array;
  /** A slot that was just restored takes its place again. */
  restore(slot: number): void;
  /** What the placement remembers beside the slots. */
  save(): Saved;
  load(saved: Saved): void;
}

/** No window took it. */
export interface Refusal {
  readonly reason: LateReason;
  readonly windows: LateVerdict['windows'];
}

// The seam between what is done with elements and what drives it. An operator never reads a clock and never raises W: the
// driver (pipeline/) owns clocks, inputs and watermarks, gives it elements one by one or a run of rows at once, and
// reports that W or the clock has moved. The operator gives when that next matters, which is all a timer would be for.
import type { Batch } from '../model/batch.js';
import type { EventCounters } from '../model/counters.js';
import type { Instant } from '../model/instant.js';
import type { LateReason, LateVerdict } from '../model/late.js';
import type { Saved } from '../model/saved.js';
import type { Run, RunProgress } from './run.js';

/** The clocks as the driver moves them; all others see them read-only (`Now`). */
export interface Clocks {
  watermark: Instant;
  processing: Instant;
}

/** Why an element was refused: no window took it, or it came too late for what the operator promised. */
export interface Refusal {
  readonly reason: LateReason;
  readonly windows: LateVerdict['windows'];
}

export interface Operator {
  /** Whether an element without a time has no place in it. */
  readonly needsTime: boolean;
  /** For how many cells an element counts, more or less: what bounds the length of a run. */
  readonly fanOut: number;
  /** What it holds: open windows, keys remembered. */
  readonly held: number;
  /** What was done so far, roughly: elements for each of their cells. */
  readonly work: number;

  /**
   * One element with full semantics (SPEC §5, step 5): the readable reference. Its row in the batch is not filtered.
   * @param port of which stream it is; 0 where the operator has one
   * @param ordinal how many elements came before it
   * @returns what became of it; one that was dropped is in the operator's own count
   */
  processElement(port: number, at: Instant, batch: Batch, row: number, ordinal: number): 'taken' | 'dropped' | Refusal;
  /** Takes as many rows of the run as it can in one go; none is always right. */
  processRun(run: Run, into: RunProgress): void;
  /** W has risen from `old` to that of the clocks: what is due is written, in the order of SPEC §3. */
  watermarkRose(old: Instant): void;
  /** Some of what is due at W is left, since all of it is much work; `catchUp` goes on with it, also after more has come. */
  readonly isBehind: boolean;
  catchUp(): void;
  /** Processing time has come to that of the clocks. */
  clockMoved(): void;
  /** The least W at which something is due; may be somewhat too early, never too late. Cheap. */
  nextDue(): Instant;
  /** The same, exact. */
  exactNextDue(): Instant;
  /** The processing time after which something is due; +∞: never. */
  nextDeadline(): Instant;
  /** What can be promised downstream now: no later result but corrections has `ts ≤` this. May fall. */
  outputWatermark(): Instant;
  /** Whether anything was written since the last call. */
  hasWritten(): boolean;
  /** A stop without end: what is held is shown, not passed off as complete. Yields now and then. */
  flushIncomplete(): Generator<void, void>;
  /** Marks the keys in use: others are forgotten, and their numbers used for other keys. */
  markKeys(named: Uint8Array): void;
  /**
   * Everything beside the clocks and counters that decides what is written from here on.
   * @param numbers of keys in what is saved, by those here; undefined: the same
   */
  save(numbers?: Int32Array): Saved;
  /**
   * Goes on from a saved state; only before anything else was done, with the clocks at what they were.
   * @param keys how many keys there are
   * @throws Misshapen for what no such operator has saved
   */
  load(saved: Saved, keys: number): void;
}

/** What the driver gives to an operator; where the operator writes was settled when it was opened. */
export interface OperatorContext {
  readonly clocks: Clocks;
  readonly counters: EventCounters;
}

export type OpenOperator = (context: OperatorContext) => Operator;

// Where the windows are: how an element finds its windows, and which of them fall due when W rises. One class for each
// kind of window function; all else is the same for all windows and stands in pane-lifecycle.ts.
import type { Batch } from '../../model/batch.js';
import type { Instant } from '../../model/instant.js';
import type { Saved } from '../../model/saved.js';
import type { Refusal } from '../operator.js';
import type { Run, RunProgress } from '../run.js';

export interface ActiveWindows {
  /**
   * Adds the element to its windows, whose triggers are then evaluated.
   * @returns how many of its windows refused it; or, where all did, why
   */
  add(at: Instant, key: number, batch: Batch, row: number, arrival: number): Refusal | number;
  /** The least W at which something is due. */
  exactNextDue(): Instant;
  /** The same, but cheap: may be somewhat too early, never too late. */
  nextDue(): Instant;
  /** W has risen from `old` to the present one: what is due, in the order of SPEC §3. */
  advance(old: Instant): void;
  /**
   * Takes rows as long as nothing can fire, expire or be refused; or lets W `rise` where that would happen, and goes on.
   * May always take none.
   */
  processRun(run: Run, into: RunProgress): void;
  /** Puts the elements that shared cells hold into the cells of their windows: before slots are read from outside. */
  flushShared(): void;
  /** The trigger of a slot was evaluated outside of `add` and `advance` (by the clock): its horizon may have moved. */
  horizonChanged(slot: number): void;
  /** The live slots in an order in which `restore` can put them back. */
  saved(): Int32Array;
  /** Puts a slot that was just loaded back among the windows. */
  restore(slot: number): void;
  /** Marks the keys of which something is held beside the slots. */
  markKeys?(named: Uint8Array): void;
  /**
   * What is held beside the slots.
   * @param numbers of keys there, by those here
   */
  save(numbers?: Int32Array): Saved;
  load(saved: Saved): void;
}

/**
 * The fast twin of `add` for one kind of windows: what `processRun` does. open-windows.ts passes it in, so that neither
 * imports the other.
 */
export type BulkPath<Windows> = (windows: Windows, run: Run, into: RunProgress) => void;

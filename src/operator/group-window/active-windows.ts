// Where the windows are: how an element finds its windows, and which of them fall due when W rises. One placement for
// each kind of window function; all else is the same for all windows and stands in pane-lifecycle.ts.
import type { Batch } from '../../model/batch.js';
import type { Instant } from '../../model/instant.js';
import type { Saved } from '../../model/saved.js';
import type { Refusal } from '../operator.js';
import type { Run, RunProgress } from '../run.js';

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
  /** Marks the keys of which the placement remembers something beside the slots. */
  markKeys?(named: Uint8Array): void;
  /**
   * What the placement remembers beside the slots.
   * @param numbers of keys there, by those here
   */
  save(numbers?: Int32Array): Saved;
  load(saved: Saved): void;
}

/**
 * The fast twin of `add` for one kind of windows: what `processRun` does. open-windows.ts hands it to the windows, so that
 * neither imports the other.
 */
export type BulkPath<Windows> = (windows: Windows, run: Run, into: RunProgress) => void;

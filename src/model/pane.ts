// A pane is one answer for one window (Dataflow paper §2.3). Law, held by operator/group-window/pane-lifecycle.ts: the timings of a window's
// panes always read early* on-time? late*.
import type { Instant } from './instant.js';
import type { Window } from './window.js';

export type Timing = 'early' | 'on-time' | 'late';

/** Everything a result row holds but the aggregates themselves. */
export interface Pane {
  /** The interned key, as the window's first event spells it (`Batch.spellings`). */
  readonly key: number;
  readonly window: Window;
  readonly timing: Timing;
  /** 0, 1, 2 … over all panes of the window. */
  readonly index: number;
  /** −1 for early panes, else 0, 1, 2 … */
  readonly nonSpeculativeIndex: number;
  readonly last: boolean;
  /** The event-time stamp of the pane; ±Infinity is written as null. */
  readonly ts: Instant;
}

/** A pane with its values fixed as JSON text, so that it can be taken back byte for byte. */
export interface WrittenPane extends Pane {
  /** One JSON text per aggregate, in plan order. */
  readonly values: readonly string[];
}

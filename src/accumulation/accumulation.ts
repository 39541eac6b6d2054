// HOW refinements of one window relate (Dataflow paper §2.3, SPEC §7).
import type { Entry } from '../text/registry.js';

export interface Accumulation extends Entry {
  /** Whether the values survive a firing, so that the next pane stands for the whole window. */
  readonly keeps: boolean;
  /** Whether a pane is preceded by the retraction of what it replaces. */
  readonly retracts: boolean;
}

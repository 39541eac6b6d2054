// Where the engine's answers go. Calls come in the order in which they are to be written.
import type { Batch } from '../model/batch.js';
import type { Pane, WrittenPane } from '../model/pane.js';
import type { LateVerdict } from '../model/late.js';

export interface Output {
  /** A pane; its values stand in cell `slot` of each aggregate, now and not later. The object is reused: copy, never keep. */
  pane(pane: Pane, slot: number): void;
  /** A pane taken back, with the values it had. */
  retraction(pane: WrittenPane): void;
  /** An event that no window took. */
  late(batch: Batch, row: number, verdict: LateVerdict): void;
  /** A step (a move of the clock, an event, a rise of W) that wrote panes is complete. */
  stepDone(): void;
}

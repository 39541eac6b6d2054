// What the disorder of events is measured against.
import type { AlignedWindows } from '../../window/window-fn.js';

export interface DisorderPlan {
  /** An event is late when its last window has ended; undefined: when the watermark has come to its time. */
  readonly window: AlignedWindows | undefined;
  /** Whether events have keys, and are told apart by them. */
  readonly keyed: boolean;
}

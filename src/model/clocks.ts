// The two clocks of the model, always handed in and never read (Dataflow paper §2.1).
import type { Instant } from './instant.js';

export interface Now {
  /** W: every event with `ts ≤ W` is believed to be in. Never falls. */
  readonly watermark: Instant;
  /** Processing time; -Infinity while the clock is unknown. Never falls. */
  readonly processing: Instant;
}

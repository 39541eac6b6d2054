// WHEN, the other half: how far event time has certainly come (Dataflow paper §2.3, SPEC §5 "Watermarks"). One estimator
// serves every input; what it remembers of an input is only the largest valid event time seen.
import type { Duration, Instant } from '../model/instant.js';
import type { Kind } from '../text/registry.js';
import type { Now } from '../model/clocks.js';

/** Processing time, and how long of it nothing has come from any input. */
export interface Heard extends Pick<Now, 'processing'> {
  readonly silence: Duration;
}

export interface WatermarkGenerator {
  /** The watermark of an input whose largest event time is `high` (−Infinity before the first event). Pure. */
  current(high: Instant, now: Heard): Instant;
  /** Set when the watermark is `high − lag` and nothing else, but for silence, so that a run of events can be taken in one go. */
  readonly lag: Duration | undefined;
  /** Silence of all inputs from which on event time goes on as the clock does; undefined: it stands still. */
  readonly goesOnAfter: Duration | undefined;
  /** Whether it reads the clock (`wall`): then it moves with every tick. */
  readonly asksClock: boolean;
}

/** What is read and written as text stands behind the colon. */
export type WatermarkEntry = Kind<WatermarkGenerator>;

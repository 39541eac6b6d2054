// WHEN, the other half: how far event time has certainly come (Dataflow paper §2.3, SPEC §5 "Watermarks"). One estimator
// serves every input; what it remembers of an input is only the largest valid event time seen.
import type { Duration, Instant } from '../model/instant.js';
import type { Entry } from '../text/registry.js';
import type { Now } from '../model/clocks.js';

export interface WatermarkGenerator {
  /** The watermark of an input whose largest event time is `high` (−Infinity before the first event). Pure. */
  current(high: Instant, now: Pick<Now, 'processing'>): Instant;
  /** Set when the watermark is `high − lag` and nothing else, so that a run of events can be taken in one go. */
  readonly lag: Duration | undefined;
  /** Whether it asks the clock (`wall`): then it moves with every tick. */
  readonly asksClock: boolean;
  /** In words, for `explain`. */
  readonly words: string;
}

export interface WatermarkEntry extends Entry {
  /** `args` is what stands behind the colon. Throws Misuse. */
  parse(args: string | undefined): WatermarkGenerator;
}

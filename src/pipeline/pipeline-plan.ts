// How W moves: what the driver of a run goes by, whatever is done with the elements.
import type { Duration } from '../model/instant.js';
import type { WatermarkGenerator } from '../watermark/generator.js';

export interface PipelinePlan {
  /** What the time of an event is: the one it carries, or that of the clock on its arrival. */
  readonly domain: 'event' | 'processing';
  /** At least one. The number of a stream is that of the operator's port to which its elements go. */
  readonly streams: readonly StreamProgress[];
}

/** How far event time is in the inputs of a stream. W is the least of all inputs of all streams. */
export interface StreamProgress {
  readonly generator: WatermarkGenerator;
  /** `--idle`; undefined: off. */
  readonly idle: Duration | undefined;
  /** `--max-future`, for inputs that are not trusted; undefined: off. */
  readonly maxFuture: Duration | undefined;
}

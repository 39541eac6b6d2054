// How W moves: what the driver of a run goes by, whatever is done with the elements.
import type { Duration } from '../model/instant.js';
import type { WatermarkGenerator } from '../watermark/generator.js';

export interface PipelinePlan {
  /** What the time of an event is: the one it carries, or that of the clock on its arrival. */
  readonly domain: 'event' | 'processing';
  readonly generator: WatermarkGenerator;
  /** `--idle`; undefined: off. */
  readonly idle: Duration | undefined;
  /** `--max-future`, for inputs that are not trusted; undefined: off. */
  readonly maxFuture: Duration | undefined;
}

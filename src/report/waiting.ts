// What it takes until the next row: an event time that the watermark has to reach, a moment of the clock, or the end of
// the input, where no watermark will ever come.
import type { Job } from '../job.js';
import type { Instant } from '../model/instant.js';
import type { Pipeline } from '../pipeline/pipeline.js';
import type { Input } from '../run/input.js';

/** What the next pane waits for. */
export interface WayToPane {
  /** The least W at which something is due; +∞: nothing before the end of the input. */
  readonly horizon: Instant;
  /** When the clock of the machine makes a pane due; +∞: never by itself. */
  readonly deadline: Instant;
  readonly openWindows: number;
}

export function wayTo(job: Job, engine: Pipeline): WayToPane {
  const horizon = hasWatermark(job) ? engine.horizon : Infinity;
  const deadline = job.clock === 'wall' ? engine.deadline() : Infinity;
  return { horizon, deadline, openWindows: engine.openWindows };
}

/** Whether an input is there that does not end by itself. */
export function awaitsLive(readings: Iterable<Input>): boolean {
  for (const { source, finished } of readings) if (source.live && finished === undefined) return true;
  return false;
}

/** Whether W ever rises before the end: by event times, by the clock, or by what control lines say. */
function hasWatermark({ engine: { domain, generator }, projection }: Job): boolean {
  if (domain === 'processing' || projection.control || generator.asksClock) return true;
  return projection.time !== undefined && generator.lag !== undefined;
}

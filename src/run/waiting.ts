// What it takes until the next row: an event time that the watermark has to reach, a moment of the clock, or the end of
// the input, where no watermark will ever come.
import { hasWatermark, type Job } from '../job.js';
import type { Pipeline } from '../pipeline/pipeline.js';
import type { WayToPane } from '../report/run-status.js';
import type { Input } from './input.js';

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

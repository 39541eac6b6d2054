// What it takes until the next row: an event time that the watermark has to reach, a moment of the clock, or the end of
// the input, where no watermark will ever come.
import { hasWatermark, type Job, windowPlanOf } from '../job.js';
import type { Pipeline } from '../pipeline/pipeline.js';
import type { WayToPane } from '../report/run-status.js';
import type { Input } from './input.js';

export function wayTo(job: Job, pipeline: Pipeline): WayToPane {
  const { window, trigger } = windowPlanOf(job) ?? {};
  const { domain } = job.pipeline;
  if (window?.kind === 'counting') return { horizon: Infinity, deadline: Infinity, every: window.every };
  const horizon = hasWatermark(job) ? pipeline.horizon : Infinity;
  const deadline = job.clock === 'wall' ? pipeline.deadline() : Infinity;
  const silent = pipeline.openWindows > 0 && trigger?.silentUntilEnd === true;
  // In the processing domain W is just below the clock.
  if (domain === 'processing' && job.clock === 'wall')
    return { horizon: Infinity, deadline: Math.min(deadline, horizon + 1), silent };
  return { horizon, deadline, silent };
}

/** Whether an input is there that does not end by itself. */
export function awaitsLive(inputs: Iterable<Input>): boolean {
  for (const { source, finished } of inputs) if (source.live && finished === undefined) return true;
  return false;
}

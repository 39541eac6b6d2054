// What is shown of a step in a checkpoint without its state being understood.
import type { CheckpointSummary } from '../checkpoint/checkpoint.js';
import { lateEvents } from '../model/counters.js';
import type { Pipeline } from '../pipeline/pipeline.js';
import type { Account } from '../report/account.js';

/** @param keys how many the state names */
export function standingOf(pipeline: Pipeline, account: Account, keys: number): CheckpointSummary {
  const { watermark, processing, openWindows, counters } = pipeline;
  return {
    ...{ watermark, processing, openWindows, keys },
    lines: account.lines,
    events: counters.events,
    late: lateEvents(counters),
    rejected: account.rejects,
  };
}

// What the report sees of a run: numbers taken from the pipeline and the inputs when they are read.
import type { SavedInput } from '../checkpoint/checkpoint.js';
import type { Job } from '../job.js';
import type { Host } from '../os/host.js';
import type { Pipeline } from '../pipeline/pipeline.js';
import type { RunStatus, RunView, WatermarkHolder } from '../report/run-status.js';
import type { Inputs } from './inputs.js';
import { partialLines } from './partial-lines.js';
import { shareRead } from './share-read.js';
import { writesBeside } from './terminal-use.js';
import { awaitsLive, wayTo } from './waiting.js';
import { watermarkHolder } from './watermark-holder.js';

export interface RunParts {
  readonly job: Job;
  readonly host: Host;
  readonly pipeline: Pipeline;
  /** Keys with open windows. */
  readonly openKeys: { readonly count: number };
  readonly inputs: Inputs;
  /** Inputs of the checkpoint that are not read, since they have nothing new. */
  readonly unread: () => Iterable<SavedInput>;
}

export function runView({ job, host, pipeline, openKeys, inputs, unread }: RunParts): RunView {
  return {
    counters: pipeline.counters,
    status: () => statusOf(job, pipeline, openKeys, inputs),
    wayToPane: () => wayTo(job, pipeline),
    bytes: () => inputs.bytes,
    awaitsLive: () => awaitsLive(inputs),
    partialLines: () => partialLines(inputs, unread()),
    sharesTerminal: () => writesBeside(job, (fd) => host.mayReachTerminal(fd)),
  };
}

function statusOf(job: Job, pipeline: Pipeline, openKeys: { readonly count: number }, inputs: Inputs): RunStatus {
  const { watermark, maxEventTime: high, openWindows } = pipeline;
  const holder = holderOf(job, pipeline, inputs);
  return { watermark, high, holder, openWindows, keys: openKeys.count, share: shareRead(inputs) };
}

/** In the processing domain the watermark is the clock, which no input holds back. */
function holderOf(job: Job, pipeline: Pipeline, inputs: Inputs): WatermarkHolder | undefined {
  const holder = watermarkHolder(inputs, pipeline);
  return holder && job.pipeline.domain === 'processing' ? { ...holder, waits: false, alone: true } : holder;
}

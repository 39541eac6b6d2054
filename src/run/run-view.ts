// What the report sees of a run: numbers of the moment, taken from the engine and the inputs when they are asked for.
import type { SavedInput } from '../checkpoint/checkpoint.js';
import type { KeyTable } from '../event/key-table.js';
import type { Job } from '../job.js';
import type { Host } from '../os/host.js';
import type { Pipeline } from '../pipeline/pipeline.js';
import type { RunStatus, RunView } from '../report/run-status.js';
import type { Inputs } from './inputs.js';
import { partialLines } from './partial-lines.js';
import { writesBeside } from './terminal-use.js';
import { awaitsLive, wayTo } from './waiting.js';
import { watermarkHolder } from './watermark-holder.js';

export interface RunParts {
  readonly job: Job;
  readonly world: Host;
  readonly engine: Pipeline;
  readonly keys: KeyTable;
  readonly readings: Inputs;
  /** Inputs of the checkpoint that are not read, since they have nothing new. */
  readonly unread: () => Iterable<SavedInput>;
}

export function runView({ job, world, engine, keys, readings, unread }: RunParts): RunView {
  return {
    counters: engine.counters,
    status: () => statusOf(engine, keys, readings),
    wayToPane: () => wayTo(job, engine),
    bytes: () => readings.bytes,
    awaitsLive: () => awaitsLive(readings),
    partialLines: () => partialLines(readings, unread()),
    sharesTerminal: () => writesBeside(job, (fd) => world.mayReachTerminal(fd)),
  };
}

function statusOf(engine: Pipeline, keys: KeyTable, readings: Inputs): RunStatus {
  const { watermark, maxEventTime: high, openWindows } = engine;
  const holder = watermarkHolder(readings, engine);
  return { watermark, high, holder, openWindows, keys: keys.size, share: shareOf(readings) };
}

/** How much of the files is read, 0 to 1; undefined when there are other inputs, whose end nobody knows. */
function shareOf(readings: Inputs): number | undefined {
  if (readings.gone > 0) return undefined;
  let [read, size] = [0, 0];
  for (const { source, finished } of readings) {
    if (source.live || (source.progress === undefined && finished === undefined)) return undefined;
    size += finished?.size ?? source.progress?.size ?? 0;
    read += finished?.size ?? source.progress?.read ?? 0;
  }
  return size === 0 ? undefined : Math.min(1, read / size);
}

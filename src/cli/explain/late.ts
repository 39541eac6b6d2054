// What `explain` writes of late events.
import type { Job } from '../../job.js';
import { durationText } from '../../text/duration.js';
import { placeName } from './places.js';

/** Where late events go, and those from the future. */
export function lateText(job: Job): string {
  const [{ guardsFiles, inputs: list }] = job.streams;
  const { maxFuture } = job.pipeline.streams[0]!;
  const of = guardsFiles || list.length === 1 ? '' : ' of live inputs';
  const future =
    maxFuture === undefined
      ? ''
      : ` Events${of} more than ${durationText(maxFuture)} ahead of the clock go the same way.`;
  if (job.late?.kind === 'none') return `are counted, and kept nowhere.${future}`;
  const shape = job.lateFormat === 'raw' ? 'as they came' : 'with the reason';
  if (job.late !== undefined) return `go to ${placeName(job.late)}, ${shape}.${future}`;
  if (list.length === 0) return `are counted and not kept; --late FILE keeps them.${future}`;
  return `go to descriptor 3, ${shape}, if you open it (3>late.ndjson); if not, they are counted and not kept.${future}`;
}

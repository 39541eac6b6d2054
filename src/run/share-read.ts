// How far a run is with its files, for the progress line.
import type { Inputs } from './inputs.js';

/** How much of the files is read, 0 to 1; undefined when there are other inputs, whose end is unknown. */
export function shareRead(inputs: Inputs): number | undefined {
  if (inputs.gone > 0) return undefined;
  let [read, size] = [0, 0];
  for (const { source, finished } of inputs) {
    if (source.live || (source.progress === undefined && finished === undefined)) return undefined;
    size += finished?.size ?? source.progress?.size ?? 0;
    read += finished?.size ?? source.progress?.read ?? 0;
  }
  return size === 0 ? undefined : Math.min(1, read / size);
}

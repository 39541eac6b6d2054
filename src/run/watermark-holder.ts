// Which input holds the watermark back (SPEC §5 "Several inputs"): one from which nothing has come yet, else the one
// whose own watermark is lowest. Those that are idle or have ended do not.
import type { Pipeline } from '../pipeline/pipeline.js';
import type { Input } from './input.js';
import type { WatermarkHolder } from '../report/run-status.js';
import { inputName } from '../text/file-name.js';

/** undefined: none does, since all have ended or are idle, or none is there yet. */
export function watermarkHolder(inputs: Iterable<Input>, pipeline: Pipeline): WatermarkHolder | undefined {
  let holder: Input | undefined;
  let open = 0;
  for (const input of inputs) {
    const state = pipeline.inputState(input.id);
    if (input.finished !== undefined || state === 'ended') continue;
    open++;
    if (state === 'idle') continue;
    if (holder === undefined || pipeline.inputWatermark(input.id) < pipeline.inputWatermark(holder.id)) holder = input;
  }
  if (holder === undefined) return undefined;
  return {
    name: inputName(holder.source.name),
    waits: pipeline.inputState(holder.id) === 'waiting',
    alone: open === 1,
  };
}

// Which input holds the watermark back (SPEC §5 "Several inputs"): one that has said nothing yet, else the one whose own
// watermark is lowest. Those that are idle or have ended do not.
import type { Pipeline } from '../pipeline/pipeline.js';
import type { Input } from './input.js';
import { shownName } from '../text/file-name.js';

export interface WatermarkHolder {
  readonly name: string;
  /** It has said nothing yet. */
  readonly waits: boolean;
  /** There is no other input. */
  readonly alone: boolean;
}

/** undefined: none does, since all have ended or are idle, or none is there yet. */
export function watermarkHolder(readings: Iterable<Input>, engine: Pipeline): WatermarkHolder | undefined {
  let holder: Input | undefined;
  let open = 0;
  for (const reading of readings) {
    const standing = engine.inputState(reading.input);
    if (reading.finished !== undefined || standing === 'ended') continue;
    open++;
    if (standing === 'idle') continue;
    if (holder === undefined || engine.inputWatermark(reading.input) < engine.inputWatermark(holder.input))
      holder = reading;
  }
  if (holder === undefined) return undefined;
  return { name: spoken(holder.source.name), waits: engine.inputState(holder.input) === 'waiting', alone: open === 1 };
}

/** The name of an input as it is said to a person. */
export function spoken(name: string): string {
  return name === '-' ? 'standard input' : shownName(name);
}

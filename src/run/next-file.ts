// Several files are read in event-time order (SPEC §5): always from the one whose own watermark is lowest, operand order
// deciding ties, and only up to the very event where another becomes lower.
import type { Instant } from '../model/instant.js';
import type { Pipeline } from '../pipeline/pipeline.js';
import type { Input } from './input.js';

export interface FileTurn {
  readonly input: Input;
  /** The input goes on while its own watermark is at most this. */
  readonly bound: Instant;
}

/** @param files in operand order, not empty */
export function nextFile(files: readonly Input[], pipeline: Pipeline): FileTurn {
  let first = 0;
  let lowest = Infinity;
  let bound = Infinity;
  for (let i = 0; i < files.length; i++) {
    const own = pipeline.inputWatermark(files[i]!.id);
    if (i === 0 || own < lowest) {
      // The one passed over comes earlier: at a tie it is its turn again.
      if (i > 0) bound = Math.min(bound, lowest - 1);
      lowest = own;
      first = i;
    } else bound = Math.min(bound, own);
  }
  return { input: files[first]!, bound };
}

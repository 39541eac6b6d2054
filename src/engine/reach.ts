// How far a run of elements goes in bulk, before any of them is looked at: up to the row that brings W to the horizon or
// makes another file the one that is furthest behind, and not to one that comes from the future or brings a clock on
// which something is due.
import type { Instant } from '../model/instant.js';
import type { Run } from './placement.js';

/** The first row that is not part of the run; `watermark` is W before it. */
export function reach(run: Run, watermark: Instant): number {
  const { batch, from, lag, ceiling, horizon, bound, future } = run;
  const { times } = batch;
  const to = clockReach(run);
  let { high } = run;
  let risen = watermark;
  for (let row = from; row < to; row++) {
    const at = times[row]!;
    if (at > future) return row;
    if (at > high) {
      high = at;
      const rises = Math.min(ceiling, at - lag);
      if (rises > risen) {
        risen = rises;
        // The element is in; what its watermark makes due is for the caller to see to.
        if (rises >= horizon) return row + 1;
      }
    }
    // … and so is which file is next.
    if (high > bound) return row + 1;
  }
  return to;
}

/** The largest event time before `row`. */
export function highBefore(run: Run, row: number): Instant {
  const { times } = run.batch;
  let { high } = run;
  for (let i = run.from; i < row; i++) if (times[i]! > high) high = times[i]!;
  return high;
}

/** The largest clock that rows before `row` have said; −∞: none has. */
export function clockBefore(run: Run, row: number): Instant {
  const { clocks } = run.batch;
  let clock = -Infinity;
  if (clocks !== undefined) for (let i = run.from; i < row; i++) if (clocks[i]! > clock) clock = clocks[i]!;
  return clock;
}

function clockReach(run: Run): number {
  const { batch, from, to, clock } = run;
  const { clocks } = batch;
  if (clocks !== undefined) for (let row = from; row < to; row++) if (clocks[row]! > clock) return row;
  return to;
}

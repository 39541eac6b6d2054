// How far a run of elements goes in bulk, before any of them is looked at: up to the row that brings W to the horizon or
// makes another file the one that is furthest behind, and not to one that comes from the future or brings a clock on
// which something is due.
import type { Instant } from '../model/instant.js';
import type { RunProgress, Run } from './run.js';

/** Where a run stands, and how far it may go from there. */
export interface BulkStart {
  readonly row: number;
  /** The largest event time before the row, and W. */
  readonly high: Instant;
  readonly watermark: Instant;
  /** The row that brings W here is the last; −∞: the first that brings it anywhere. */
  readonly horizon: Instant;
  /** Stop before a row whose clock is later. */
  readonly clock: Instant;
}

/** The row after the last one that may be taken without looking up. */
export function bulkEnd(run: Run, start: BulkStart): number {
  const { batch, lag, ceiling, bound, future } = run;
  const { times } = batch;
  const { row: from, horizon, clock } = start;
  const to = clockReach(run, from, clock);
  let { high, watermark } = start;
  for (let row = from; row < to; row++) {
    const at = times[row]!;
    if (at > future) return row;
    if (at > high) {
      high = at;
      const rises = Math.min(ceiling, at - lag);
      if (rises > watermark) {
        watermark = rises;
        // The element is in; what its watermark makes due is for the caller to see to.
        if (rises >= horizon) return row + 1;
      }
    }
    // … and so is which file is next.
    if (high > bound) return row + 1;
  }
  return to;
}

/** W when a row comes before which `high` is the largest event time of its input; `now` is W at the beginning of the run. */
export function watermarkBefore({ ceiling, lag }: Run, now: Instant, high: Instant): Instant {
  return Math.max(now, Math.min(ceiling, high - lag));
}

/** The largest event time of rows [from, to), and of `high`. */
export function highest(run: Run, from: number, to: number, high: Instant): Instant {
  const { times } = run.batch;
  let most = high;
  for (let row = from; row < to; row++) if (times[row]! > most) most = times[row]!;
  return most;
}

/** Says that rows [from, to) were taken, of which `placed` went to windows. */
export function recordTaken(run: Run, into: RunProgress, from: number, to: number, placed: number): void {
  const { clocks } = run.batch;
  into.next = to;
  into.filtered += to - from - placed;
  into.high = highest(run, from, to, into.high);
  if (clocks !== undefined)
    for (let row = from; row < to; row++) if (clocks[row]! > into.processing) into.processing = clocks[row]!;
}

function clockReach(run: Run, from: number, clock: Instant): number {
  const { batch, to } = run;
  const { clocks } = batch;
  if (clocks !== undefined) for (let row = from; row < to; row++) if (clocks[row]! > clock) return row;
  return to;
}

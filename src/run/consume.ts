// A batch goes to the pipeline: rows in bulk where it can take them so, one by one where it cannot, and between them, at
// their places, the lines that are no events.
import type { Batch, ControlLine, Reject } from '../model/batch.js';
import type { Instant } from '../model/instant.js';
import type { Pipeline } from '../pipeline/pipeline.js';
import type { Input } from './input.js';

/** What is to be done with the lines that are no events. */
export interface NonEventHandler {
  reject(input: Input, reject: Reject): void;
  /** Why an event of the processing domain has no time, in a sentence. */
  timeless(input: Input): string;
  /** Returns true when others may wait for this line: the input stands before it, since it is a barrier, or has ended. */
  control(input: Input, line: ControlLine): boolean;
}

/** So much work is done at most before signals and arrivals are served: some milliseconds in bulk, a tenth of a second at worst. */
const spell = 1 << 16;

/** Why consuming halts: nothing is left, or another file is next; a barrier or `@end`; or it was much work. */
export type Halt = 'done' | 'barrier' | 'much-work';

/**
 * Consumes the batch of an input up to its end, or until its own watermark is above `bound`, or a barrier or `@end`,
 * or it was much work (then it goes on later). Where it halts for that changes nothing of what is written.
 */
export function consume(input: Input, pipeline: Pipeline, handler: NonEventHandler, bound: Instant): Halt {
  const { batch, id } = input;
  if (batch === undefined) return 'done';
  const until = pipeline.work + spell;
  for (;;) {
    if (pipeline.isBehind) pipeline.catchUp();
    if (pipeline.isBehind || pipeline.work > until) return 'much-work';
    const next = batch.nonEvents[input.nonEvent];
    if (next !== undefined && next.before <= input.row) {
      input.nonEvent++;
      if (next.kind === 'reject') handler.reject(input, next);
      else if (handler.control(input, next)) return 'barrier';
      if (pipeline.inputWatermark(id) > bound) return 'done';
      continue;
    }
    const to = next?.before ?? batch.length;
    if (input.row >= to) return 'done';
    input.row = pipeline.processRun(id, batch, input.row, to, bound);
    if (pipeline.inputWatermark(id) > bound) return 'done';
    if (input.row < to) one(input, batch, pipeline, handler);
    if (pipeline.inputWatermark(id) > bound) return 'done';
  }
}

/** The next row goes to the pipeline by itself; a line whose events have no time yet is a reject, as a whole. */
function one(input: Input, batch: Batch, pipeline: Pipeline, handler: NonEventHandler): void {
  const { row } = input;
  const next = timelessUntil(batch, row, pipeline);
  if (next === row) {
    pipeline.processElement(input.id, batch, input.row++);
    return;
  }
  const [start, end, line] = [batch.starts[row]!, batch.ends[row]!, batch.lines[row]!];
  const place = { kind: 'reject', before: row, start, end, line, clock: NaN } as const;
  handler.reject(input, { ...place, reason: 'no-time', error: handler.timeless(input), column: undefined });
  input.row = next;
}

/** Where the record of a row ends if any of its events has no time; else the row. */
function timelessUntil(batch: Batch, row: number, pipeline: Pipeline): number {
  const start = batch.starts[row];
  // Of a line of which some rows were consumed the time was known.
  if (!pipeline.awaitsClock || (row > 0 && batch.starts[row - 1] === start)) return row;
  let timeless = pipeline.timeless(batch, row);
  let next = row + 1;
  for (; next < batch.length && batch.starts[next] === start; next++) timeless ||= pipeline.timeless(batch, next);
  return timeless ? next : row;
}

// The bulk path of joins that hold events. An event that meets no other of its key on the other side comes down to being
// held: the lines of such rows are copied together, and the columns of the batch are read where they are. Rows of which
// something may be written at once are taken one by one within the run, and W rises in it where something is due.
// Twin of processElement; test/operator/join/bulk-join.test.ts holds them equal.
import type { Batch } from '../../model/batch.js';
import type { Duration, Instant } from '../../model/instant.js';
import { bulkEnd, recordTaken } from '../bulk.js';
import type { Operator } from '../operator.js';
import type { Run, RunProgress } from '../run.js';

/** So many bytes are copied together at most. */
const longestCopy = 1 << 16;
/** So much is written in one run, more or less: the caller may have to look up. */
const mostWork = 1 << 16;

/** A join as it takes rows in taken. */
export interface BulkJoin extends Pick<Operator, 'processElement' | 'nextDue' | 'work'> {
  readonly watermark: Instant;
  readonly lateness: Duration;
  /** How many events may be held beside those that are. */
  readonly room: number;
  /** Whether events of the batch are lines as they stand there. */
  hasLines(port: number, batch: Batch): boolean;
  /** Whether an event that is not late is held when it comes, and nothing is written. */
  isOnlyHeld(port: number, key: number): boolean;
  /** Copies the lines of rows, for `hold`. */
  copyLines(port: number, batch: Batch, from: number, to: number): void;
  /** Holds the event of a row whose line was copied last. */
  hold(port: number, batch: Batch, row: number, ordinal: number): void;
}

/** A run under way, as far as it is taken. */
interface JoinRun {
  readonly join: BulkJoin;
  readonly run: Run;
  readonly into: RunProgress;
  /** How far it may go. */
  readonly end: number;
  /** The first row that was not taken. */
  row: number;
  /** Rows since `into.next` that were not filtered out. */
  placed: number;
  /** The largest event time before the row, and W: the join's own is behind until something is due or written. */
  high: Instant;
  watermark: Instant;
}

export function bulkJoin(join: BulkJoin, run: Run, into: RunProgress): void {
  const { from: row, high, port, batch } = run;
  const { watermark } = join;
  const taken: JoinRun = { join, run, into, end: timelyEnd(run, join), row, placed: 0, high, watermark };
  const hasLines = join.hasLines(port, batch);
  const until = join.work + mostWork;
  while (taken.row < taken.end && join.work < until && join.room > 0) {
    const to = hasLines ? heldUntil(taken) : taken.row;
    if (to > taken.row) holdAll(taken, to);
    else one(taken);
  }
  record(taken);
}

/** The row before which none is late, nor has to be looked at by the driver. */
function timelyEnd(run: Run, { watermark: now, lateness }: BulkJoin): number {
  const { batch, from: row, clock, lag, ceiling } = run;
  const { times, keys } = batch;
  const end = bulkEnd(run, { row, high: run.high, watermark: now, horizon: Infinity, clock });
  let { high } = run;
  let judged = now - lateness;
  for (let row = run.from; row < end; row++) {
    const at = times[row]!;
    if (!(at > judged) && keys[row]! >= 0) return row;
    if (at > high) {
      high = at;
      judged = Math.max(judged, Math.min(ceiling, at - lag) - lateness);
    }
  }
  return end;
}

/** The row up to which all are held, and no more, when they come. */
function heldUntil({ join, run, row: from, end }: JoinRun): number {
  const { port, batch } = run;
  const { keys, starts, ends } = batch;
  const to = Math.min(end, from + join.room);
  const last = starts[from]! + longestCopy;
  let row = from;
  while (row < to && ends[row]! <= last && keys[row]! >= 0 && join.isOnlyHeld(port, keys[row]!)) row++;
  return row;
}

function holdAll(taken: JoinRun, to: number): void {
  const { join, run } = taken;
  const { port, batch, arrival } = run;
  join.copyLines(port, batch, taken.row, to);
  while (taken.row < to) {
    join.hold(port, batch, taken.row, arrival + taken.row);
    taken.placed++;
    passed(taken);
  }
}

/** A row of which something may be written when it comes, or one that was filtered out. */
function one(taken: JoinRun): void {
  const { join, run, row } = taken;
  const { port, batch, arrival, stepped } = run;
  if (batch.keys[row]! >= 0) {
    if (taken.watermark > join.watermark) rise(taken);
    join.processElement(port, batch.times[row]!, batch, row, arrival + row);
    taken.placed++;
    stepped();
  }
  passed(taken);
}

/** The row is taken: W may rise. */
function passed(taken: JoinRun): void {
  const { run, join } = taken;
  const at = run.batch.times[taken.row++]!;
  if (!(at > taken.high)) return;
  taken.high = at;
  const watermark = Math.min(run.ceiling, at - run.lag);
  if (!(watermark > taken.watermark)) return;
  taken.watermark = watermark;
  if (watermark >= join.nextDue()) rise(taken);
}

function rise(taken: JoinRun): void {
  record(taken);
  taken.run.rise(taken.watermark, taken.into);
}

function record(taken: JoinRun): void {
  const { run, into, row, placed } = taken;
  recordTaken(run, into, into.next, row, placed);
  taken.placed = 0;
}

// The bulk path of joins that hold events. An event that meets no other of its key on the other side comes down to being
// held: the lines of such rows are copied together, and the columns of the batch are read where they are. Rows of which
// something may be written at once are taken one by one within the run, and W rises in it where something is due.
// Twin of processElement; test/operator/join/bulk-join.test.ts holds them equal.
import type { Batch } from '../../model/batch.js';
import type { Instant } from '../../model/instant.js';
import { bulkEnd, recordTaken } from '../bulk.js';
import type { Operator } from '../operator.js';
import type { Run, RunProgress } from '../run.js';

/** So many bytes are copied together at most. */
const longestCopy = 1 << 16;
/** So much is written in one run, more or less: the caller may have to look up. */
const mostWork = 1 << 16;

/** `held`: nothing is written when it comes; `taken`: something may be; `refused`: it may be late, or have no place. */
export type JoinOutcome = 'held' | 'taken' | 'refused';

/** A join as it takes rows in. */
export interface BulkJoin extends Pick<Operator, 'processElement' | 'nextDue' | 'work' | 'isBehind'> {
  readonly watermark: Instant;
  /** How many events may be held beside those that are. */
  readonly room: number;
  /** Whether events of the batch are lines as they stand there. */
  hasLines(port: number, batch: Batch): boolean;
  /** What becomes of the event of a row that comes at W. */
  outcome(port: number, batch: Batch, row: number, watermark: Instant): JoinOutcome;
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
  const { from: row, high, port, batch, clock } = run;
  const { watermark } = join;
  const end = bulkEnd(run, { row, high, watermark, horizon: Infinity, clock });
  const taken: JoinRun = { join, run, into, end, row, placed: 0, high, watermark };
  const hasLines = join.hasLines(port, batch);
  const until = join.work + mostWork;
  while (taken.row < end && join.work < until && join.room > 0 && !join.isBehind) {
    const to = hasLines ? heldUntil(taken) : taken.row;
    if (to > taken.row) holdAll(taken, to);
    else if (!one(taken)) break;
  }
  record(taken);
}

/** The row up to which all are held, and no more, when they come. */
function heldUntil({ join, run, row: from, end, high: before, watermark: now }: JoinRun): number {
  const { port, batch, ceiling, lag } = run;
  const { keys, times, starts, ends } = batch;
  const to = Math.min(end, from + join.room);
  const last = starts[from]! + longestCopy;
  let [row, high, watermark] = [from, before, now];
  for (; row < to && ends[row]! <= last && keys[row]! >= 0; row++) {
    if (join.outcome(port, batch, row, watermark) !== 'held') break;
    if (!(times[row]! > high)) continue;
    high = times[row]!;
    watermark = Math.max(watermark, Math.min(ceiling, high - lag));
  }
  return row;
}

function holdAll(taken: JoinRun, to: number): void {
  const { join, run } = taken;
  const { port, batch, arrival } = run;
  join.copyLines(port, batch, taken.row, to);
  while (taken.row < to && !join.isBehind) {
    join.hold(port, batch, taken.row, arrival + taken.row);
    taken.placed++;
    passed(taken);
  }
}

/** A row of which something may be written when it comes, or one that was filtered out; false: it is not taken. */
function one(taken: JoinRun): boolean {
  const { join, run, row } = taken;
  const { port, batch, arrival, stepped } = run;
  if (batch.keys[row]! >= 0) {
    if (join.outcome(port, batch, row, taken.watermark) === 'refused') return false;
    if (taken.watermark > join.watermark) rise(taken);
    if (join.isBehind) return false;
    join.processElement(port, batch.times[row]!, batch, row, arrival + row);
    taken.placed++;
    stepped();
  }
  passed(taken);
  return true;
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

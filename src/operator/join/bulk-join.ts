// The bulk path of joins that hold events. An event that meets no other of its key on the other side comes down to being
// held: the lines of such rows are copied together, and the columns of the batch are read where they are. Rows of which
// something may be written at once are taken one by one within the run, and W rises in it where something is due.
// Twin of processElement; test/operator/join/bulk-join.test.ts holds them equal.
import type { Batch } from '../../model/batch.js';
import type { Duration, Instant } from '../../model/instant.js';
import type { Operator } from '../operator.js';
import { RisingRun } from '../rising-run.js';
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
  /** L: how late an event may be. */
  readonly lateness: Duration;
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

/** A run under way; W of the join itself is behind until something is due or written. */
interface JoinRun {
  readonly join: BulkJoin;
  readonly run: Run;
  readonly rising: RisingRun;
}

export function bulkJoin(join: BulkJoin, run: Run, into: RunProgress): void {
  const rising = new RisingRun(run, into, join);
  const taken: JoinRun = { join, run, rising };
  const hasLines = join.hasLines(run.port, run.batch);
  const until = join.work + mostWork;
  while (rising.row < rising.end && join.work < until && join.room > 0 && !join.isBehind) {
    const to = hasLines ? heldUntil(taken) : rising.row;
    if (to > rising.row) holdAll(taken, to);
    else if (!one(taken)) break;
  }
  rising.record();
}

/** The row up to which all are held, and no more, when they come. */
function heldUntil({ join, run, rising }: JoinRun): number {
  const { port, batch, ceiling, lag } = run;
  const { keys, times, starts, ends } = batch;
  const to = Math.min(rising.end, rising.row + join.room);
  const last = starts[rising.row]! + longestCopy;
  let { row, high, watermark } = rising;
  for (; row < to && ends[row]! <= last && keys[row]! >= 0; row++) {
    if (join.outcome(port, batch, row, watermark) !== 'held') break;
    if (!(times[row]! > high)) continue;
    high = times[row]!;
    watermark = Math.max(watermark, Math.min(ceiling, high - lag));
  }
  return row;
}

function holdAll(taken: JoinRun, to: number): void {
  const { join, run, rising } = taken;
  const { port, batch, arrival } = run;
  join.copyLines(port, batch, rising.row, to);
  while (rising.row < to && !join.isBehind) {
    join.hold(port, batch, rising.row, arrival + rising.row);
    passed(taken);
  }
}

/** A row of which something may be written when it comes, or one that was filtered out; false: it is not taken. */
function one(taken: JoinRun): boolean {
  const { join, run, rising } = taken;
  const { port, batch, arrival, stepped } = run;
  const { row } = rising;
  if (batch.keys[row]! >= 0) {
    if (join.outcome(port, batch, row, rising.watermark) === 'refused') return false;
    if (rising.watermark > join.watermark) rising.rise();
    if (join.isBehind) return false;
    join.processElement(port, batch.times[row]!, batch, row, arrival + row);
    stepped();
  }
  passed(taken);
  return true;
}

/** The row is taken: W may rise. */
function passed({ join, rising }: JoinRun): void {
  if (rising.passes() && rising.watermark >= join.nextDue()) rising.rise();
}

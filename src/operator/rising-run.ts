// A run taken row after row, with W rising in it where it would between single elements: as soon as that matters to what
// comes next. None of its rows has to be looked at by the driver, but some may be late: these are for `processElement`.
import type { Duration, Instant } from '../model/instant.js';
import { bulkEnd, recordTaken } from './bulk.js';
import type { Run, RunProgress } from './run.js';

export class RisingRun {
  /** The first row that is not taken. */
  row: number;
  /** How far it may go. */
  readonly end: number;
  readonly #run: Run;
  readonly #into: RunProgress;
  /** Rows since `into.next` that were not filtered out. */
  #placed = 0;
  /** The largest event time before the row. */
  high: Instant;
  /** W when the row comes; the operator's own is behind until it rises. */
  watermark: Instant;
  readonly #lateness: Duration;

  /** @param now W at its beginning, and how late an event may be */
  constructor(run: Run, into: RunProgress, now: { readonly watermark: Instant; readonly lateness: Duration }) {
    this.#run = run;
    this.#into = into;
    this.row = run.from;
    this.#lateness = now.lateness;
    this.high = run.high;
    this.watermark = now.watermark;
    const { from: row, high, clock } = run;
    this.end = bulkEnd(run, { row, high, watermark: now.watermark, horizon: Infinity, clock });
  }

  /** Whether there is a row to be taken, which is not late. */
  get goesOn(): boolean {
    if (this.row >= this.end) return false;
    const { keys, times } = this.#run.batch;
    return keys[this.row]! < 0 || times[this.row]! > this.watermark - this.#lateness;
  }

  /** The row is taken, or was filtered out; whether W would rise now. */
  passes(): boolean {
    const { batch, ceiling, lag } = this.#run;
    const at = batch.times[this.row]!;
    if (batch.keys[this.row++]! >= 0) this.#placed++;
    if (!(at > this.high)) return false;
    this.high = at;
    const watermark = Math.min(ceiling, at - lag);
    if (!(watermark > this.watermark)) return false;
    this.watermark = watermark;
    return true;
  }

  /** W rises to where the rows that are taken have brought it. */
  rise(): void {
    this.record();
    this.#run.rise(this.watermark, this.#into);
  }

  /** The rows are counted. */
  record(): void {
    recordTaken(this.#run, this.#into, this.#into.next, this.row, this.#placed);
    this.#placed = 0;
  }
}

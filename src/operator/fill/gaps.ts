// A row for each window without one (OPERATORS §6). Rows are passed on as they came, each when W has come to its time, in
// order; between them, at the end of each window in which its key has none, stands a filled one. After `--for` without a
// row a key is forgotten, and begins anew with its next.
import type { Batch } from '../../model/batch.js';
import type { Instant } from '../../model/instant.js';
import type { Saved } from '../../model/saved.js';
import { anything, record } from '../../model/shape.js';
import type { Window } from '../../model/window.js';
import { writtenAtOnce } from '../in-event-time.js';
import { InSlices } from '../in-slices.js';
import type { OpenOperator, OperatorContext } from '../operator.js';
import type { FillOutput } from '../output.js';
import { TooManyRows } from '../too-many-rows.js';
import { FilledKeys } from './filled-keys.js';
import type { GapsPlan } from './fill-plan.js';
import { WaitingRows, type WaitingRow } from './waiting-rows.js';

export class Gaps extends InSlices {
  readonly #plan: GapsPlan;
  readonly #output: FillOutput;
  readonly #waiting = new WaitingRows();
  readonly #keys: FilledKeys;

  constructor(plan: GapsPlan, output: FillOutput, context: OperatorContext) {
    // No row is too late to be passed on.
    super(context, 0);
    this.#plan = plan;
    this.#output = output;
    this.#keys = new FilledKeys(plan);
  }

  get held(): number {
    return this.#waiting.size;
  }

  processElement(_: number, at: Instant, batch: Batch, row: number, ordinal: number): 'taken' {
    this.work++;
    const key = batch.keys[row]!;
    const { values, early } = this.#output.rowOf(batch, row);
    const line = this.#output.lineOf(batch, row);
    const came = { key, spelling: batch.spellings?.[row] ?? key, ts: at, ordinal, values, line };
    const { watermark } = this.clocks;
    if (at <= watermark) this.#takeLate(came);
    else if (early) this.#pass(line);
    else if (this.#waiting.size >= this.#plan.maxRows) throw new TooManyRows(this.#plan.maxRows);
    else this.#waiting.add({ ...came, line: line.slice() });
    return 'taken';
  }

  override catchUp(): void {
    super.catchUp();
    if (!this.isBehind) this.#keys.forgetFilled(this.clocks.watermark);
  }

  protected isDue(): boolean {
    const at = this.nextDue();
    return at <= this.clocks.watermark && at < Infinity;
  }

  /** Rows and filled ones in order of time; of one instant the rows come first, since they may be what is missing. */
  protected doFirst(): void {
    const at = this.nextDue();
    for (const row of this.#waiting.due(at)) this.#release(row);
    for (const filled of this.#keys.due(at)) {
      this.#output.filled(filled, false);
      this.counters.filled++;
      this.wrote();
    }
  }

  nextDue(): Instant {
    return Math.min(this.#waiting.earliest(), this.#keys.nextDue());
  }

  /** What waits is above it, and so are the ends of windows to be filled. */
  outputWatermark(): Instant {
    return this.clocks.watermark;
  }

  /** Rows that came are written. Whether there are gaps between them is not known. */
  *flushIncomplete(): Generator<void, void> {
    for (const [i, { line }] of this.#waiting.due(Infinity).entries()) {
      this.#pass(line);
      if (i % writtenAtOnce === writtenAtOnce - 1) yield;
    }
  }

  markKeys(named: Uint8Array): void {
    this.#waiting.markKeys(named);
    this.#keys.markKeys(named);
  }

  save(numbers?: Int32Array): Saved {
    return { waiting: this.#waiting.save(numbers), keys: this.#keys.save(numbers) };
  }

  load(saved: Saved, keys: number): void {
    const { waiting, keys: known } = savedShape(saved);
    this.#waiting.load(waiting, keys);
    this.#keys.load(known, keys);
  }

  #release(row: WaitingRow): void {
    this.#pass(row.line);
    this.#keys.take(row, this.#windowOf(row.ts), row.ts);
  }

  /** A row of a window that has passed: what was filled in its place is taken back. */
  #takeLate(row: WaitingRow): void {
    const window = this.#windowOf(row.ts);
    const filled = this.#keys.takeBack(row.key, window);
    if (filled !== undefined) {
      this.#output.filled(filled, true);
      this.counters.retractions++;
    }
    this.#pass(row.line);
    this.#keys.take(row, window, this.clocks.watermark);
  }

  #windowOf(at: Instant): Window {
    return this.#plan.every.assign(at).windows[0]!;
  }

  #pass(line: Uint8Array): void {
    this.#output.event(line);
    this.wrote();
  }
}

const savedShape = record({ waiting: anything, keys: anything });

/** Gaps as a step of a pipeline. */
export function gaps(plan: GapsPlan, output: FillOutput): OpenOperator {
  return (context) => new Gaps(plan, output, context);
}

// Events in order of event time (OPERATORS §3): each waits until no earlier one can come, and leaves as it came. What is
// written never goes back in time, since what comes behind W − L is late. Flink's `ORDER BY rowtime` does the same, and
// drops what is late.
import type { Batch } from '../../model/batch.js';
import type { Instant } from '../../model/instant.js';
import type { Saved } from '../../model/saved.js';
import { Misshapen } from '../../model/shape.js';
import { late, writtenAtOnce } from '../in-event-time.js';
import { InSlices } from '../in-slices.js';
import type { OpenOperator, OperatorContext, Refusal } from '../operator.js';
import type { EventOutput } from '../output.js';
import { RisingRun } from '../rising-run.js';
import type { Run, RunProgress } from '../run.js';
import { TooManyRows } from '../too-many-rows.js';
import { HeldLines } from './held-lines.js';
import type { SortPlan } from './sort-plan.js';
import type { SpillSpace } from './spill-space.js';

export class Sort extends InSlices {
  readonly #plan: SortPlan;
  readonly #output: EventOutput;
  readonly #lines: HeldLines;

  constructor(plan: SortPlan, output: EventOutput, space: SpillSpace | undefined, context: OperatorContext) {
    super(context, plan.lateness);
    this.#lines = new HeldLines(space);
    this.#plan = plan;
    this.#output = output;
  }

  get held(): number {
    return this.#lines.size;
  }

  processElement(_: number, at: Instant, batch: Batch, row: number): 'taken' | Refusal {
    this.work++;
    if (!(at > this.judged)) return late;
    if (this.#lines.size >= this.#plan.maxRows) throw new TooManyRows(this.#plan.maxRows);
    this.#lines.add(at, this.#output.lineOf(batch, row));
    return 'taken';
  }

  /** Twin of `processElement`. */
  override processRun(run: Run, into: RunProgress): void {
    const { batch } = run;
    const { times, keys } = batch;
    const rising = new RisingRun(run, into, this);
    while (rising.goesOn && this.#lines.size < this.#plan.maxRows && !this.isBehind) {
      const { row } = rising;
      if (keys[row]! >= 0) this.#lines.add(times[row]!, this.#output.lineOf(batch, row));
      this.work++;
      if (rising.passes() && rising.watermark >= this.nextDue()) rising.rise();
    }
    rising.record();
  }

  protected isDue(): boolean {
    return this.#lines.size > 0 && this.#lines.earliest() <= this.judged;
  }

  protected doFirst(): void {
    this.#passFirst();
  }

  nextDue(): Instant {
    return this.#lines.earliest() + this.lateness;
  }

  /** What is held is above it, and so is what is still to come. */
  outputWatermark(): Instant {
    return this.judged;
  }

  *flushIncomplete(): Generator<void, void> {
    for (let i = 1; this.#lines.size > 0; i++) {
      this.#passFirst();
      if (i % writtenAtOnce === 0) yield;
    }
  }

  markKeys(): void {
    // Lines are held, and no keys of theirs.
  }

  save(): Saved {
    return this.#lines.save();
  }

  load(saved: Saved): void {
    this.#lines.load(saved);
    if (this.#lines.earliest() <= this.judged && this.#lines.size > 0)
      throw new Misshapen('an event that is above the watermark');
  }

  #passFirst(): void {
    this.#output.event(this.#lines.first());
    this.#lines.dropFirst();
    this.wrote();
  }
}

/**
 * Sort as a step of a pipeline.
 * @param space where lines go that do not fit in memory; a run that saves its state has none
 */
export function sort(plan: SortPlan, output: EventOutput, space?: SpillSpace): OpenOperator {
  return (context) => new Sort(plan, output, space, context);
}

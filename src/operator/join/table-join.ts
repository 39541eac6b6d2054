// Each event with the row of its key in a table (OPERATORS §1.4), at once and in the order in which events come. A table
// has no times: nothing is late, and W passes through as it is. Flink's processing-time lookup join does the same.
import type { Batch } from '../../model/batch.js';
import type { Instant } from '../../model/instant.js';
import type { Saved } from '../../model/saved.js';
import { record } from '../../model/shape.js';
import type { OpenOperator, OperatorContext } from '../operator.js';
import type { JoinOutput } from '../output.js';
import { Join, left } from './join.js';
import type { TableJoinPlan } from './join-plan.js';

/** The row of a key, by its number, as JSON text; undefined: there is none. */
export type TableLookup = (key: number) => Uint8Array | undefined;

export class TableJoin extends Join {
  override readonly needsTime = false;
  /** The table is no state of the run. */
  readonly held = 0;
  readonly #plan: TableJoinPlan;
  readonly #rowOf: TableLookup;

  constructor(plan: TableJoinPlan, output: JoinOutput, rowOf: TableLookup, context: OperatorContext) {
    super({ lateness: 0, maxRows: Infinity }, output, context);
    this.#plan = plan;
    this.#rowOf = rowOf;
  }

  override processElement(_: number, at: Instant, batch: Batch, row: number): 'taken' {
    this.work++;
    const key = batch.keys[row]!;
    this.#join(key, batch.spellings?.[row] ?? key, this.output.eventBytes(left, batch, row), at);
    return 'taken';
  }

  protected take(): void {
    // No event is held.
  }

  protected isDue(): boolean {
    return false;
  }

  protected doFirst(): void {
    // Nothing waits for W.
  }

  nextDue(): Instant {
    return Infinity;
  }

  outputWatermark(): Instant {
    return this.clocks.watermark;
  }

  markKeys(): void {
    // Keys are of the event at hand.
  }

  save(): Saved {
    return {};
  }

  load(saved: Saved): void {
    record({})(saved);
  }

  #join(key: number, spelling: number, event: Uint8Array, ts: Instant): void {
    const { type } = this.#plan;
    const row = this.output.isComplete(key) ? this.#rowOf(key) : undefined;
    if (row === undefined) {
      if (type !== 'inner') this.unmatched(spelling, [event, type === 'anti' ? undefined : null], ts);
    } else if (type !== 'anti') this.pair(spelling, event, row, ts);
  }
}

/** A table join as a step of a pipeline. */
export function tableJoin(plan: TableJoinPlan, output: JoinOutput, rowOf: TableLookup): OpenOperator {
  return (context) => new TableJoin(plan, output, rowOf, context);
}

// What a trigger sees of elements: one at a time, or of many how many there were.
import type { Batch } from '../../model/batch.js';
import type { Instant } from '../../model/instant.js';
import type { NewElements } from '../../trigger/trigger.js';

/** What a trigger is shown of elements; one object, reused. */
export class TriggerInput implements NewElements {
  count = 1;
  at: Instant = NaN;
  #batch: Batch | undefined;
  #row = 0;
  readonly #columns: readonly number[];

  constructor(columns: readonly number[]) {
    this.#columns = columns;
  }

  one(at: Instant, batch: Batch, row: number): void {
    this.count = 1;
    this.at = at;
    this.#batch = batch;
    this.#row = row;
  }

  many(count: number): void {
    this.count = count;
    this.at = NaN;
    this.#batch = undefined;
  }

  signal(index: number): number {
    const column = this.#batch?.columns[this.#columns[index]!];
    return column?.as === 'number' ? column.values[this.#row]! : NaN;
  }
}

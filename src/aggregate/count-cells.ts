// What `count` and `count(PATH)` share: how many elements there are, or how many have something in a column.
import type { Batch, PresenceColumn } from '../model/batch.js';
import type { Cells } from './aggregate.js';
import { ValueCount } from './value-count.js';

export class CountCells extends ValueCount implements Cells {
  readonly #column: number;

  /** @param column of presence; −1: every element counts */
  constructor(column: number) {
    super();
    this.#column = column;
  }

  add(slots: Int32Array, rows: Int32Array, count: number, batch: Batch): void {
    if (this.#column < 0) this.addAll(slots, count);
    else this.addFlags(slots, rows, count, (batch.columns[this.#column] as PresenceColumn).values);
  }

  text(slot: number): string {
    return `${this.of(slot)}`;
  }

  number(slot: number): number {
    return this.of(slot);
  }
}

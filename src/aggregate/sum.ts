// WHAT: `sum(PATH)`. All of it is in exact-sum.ts: the sum of the numbers as doubles hold them, exact, rounded once.
import type { Batch, NumberColumn } from '../model/batch.js';
import type { AggregateEntry, Cells } from './aggregate.js';
import { ExactSum } from './exact-sum.js';
import { noArguments } from './no-more.js';

class Sum extends ExactSum implements Cells {
  readonly #column: number;

  constructor(column: number) {
    super();
    this.#column = column;
  }

  add(slots: Int32Array, rows: Int32Array, count: number, batch: Batch): void {
    this.addColumn(slots, rows, count, batch.columns[this.#column] as NumberColumn);
  }
}

export const sum: AggregateEntry = {
  name: 'sum',
  form: 'sum(PATH)',
  doc: 'the sum of the numbers at PATH; of integers exact at any size, 0 without any',
  example: 'sum($.bytes)',
  takes: 'number',
  open(column, args) {
    noArguments(args, this.form);
    return new Sum(column);
  },
};

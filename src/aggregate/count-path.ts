// WHAT: `count(PATH)`, how many elements have something at the path. A null is something: whoever wants it left out
// can say so in `--where`, whoever wants it counted could not otherwise.
import type { Batch, PresenceColumn } from '../model/batch.js';
import type { AggregateEntry, Cells } from './aggregate.js';
import { noArguments } from './no-more.js';
import { ValueCount } from './value-count.js';

class CountPath extends ValueCount implements Cells {
  readonly #column: number;

  constructor(column: number) {
    super();
    this.#column = column;
  }

  add(slots: Int32Array, rows: Int32Array, count: number, batch: Batch): void {
    const column = batch.columns[this.#column] as PresenceColumn;
    this.addFlags(slots, rows, count, column.values);
  }

  text(slot: number): string {
    return `${this.of(slot)}`;
  }
}

export const countPath: AggregateEntry = {
  name: 'count',
  form: 'count(PATH)',
  doc: 'the number of events in which PATH exists, null included',
  example: 'count($.error)',
  takes: 'exists',
  open(column, args) {
    noArguments(args, this.form);
    return new CountPath(column);
  },
};

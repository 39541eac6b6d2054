// WHAT: `count`, how many elements a window has (Dataflow paper §2.2). It reads nothing of the event.
import type { AggregateEntry, Cells } from './aggregate.js';
import { noArguments } from './no-more.js';
import { ValueCount } from './value-count.js';

class CountCells extends ValueCount implements Cells {
  add(slots: Int32Array, _rows: Int32Array, count: number): void {
    this.addAll(slots, count);
  }

  text(slot: number): string {
    return `${this.of(slot)}`;
  }

  number(slot: number): number {
    return this.of(slot);
  }
}

export const count: AggregateEntry = {
  name: 'count',
  form: 'count',
  doc: 'the number of events',
  example: 'count',
  takes: 'nothing',
  open(_column, args) {
    noArguments(args, this.form);
    return new CountCells();
  },
};

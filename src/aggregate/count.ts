// WHAT: `count`, how many elements a window has (Dataflow paper §2.2). It reads nothing of the event.
import type { AggregateEntry } from './aggregate.js';
import { CountCells } from './count-cells.js';
import { noArguments } from './no-more.js';

export const count: AggregateEntry = {
  name: 'count',
  form: 'count',
  doc: 'the number of events',
  example: 'count',
  takes: 'nothing',
  open(column, args) {
    noArguments(args, this.form);
    return new CountCells(column);
  },
};

// WHAT: `count(PATH)`, how many elements have something at the path. A null is something, because `--where` can leave
// it out, and nothing could count it otherwise.
import type { AggregateEntry } from './aggregate.js';
import { CountCells } from './count-cells.js';
import { noArguments } from './no-more.js';

export const countPath: AggregateEntry = {
  name: 'count',
  form: 'count(PATH)',
  doc: 'the number of events in which PATH exists, null included',
  example: 'count($.error)',
  takes: 'exists',
  open(column, args) {
    noArguments(args, this.form);
    return new CountCells(column);
  },
};

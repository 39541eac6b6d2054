// WHAT: `max(PATH)`, the largest of the numbers; integers are compared and written exactly, however long (extreme.ts).
import type { AggregateEntry } from './aggregate.js';
import { MinMax } from './min-max.js';
import { noArguments } from './no-more.js';

export const max: AggregateEntry = {
  name: 'max',
  form: 'max(PATH)',
  doc: 'the largest of the numbers at PATH, null without any',
  example: 'max($.latency_ms)',
  takes: 'number',
  open(column, args) {
    noArguments(args, this.form);
    return new MinMax(column, -1);
  },
};

// WHAT: `min(PATH)`, the smallest of the numbers; integers are compared and written exactly, however long (extreme.ts).
import type { AggregateEntry } from './aggregate.js';
import { MinMax } from './min-max.js';
import { noArguments } from './no-more.js';

export const min: AggregateEntry = {
  name: 'min',
  form: 'min(PATH)',
  doc: 'the smallest of the numbers at PATH, null without any',
  example: 'min($.latency_ms)',
  takes: 'number',
  open(column, args) {
    noArguments(args, this.form);
    return new MinMax(column, 1);
  },
};

// WHAT: `last(PATH)`, the value with the largest event time; of equal ones the last to arrive (foremost.ts).
import type { AggregateEntry } from './aggregate.js';
import { EarliestLatest } from './earliest-latest.js';
import { noArguments } from './no-more.js';

export const last: AggregateEntry = {
  name: 'last',
  form: 'last(PATH)',
  doc: 'the value at PATH of the latest event, as it was written; without --time the last to arrive',
  example: 'last($.status)',
  takes: 'json',
  open(column, args) {
    noArguments(args, this.form);
    return new EarliestLatest(column, -1);
  },
};

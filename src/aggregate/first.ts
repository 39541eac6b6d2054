// WHAT: `first(PATH)`, the value with the smallest event time; of equal ones the first to arrive (foremost.ts).
import type { AggregateEntry } from './aggregate.js';
import { EarliestLatest } from './earliest-latest.js';
import { noArguments } from './no-more.js';

export const first: AggregateEntry = {
  name: 'first',
  form: 'first(PATH)',
  doc: 'the value at PATH of the earliest event, as it was written; without --time the first to arrive',
  example: 'first($.status)',
  takes: 'json',
  open(column, args) {
    noArguments(args, this.form);
    return new EarliestLatest(column, 1);
  },
};

// WHAT: `median(PATH)`, the number in the middle, or halfway between the two that are there (quantile-cells.ts).
import type { AggregateEntry } from './aggregate.js';
import { noArguments } from './no-more.js';
import { QuantileCells } from './quantile-cells.js';

export const median: AggregateEntry = {
  name: 'median',
  form: 'median(PATH)',
  doc: 'the number in the middle, quantile(PATH, 0.5)',
  example: 'median($.latency_ms)',
  takes: 'number',
  open(column, args) {
    noArguments(args, this.form);
    return new QuantileCells(column, { of: 1n, over: 2n });
  },
};

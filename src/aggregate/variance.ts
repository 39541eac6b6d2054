// WHAT: `variance(PATH)`, of the sample; computed from exact sums and rounded once (spread.ts).
import type { AggregateEntry } from './aggregate.js';
import { noArguments } from './no-more.js';
import { ratioText } from './ratio.js';
import { VarianceCells } from './variance-cells.js';

export const variance: AggregateEntry = {
  name: 'variance',
  form: 'variance(PATH)',
  doc: 'the variance of the sample (n − 1) of the numbers at PATH, null under two',
  example: 'variance($.latency_ms)',
  takes: 'number',
  open(column, args) {
    noArguments(args, this.form);
    return new VarianceCells(column, ratioText);
  },
};

// WHAT: `stddev(PATH)`, the standard deviation of the sample: the square root of the exact variance, rounded once.
import type { AggregateEntry } from './aggregate.js';
import { noArguments } from './no-more.js';
import { rootText } from './ratio.js';
import { VarianceCells } from './variance-cells.js';

export const stddev: AggregateEntry = {
  name: 'stddev',
  form: 'stddev(PATH)',
  doc: 'the standard deviation of the sample (n − 1) of the numbers at PATH, null under two',
  example: 'stddev($.latency_ms)',
  takes: 'number',
  open(column, args) {
    noArguments(args, this.form);
    return new VarianceCells(column, rootText);
  },
};

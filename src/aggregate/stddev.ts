// WHAT: `stddev(PATH)`, the standard deviation of the sample: the square root of the exact variance, rounded once.
import type { AggregateEntry } from './aggregate.js';
import { noMore } from './no-more.js';
import { rootText } from './ratio.js';
import { Spread } from './spread.js';

export const stddev: AggregateEntry = {
  name: 'stddev',
  form: 'stddev(PATH)',
  doc: 'the standard deviation of the sample (n − 1) of the numbers at PATH, null under two',
  example: 'stddev($.latency_ms)',
  takes: 'number',
  open(column, args) {
    noMore(args, this.form);
    return new Spread(column, rootText);
  },
};

// WHAT: `p50(PATH)`, `p95(PATH)`, `p999(PATH)` …: quantiles whose digits behind the point are the name; `p99.9` too, where
// the point is that of the percentage. One digit alone is no name: `p5` could mean 0.5 or 0.05.
import type { AggregateEntry } from './aggregate.js';
import { fractionOf } from './fraction.js';
import { noArguments } from './no-more.js';
import { QuantileCells } from './quantile-cells.js';

const digits = /^p(?!100)(\d\d{1,17})$/;
const percent = /^p(\d{1,2})\.(\d{1,16})$/;

export const percentile: AggregateEntry = {
  name: 'pNN',
  pattern: /^p(?:(?!100)\d{2,18}|\d{1,2}\.\d{1,16})$/,
  form: 'pNN(PATH)',
  doc: 'a percentile, quantile(PATH, 0.NN): p50, p95, p99, p999 (or p99.9)',
  example: 'p95($.latency_ms)',
  takes: 'number',
  argumentsIn(name) {
    const [, whole = '', decimals = ''] = digits.exec(name) ?? percent.exec(name) ?? [];
    return [`0.${whole.padStart(2, '0')}${decimals}`];
  },
  open(column, [fraction, ...more]) {
    noArguments(more, this.form);
    return new QuantileCells(column, fractionOf(fraction, this.form));
  },
};

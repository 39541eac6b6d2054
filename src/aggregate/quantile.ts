// WHAT: `quantile(PATH, Q)`, the number below which the part Q of all lies (quantile-cells.ts).
import type { AggregateEntry } from './aggregate.js';
import { fractionOf } from './fraction.js';
import { noArguments } from './no-more.js';
import { QuantileCells } from './quantile-cells.js';

export const quantile: AggregateEntry = {
  name: 'quantile',
  form: 'quantile(PATH, Q)',
  doc: 'the number at PATH below which the part Q of them lies, 0 to 1, linear between two; exact, so it holds every number; null without any',
  example: 'quantile($.latency_ms, 0.95)',
  takes: 'number',
  open(column, [fraction, ...more]) {
    noArguments(more, this.form);
    return new QuantileCells(column, fractionOf(fraction, this.form));
  },
};

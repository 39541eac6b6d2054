// WHAT: `max_by(PATH, BY[, N])` and `min_by`: what stands at PATH where the number at BY is largest or smallest; with N,
// the N of them as a list (ranked.ts).
import type { AggregateEntry, Setting } from './aggregate.js';
import { noArguments } from './no-more.js';
import { RankedCells } from './ranked.js';
import { wholeNumberOf } from './whole-number.js';

export const maxBy: AggregateEntry = {
  name: 'max_by',
  form: 'max_by(PATH, BY[, N])',
  doc: 'the value at PATH of the event with the largest number at BY, of equal ones the first to arrive; with N, a list of the N largest',
  example: 'max_by($.path, $.latency_ms)',
  takes: 'json',
  beside: 'number',
  open(column, args, setting) {
    return opened(column, args, setting, -1, this.form);
  },
};

export const minBy: AggregateEntry = {
  name: 'min_by',
  form: 'min_by(PATH, BY[, N])',
  doc: 'the same for the smallest number at BY',
  example: 'min_by($.path, $.latency_ms, 3)',
  takes: 'json',
  beside: 'number',
  open(column, args, setting) {
    return opened(column, args, setting, 1, this.form);
  },
};

function opened(
  column: number,
  [most, ...more]: readonly string[],
  setting: Setting | undefined,
  sign: 1 | -1,
  form: string,
): RankedCells {
  noArguments(more, form);
  const columns = [column, setting?.beside ?? -1] as const;
  if (most === undefined) return new RankedCells(columns, sign, 1, ([text]) => text ?? 'null');
  const count = wholeNumberOf(most, 'how many values', form);
  return new RankedCells(columns, sign, count, (texts) => `[${texts.join(',')}]`);
}

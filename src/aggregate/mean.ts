// WHAT: `mean(PATH)`: the exact sum divided by the number of values, rounded once.
//
// Nearly always doubles can give what the nearest double is: a quotient, a bound on its error, and the proof that both
// ends of that interval round to the same double (Ziv's test). Otherwise fractions of big integers do (ratio.ts).
import type { Batch, NumberColumn } from '../model/batch.js';
import type { Saved } from '../model/saved.js';
import { anything, record } from '../model/shape.js';
import type { AggregateEntry, Cells } from './aggregate.js';
import { ExactSum } from './exact-sum.js';
import { noArguments } from './no-more.js';
import { twoProductError } from './two-product.js';
import { ratio, ratioText } from './ratio.js';
import { ValueCount } from './value-count.js';

class Mean implements Cells {
  readonly #column: number;
  readonly #tally = new ValueCount();
  readonly #sum = new ExactSum();

  constructor(column: number) {
    this.#column = column;
  }

  ensure(capacity: number): void {
    this.#tally.ensure(capacity);
    this.#sum.ensure(capacity);
  }

  clear(slot: number): void {
    this.#tally.clear(slot);
    this.#sum.clear(slot);
  }

  add(slots: Int32Array, rows: Int32Array, count: number, batch: Batch): void {
    const column = batch.columns[this.#column] as NumberColumn;
    this.#tally.addNumbers(slots, rows, count, column);
    this.#sum.addColumn(slots, rows, count, column);
  }

  merge(into: number, from: number): void {
    this.#tally.merge(into, from);
    this.#sum.merge(into, from);
  }

  text(slot: number): string {
    const n = this.#tally.of(slot);
    if (n === 0) return 'null';
    const quick = quotient(this.#sum.head(slot), this.#sum.tail(slot), n);
    // Beyond 2^53 a whole quotient is written in full, and doubles cannot show whether it is whole.
    return Math.abs(quick) <= Number.MAX_SAFE_INTEGER
      ? String(quick)
      : ratioText(ratio(this.#sum.total(slot), BigInt(n)), this.#sum.rounded(slot));
  }

  number(slot: number): number {
    const n = this.#tally.of(slot);
    const quick = n === 0 ? NaN : quotient(this.#sum.head(slot), this.#sum.tail(slot), n);
    return Math.abs(quick) <= Number.MAX_SAFE_INTEGER ? quick : NaN;
  }

  save(slots: Int32Array): Saved {
    return { counts: this.#tally.save(slots), sums: this.#sum.save(slots) };
  }

  load(slots: Int32Array, saved: Saved): void {
    const { counts, sums } = record({ counts: anything, sums: anything })(saved);
    this.#tally.load(slots, counts);
    this.#sum.load(slots, sums);
  }
}

export const mean: AggregateEntry = {
  name: 'mean',
  form: 'mean(PATH)',
  doc: 'the arithmetic mean of the numbers at PATH, null without any',
  example: 'mean($.latency_ms)',
  takes: 'number',
  open(column, args) {
    noArguments(args, this.form);
    return new Mean(column);
  },
};

/** The double nearest to `(head + tail) / n`, where |tail| is at most half an ulp of head; NaN when it is not certain. */
function quotient(head: number, tail: number, n: number): number {
  if (tail === 0) return head / n;
  const q = head / n;
  // Out of this range the product below might overflow, or its error underflow.
  if (!(Math.abs(q) < 1e280 && Math.abs(q) > 1e-250)) return NaN;
  const product = q * n;
  // head − q·n is exact: the remainder of a correctly rounded division is a double.
  const remainder = head - product - twoProductError(q, n, product);
  const rest = remainder + tail;
  const correction = rest / n;
  // Ties are common where n is a power of two; but then nothing was lost until here, and one addition rounds once.
  if (rest - tail === remainder && rest - remainder === tail && divides(rest, n, correction)) return q + correction;
  const doubt = Math.abs(correction) * 2 ** -50 + Number.MIN_VALUE;
  const low = q + (correction - doubt);
  return low === q + (correction + doubt) ? low : NaN;
}

/** Whether `quotient` is exactly `x / n`; false as well where doubles are too small to show it. */
function divides(x: number, n: number, quotient: number): boolean {
  const product = quotient * n;
  return product === x && Math.abs(x) > 1e-250 && twoProductError(quotient, n, product) === 0;
}

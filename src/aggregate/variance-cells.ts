// What `variance` and `stddev` share: n, Σx and Σx², all exact, so that (n·Σx² − (Σx)²) / n(n − 1) may be taken as it
// stands in the books. With rounded sums that formula cancels to nonsense; with exact ones it is as good as any, and
// unlike Welford's recurrence it does not depend on the order of the events.
//
// x² of a double is a sum of two doubles, the rounded product and its error: Σx² is kept as the sum of both sums.
import type { Batch, NumberColumn } from '../model/batch.js';
import type { Saved } from '../model/saved.js';
import { anything, listOf } from '../model/shape.js';
import type { Cells } from './aggregate.js';
import { dyadic, plus, squared } from './dyadic.js';
import { ExactSum } from './exact-sum.js';
import { grown } from './grown.js';
import { twoProductError } from './two-product.js';
import { ratio, type Ratio } from './ratio.js';
import { ValueCount } from './value-count.js';

/** The variance of the sample (n − 1) over all slots, as exact fractions. */
export class VarianceCells implements Cells {
  readonly #column: number;
  readonly #written: (variance: Ratio, rounded: boolean) => string;
  readonly #tally = new ValueCount();
  readonly #sum = new ExactSum();
  readonly #products = new ExactSum();
  readonly #errors = new ExactSum();
  /** Of the batch at hand, by row: x² rounded, and what that lacks. */
  #product: Float64Array = new Float64Array(0);
  #error: Float64Array = new Float64Array(0);

  /** @param written the result as JSON text, of the exact variance; whether numbers had been rounded to integers before */
  constructor(column: number, written: (variance: Ratio, rounded: boolean) => string) {
    this.#column = column;
    this.#written = written;
  }

  ensure(capacity: number): void {
    this.#tally.ensure(capacity);
    for (const sum of this.#sums()) sum.ensure(capacity);
  }

  clear(slot: number): void {
    this.#tally.clear(slot);
    for (const sum of this.#sums()) sum.clear(slot);
  }

  add(slots: Int32Array, rows: Int32Array, count: number, batch: Batch): void {
    const column = batch.columns[this.#column] as NumberColumn;
    this.#product = grown(this.#product, batch.length);
    this.#error = grown(this.#error, batch.length);
    this.#tally.addNumbers(slots, rows, count, column);
    this.#sum.addColumn(slots, rows, count, column);
    for (let i = 0; i < count; i++) this.#square(slots[i]!, rows[i]!, column);
    this.#products.addValues(slots, rows, count, this.#product);
    this.#errors.addValues(slots, rows, count, this.#error);
  }

  merge(into: number, from: number): void {
    this.#tally.merge(into, from);
    for (const sum of this.#sums()) sum.merge(into, from);
  }

  text(slot: number): string {
    const n = this.#tally.of(slot);
    return n < 2 ? 'null' : this.#written(this.#variance(slot, BigInt(n)), this.#sum.rounded(slot));
  }

  save(slots: Int32Array): Saved {
    return [this.#tally.save(slots), ...this.#sums().map((sum) => sum.save(slots))];
  }

  load(slots: Int32Array, saved: Saved): void {
    const [counts, ...sums] = listOf(anything, 1 + this.#sums().length)(saved);
    this.#tally.load(slots, counts!);
    this.#sums().forEach((sum, i) => sum.load(slots, sums[i]!));
  }

  #sums(): readonly ExactSum[] {
    return [this.#sum, this.#products, this.#errors];
  }

  /** Leaves the two parts of x² at the row; a square that has no two parts among the doubles is added at once. */
  #square(slot: number, row: number, column: NumberColumn): void {
    const x = column.values[row]!;
    const size = Math.abs(x);
    const exact = column.exact?.get(row);
    const integer = exact === 'rounded' ? undefined : exact;
    const splits = (size > 1e-140 && size < 1e140) || size === 0;
    const product = splits && integer === undefined ? x * x : NaN;
    this.#product[row] = product;
    this.#error[row] = twoProductError(x, x, product);
    if (integer !== undefined) this.#products.addInteger(slot, integer * integer);
    else if (!splits && !Number.isNaN(x)) this.#products.addExactly(slot, squared(dyadic(x)));
  }

  #variance(slot: number, n: bigint): Ratio {
    const squares = plus(this.#products.total(slot), this.#errors.total(slot));
    const square = squared(this.#sum.total(slot));
    const scaled = { digits: n * squares.digits, exponent: squares.exponent };
    return ratio(plus(scaled, { digits: -square.digits, exponent: square.exponent }), n * (n - 1n));
  }
}

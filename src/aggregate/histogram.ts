// WHAT: `histogram(PATH, B1, B2, …)`: how many numbers are at most B1, how many of the others at most B2 …, and how many
// are above all bounds. Each number is in one bucket. Integers are compared exactly, however long.
//
// Holds: a count for each bucket. On merge: adds up. Cleared: with the slot.
import type { Batch, NumberColumn } from '../model/batch.js';
import { exactInteger } from '../text/canonical-json.js';
import { numberText } from '../text/number-text.js';
import { UsageError } from '../text/usage-error.js';
import type { Saved } from '../model/saved.js';
import { counts as countColumn } from '../model/shape.js';
import type { AggregateEntry, Cells } from './aggregate.js';
import { grown } from './grown.js';

type Bound = number | bigint;

class Histogram implements Cells {
  readonly #column: number;
  readonly #bounds: readonly Bound[];
  readonly #buckets: number;
  /** Of every slot, bucket by bucket. */
  #counts: Float64Array = new Float64Array(0);

  /** @param bounds in rising order */
  constructor(column: number, bounds: readonly Bound[]) {
    this.#column = column;
    this.#bounds = bounds;
    this.#buckets = bounds.length + 1;
  }

  ensure(capacity: number): void {
    this.#counts = grown(this.#counts, capacity * this.#buckets);
  }

  clear(slot: number): void {
    this.#of(slot).fill(0);
  }

  add(slots: Int32Array, rows: Int32Array, count: number, batch: Batch): void {
    const { values, exact } = batch.columns[this.#column] as NumberColumn;
    for (let i = 0; i < count; i++) {
      const more = exact?.get(rows[i]!);
      const x = typeof more === 'bigint' ? more : values[rows[i]!]!;
      if (x === x) this.#counts[slots[i]! * this.#buckets + this.#bucketOf(x)]! += 1;
    }
  }

  merge(into: number, from: number): void {
    const counts = this.#of(into);
    this.#of(from).forEach((count, bucket) => (counts[bucket]! += count));
  }

  text(slot: number): string {
    const buckets = Array.from(this.#of(slot), (count, i) => `{"le":${boundText(this.#bounds[i])},"count":${count}}`);
    return `[${buckets.join(',')}]`;
  }

  save(slots: Int32Array): Saved {
    const saved = new Float64Array(slots.length * this.#buckets);
    slots.forEach((slot, i) => {
      saved.set(this.#of(slot), i * this.#buckets);
    });
    return saved;
  }

  load(slots: Int32Array, saved: Saved): void {
    const counts = countColumn(slots.length * this.#buckets)(saved);
    slots.forEach((slot, i) => {
      this.#of(slot).set(counts.subarray(i * this.#buckets, (i + 1) * this.#buckets));
    });
  }

  #of(slot: number): Float64Array {
    return this.#counts.subarray(slot * this.#buckets, (slot + 1) * this.#buckets);
  }

  /** The first bucket whose bound x does not exceed, by halves. */
  #bucketOf(x: Bound): number {
    let [from, to] = [0, this.#bounds.length];
    while (from < to) {
      const middle = (from + to) >>> 1;
      if (x <= this.#bounds[middle]!) to = middle;
      else from = middle + 1;
    }
    return from;
  }
}

export const histogram: AggregateEntry = {
  name: 'histogram',
  form: 'histogram(PATH, B1, B2, …)',
  doc: 'how many numbers at PATH are up to B1, above that up to B2 …, and above all bounds: [{"le":B1,"count":…}, …, {"le":null,"count":…}]',
  example: 'histogram($.latency_ms, 10, 100, 1000)',
  takes: 'number',
  open(column, args) {
    if (args.length === 0) throw new UsageError('the bounds of the buckets are missing', this.form);
    const bounds = args.map((text) => boundOf(text, this.form));
    const at = bounds.findIndex((bound, i) => i > 0 && bound <= bounds[i - 1]!);
    if (at > 0)
      throw new UsageError(`the bound "${args[at]!}" is not above "${args[at - 1]!}", the one before`, this.form);
    return new Histogram(column, bounds);
  },
};

function boundOf(text: string, form: string): Bound {
  const isNumber = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/.test(text);
  const x = isNumber ? Number(text) : NaN;
  if (!Number.isFinite(x)) throw new UsageError(`the bound "${text}" is no number`, form);
  return Number.isInteger(x) && !Number.isSafeInteger(x) ? (exactInteger(text) ?? x) : x;
}

function boundText(bound: Bound | undefined): string {
  if (bound === undefined) return 'null';
  return typeof bound === 'bigint' ? bound.toString() : numberText(bound);
}

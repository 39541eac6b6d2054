// WHAT: `approx_distinct(PATH[, BITS])`: about how many different values there are, of a sketch (hyperloglog.ts) that does
// not grow with their number. Values are equal as for `distinct`.
//
// Holds: a sketch, from the first value on. On merge: the larger registers. Cleared: with the slot, released.
import type { Batch, TextColumn } from '../model/batch.js';
import { canonicalJson } from '../text/canonical-json.js';
import { UsageError } from '../text/usage-error.js';
import type { Saved } from '../model/saved.js';
import { anything, listOf, orNull } from '../model/shape.js';
import type { AggregateEntry, Cells } from './aggregate.js';
import { HyperLogLog } from './hyperloglog.js';
import { noArguments } from './no-more.js';

class ApproxDistinct implements Cells {
  readonly #column: number;
  readonly #bits: number;
  readonly #sketches: (HyperLogLog | undefined)[] = [];

  constructor(column: number, bits: number) {
    this.#column = column;
    this.#bits = bits;
  }

  ensure(capacity: number): void {
    while (this.#sketches.length < capacity) this.#sketches.push(undefined);
  }

  clear(slot: number): void {
    this.#sketches[slot] = undefined;
  }

  add(slots: Int32Array, rows: Int32Array, count: number, batch: Batch): void {
    const column = batch.columns[this.#column] as TextColumn;
    for (let i = 0; i < count; i++) {
      const text = column.text(rows[i]!);
      if (text !== undefined) this.#of(slots[i]!).add(canonicalJson(text));
    }
  }

  merge(into: number, from: number): void {
    const other = this.#sketches[from];
    if (other !== undefined) this.#of(into).merge(other);
  }

  text(slot: number): string {
    return String(this.number(slot));
  }

  number(slot: number): number {
    return Math.round(this.#sketches[slot]?.estimate() ?? 0);
  }

  save(slots: Int32Array): Saved {
    return Array.from(slots, (slot) => this.#sketches[slot]?.save() ?? null);
  }

  load(slots: Int32Array, saved: Saved): void {
    const all = listOf(orNull(anything), slots.length)(saved);
    slots.forEach((slot, i) => {
      this.#sketches[slot] = all[i] === null ? undefined : HyperLogLog.load(all[i]!, this.#bits);
    });
  }

  #of(slot: number): HyperLogLog {
    return (this.#sketches[slot] ??= new HyperLogLog(this.#bits));
  }
}

const [fewest, usual, most] = [4, 14, 18];

export const approxDistinct: AggregateEntry = {
  name: 'approx_distinct',
  form: 'approx_distinct(PATH[, BITS])',
  doc: 'about how many different values there are at PATH, of a sketch of 2^BITS bytes (HyperLogLog, 14 bits: standard error 0.8 %)',
  example: 'approx_distinct($.user)',
  takes: 'json',
  open(column, [bits, ...more]) {
    noArguments(more, this.form);
    return new ApproxDistinct(column, bitsOf(bits, this.form));
  },
};

function bitsOf(text: string | undefined, form: string): number {
  const bits = text === undefined ? usual : /^\d+$/.test(text) ? Number(text) : NaN;
  if (!(bits >= fewest && bits <= most))
    throw new UsageError(`the bits "${text ?? ''}" are no whole number from ${fewest} to ${most}`, form);
  return bits;
}

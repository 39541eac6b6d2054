// What `min` and `max` share: the smallest of the numbers, or of the numbers with their signs turned.
//
// Holds: `least`, the smallest value as a double, ∞ when there is none; an integer that no double holds stands in
// `integers` instead, and of a double that is an integer only because it was rounded the slot stands in `rounded`. On
// merge: the smaller one, of equal ones that which was not rounded. Cleared: with the slot.
import type { Batch, NumberColumn } from '../model/batch.js';
import { numberText } from '../text/number-text.js';
import { gather } from '../model/arrays.js';
import type { Saved } from '../model/saved.js';
import { below, bigint, doubles, listOf, record, since, tuple } from '../model/shape.js';
import type { Cells } from './aggregate.js';
import { grown } from './grown.js';

export class MinMax implements Cells {
  readonly #column: number;
  readonly #sign: 1 | -1;
  #least: Float64Array = new Float64Array(0);
  readonly #integers = new Map<number, bigint>();
  readonly #rounded = new Set<number>();

  /** @param sign 1 for the smallest, −1 for the largest */
  constructor(column: number, sign: 1 | -1) {
    this.#column = column;
    this.#sign = sign;
  }

  ensure(capacity: number): void {
    this.#least = grown(this.#least, capacity, Infinity);
  }

  clear(slot: number): void {
    this.#least[slot] = Infinity;
    if (this.#integers.size > 0) this.#integers.delete(slot);
    if (this.#rounded.size > 0) this.#rounded.delete(slot);
  }

  add(slots: Int32Array, rows: Int32Array, count: number, batch: Batch): void {
    const column = batch.columns[this.#column] as NumberColumn;
    const { exact, values } = column;
    if (exact !== undefined || this.#integers.size + this.#rounded.size > 0)
      this.#addExactly(slots, rows, count, column);
    else this.#addValues(slots, rows, count, values);
  }

  merge(into: number, from: number): void {
    this.#offer(into, this.#integers.get(from) ?? this.#least[from]!, this.#rounded.has(from));
  }

  text(slot: number): string {
    const integer = this.#integers.get(slot);
    if (integer !== undefined) return (BigInt(this.#sign) * integer).toString();
    const x = this.#least[slot]!;
    if (x === Infinity) return 'null';
    return this.#rounded.has(slot) ? String(this.#sign * x) : numberText(this.#sign * x);
  }

  number(slot: number): number {
    const x = this.#sign * this.#least[slot]!;
    return Math.abs(x) <= Number.MAX_SAFE_INTEGER ? x : NaN;
  }

  save(slots: Int32Array): Saved {
    const integers: [number, bigint][] = [];
    slots.forEach((slot, i) => {
      const integer = this.#integers.get(slot);
      if (integer !== undefined) integers.push([i, integer]);
    });
    const rounded = this.#rounded.size === 0 ? [] : [...slots.keys()].filter((i) => this.#rounded.has(slots[i]!));
    return { least: gather(this.#least, slots), integers, rounded };
  }

  load(slots: Int32Array, saved: Saved): void {
    const [one, length] = [below(slots.length), slots.length];
    // Checkpoints of earlier versions do not record which were rounded.
    const rounds = since(listOf(one), []);
    const shape = record({ least: doubles(length), integers: listOf(tuple(one, bigint)), rounded: rounds });
    const { least, integers, rounded } = shape(saved);
    slots.forEach((slot, i) => (this.#least[slot] = least[i]!));
    for (const [i, integer] of integers) this.#integers.set(slots[i]!, integer);
    for (const i of rounded) this.#rounded.add(slots[i]!);
  }

  #addValues(slots: Int32Array, rows: Int32Array, count: number, values: Float64Array): void {
    const least = this.#least;
    const sign = this.#sign;
    for (let i = 0; i < count; i++) {
      const x = sign * values[rows[i]!]!;
      // NaN is smaller than nothing.
      if (x < least[slots[i]!]!) least[slots[i]!] = x;
    }
  }

  #addExactly(slots: Int32Array, rows: Int32Array, count: number, { exact, values }: NumberColumn): void {
    for (let i = 0; i < count; i++) {
      const more = exact?.get(rows[i]!);
      const x = typeof more === 'bigint' ? BigInt(this.#sign) * more : this.#sign * values[rows[i]!]!;
      this.#offer(slots[i]!, x, more === 'rounded');
    }
  }

  /** Takes the number if it is smaller; the language compares big integers and doubles exactly. */
  #offer(slot: number, x: number | bigint, rounded: boolean): void {
    const integer = this.#integers.get(slot);
    const least = integer ?? this.#least[slot]!;
    if (!(x < least) && !(x === least && !rounded)) return;
    if (rounded) this.#rounded.add(slot);
    else this.#rounded.delete(slot);
    if (typeof x === 'bigint') {
      this.#integers.set(slot, x);
      this.#least[slot] = Infinity;
    } else {
      if (integer !== undefined) this.#integers.delete(slot);
      this.#least[slot] = x;
    }
  }
}

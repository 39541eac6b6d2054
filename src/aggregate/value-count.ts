// How many elements each slot has seen. Counts are doubles because a run may see more than 2^31 of them.
// Holds: the number of elements added. On merge: adds up. Cleared: with the slot.
import type { NumberColumn } from '../model/batch.js';
import { gather } from '../model/arrays.js';
import type { Saved } from '../model/saved.js';
import { counts } from '../model/shape.js';
import { grown } from './grown.js';

/** Counts over all slots. */
export class ValueCount {
  #counts: Float64Array = new Float64Array(0);

  ensure(capacity: number): void {
    this.#counts = grown(this.#counts, capacity);
  }

  clear(slot: number): void {
    this.#counts[slot] = 0;
  }

  of(slot: number): number {
    return this.#counts[slot]!;
  }

  /** Counts every row. */
  addAll(slots: Int32Array, count: number): void {
    const counts = this.#counts;
    for (let i = 0; i < count; i++) counts[slots[i]!]! += 1;
  }

  /** Counts the rows whose flag is 1. */
  addFlags(slots: Int32Array, rows: Int32Array, count: number, flags: Uint8Array): void {
    const counts = this.#counts;
    for (let i = 0; i < count; i++) counts[slots[i]!]! += flags[rows[i]!]!;
  }

  /** Counts the rows that have a number. */
  addNumbers(slots: Int32Array, rows: Int32Array, count: number, column: NumberColumn): void {
    const counts = this.#counts;
    const { exact, values } = column;
    for (let i = 0; i < count; i++) {
      const x = values[rows[i]!]!;
      if (x === x || exact?.has(rows[i]!) === true) counts[slots[i]!]! += 1;
    }
  }

  merge(into: number, from: number): void {
    this.#counts[into]! += this.#counts[from]!;
  }

  save(slots: Int32Array): Saved {
    return gather(this.#counts, slots);
  }

  load(slots: Int32Array, saved: Saved): void {
    const column = counts(slots.length)(saved);
    slots.forEach((slot, i) => (this.#counts[slot] = column[i]!));
  }
}

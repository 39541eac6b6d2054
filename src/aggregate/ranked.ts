// What `max_by` and `min_by` share: the values at PATH of the elements that have the largest, or smallest, numbers at BY;
// of equal numbers the first to arrive goes first. Integers are compared exactly, however long. An element without a
// value, or without a number, is skipped.
//
// Holds: up to N elements in their order, from the first one on. On merge: the first N of both. Cleared: with the slot.
import type { Batch, NumberColumn, TextColumn } from '../model/batch.js';
import type { Saved } from '../model/saved.js';
import { bigint, json, listOf, Misshapen, natural, real, record, type Shape } from '../model/shape.js';
import type { Cells } from './aggregate.js';

/** An element: its number with the sign that puts the foremost first, when it arrived, and its value. */
interface Ranked {
  readonly by: number | bigint;
  readonly ordinal: number;
  readonly text: string;
}

const numberShape: Shape<number | bigint> = (value) => (typeof value === 'bigint' ? bigint(value) : real(value));
const rankedShape = record<Ranked>({ by: numberShape, ordinal: natural, text: json });

export class RankedCells implements Cells {
  readonly #column: number;
  readonly #by: number;
  readonly #sign: 1 | -1;
  readonly #most: number;
  readonly #written: (texts: readonly string[]) => string;
  readonly #ranked: Ranked[][] = [];

  /**
   * @param columns of the values, and of the numbers
   * @param sign 1 for the smallest, −1 for the largest
   * @param most how many elements are kept
   * @param written the result, of the values in their order
   */
  constructor(
    columns: readonly [values: number, numbers: number],
    sign: 1 | -1,
    most: number,
    written: (texts: readonly string[]) => string,
  ) {
    [this.#column, this.#by] = columns;
    this.#sign = sign;
    this.#most = most;
    this.#written = written;
  }

  ensure(capacity: number): void {
    while (this.#ranked.length < capacity) this.#ranked.push([]);
  }

  clear(slot: number): void {
    this.#ranked[slot] = [];
  }

  add(slots: Int32Array, rows: Int32Array, count: number, batch: Batch, arrival: number): void {
    const column = batch.columns[this.#column] as TextColumn;
    const { values, exact } = batch.columns[this.#by] as NumberColumn;
    for (let i = 0; i < count; i++) {
      const row = rows[i]!;
      const more = exact?.get(row);
      const by = typeof more === 'bigint' ? BigInt(this.#sign) * more : this.#sign * values[row]!;
      const ranked = this.#ranked[slots[i]!]!;
      // The text is made last, because most elements are not among the foremost.
      if (by !== by || !this.#hasPlace(ranked, by, arrival + row)) continue;
      const text = column.text(row);
      if (text !== undefined) this.#insert(ranked, { by, ordinal: arrival + row, text });
    }
  }

  merge(into: number, from: number): void {
    const ranked = this.#ranked[into]!;
    for (const one of this.#ranked[from]!) {
      if (!this.#hasPlace(ranked, one.by, one.ordinal)) return;
      this.#insert(ranked, one);
    }
  }

  text(slot: number): string {
    return this.#written(this.#ranked[slot]!.map(({ text }) => text));
  }

  save(slots: Int32Array): Saved {
    return Array.from(slots, (slot) => this.#ranked[slot]!.map((one) => ({ ...one })));
  }

  load(slots: Int32Array, saved: Saved): void {
    const all = listOf(listOf(rankedShape), slots.length)(saved);
    slots.forEach((slot, i) => {
      const ranked = all[i]!;
      const rises = ranked.every((one, j) => j === 0 || precedes(ranked[j - 1]!.by, ranked[j - 1]!.ordinal, one));
      if (!rises || ranked.length > this.#most) throw new Misshapen('elements in their order');
      this.#ranked[slot] = ranked.map(({ by, ordinal, text }) => ({ by, ordinal, text }));
    });
  }

  #hasPlace(ranked: readonly Ranked[], by: number | bigint, ordinal: number): boolean {
    return ranked.length < this.#most || precedes(by, ordinal, ranked.at(-1)!);
  }

  /** Into its place, found by halves; there is one. */
  #insert(ranked: Ranked[], one: Ranked): void {
    let [from, to] = [0, ranked.length];
    while (from < to) {
      const middle = (from + to) >>> 1;
      if (precedes(one.by, one.ordinal, ranked[middle]!)) to = middle;
      else from = middle + 1;
    }
    ranked.splice(from, 0, one);
    if (ranked.length > this.#most) ranked.pop();
  }
}

/** Whether an element with this number, which arrived then, goes before the other. */
function precedes(by: number | bigint, ordinal: number, other: Ranked): boolean {
  return by < other.by || (by <= other.by && ordinal < other.ordinal);
}

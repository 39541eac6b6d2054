// What `quantile`, `median` and `p95` share: the value at a place among the sorted numbers, linear between two of them.
// The interpolation is exact and rounded once, so the digits depend neither on the order of the events nor on a formula.
//
// Holds: every number, from the first one on. On merge: those of both. Cleared: with the slot, released.
import type { Batch, NumberColumn } from '../model/batch.js';
import type { Saved } from '../model/saved.js';
import { anything, listOf, orNull } from '../model/shape.js';
import type { Cells } from './aggregate.js';
import { plus, times } from './dyadic.js';
import { rankOf, type Rank } from './fraction.js';
import { ratio, ratioText, type Ratio } from './ratio.js';
import { exactly, seenText, SortedNumbers } from './sorted-numbers.js';

export class QuantileCells implements Cells {
  readonly #column: number;
  readonly #fraction: Ratio;
  readonly #numbers: (SortedNumbers | undefined)[] = [];

  /** @param fraction from 0, the smallest number, to 1, the largest */
  constructor(column: number, fraction: Ratio) {
    this.#column = column;
    this.#fraction = fraction;
  }

  ensure(capacity: number): void {
    while (this.#numbers.length < capacity) this.#numbers.push(undefined);
  }

  clear(slot: number): void {
    this.#numbers[slot] = undefined;
  }

  add(slots: Int32Array, rows: Int32Array, count: number, batch: Batch): void {
    const column = batch.columns[this.#column] as NumberColumn;
    for (let i = 0; i < count; i++) this.#of(slots[i]!).addRow(column, rows[i]!);
  }

  merge(into: number, from: number): void {
    const other = this.#numbers[from];
    if (other !== undefined) this.#of(into).addAll(other);
  }

  text(slot: number): string {
    const numbers = this.#numbers[slot];
    const count = numbers?.count ?? 0;
    return count === 0 ? 'null' : between(numbers!, rankOf(this.#fraction, count));
  }

  save(slots: Int32Array): Saved {
    return Array.from(slots, (slot) => this.#numbers[slot]?.save() ?? null);
  }

  load(slots: Int32Array, saved: Saved): void {
    const all = listOf(orNull(anything), slots.length)(saved);
    slots.forEach((slot, i) => (this.#numbers[slot] = all[i] === null ? undefined : SortedNumbers.load(all[i]!)));
  }

  #of(slot: number): SortedNumbers {
    return (this.#numbers[slot] ??= new SortedNumbers());
  }
}

function between(numbers: SortedNumbers, { index, rest, over }: Rank): string {
  const low = numbers.at(index);
  if (rest === 0n) return seenText(low);
  const high = numbers.at(index + 1);
  const sum = plus(times(exactly(low), over - rest), times(exactly(high), rest));
  return ratioText(ratio(sum, over), low.rounded || high.rounded);
}

// All the numbers that a cell has seen, and the one that stands at a place in their order. Doubles are kept as doubles,
// 8 bytes each; integers that no double holds, and doubles that are integers only by rounding, stand apart.
import type { NumberColumn } from '../model/batch.js';
import type { Saved } from '../model/saved.js';
import { bigint, doubles, listOf, record } from '../model/shape.js';
import { numberText } from '../text/number-text.js';
import { dyadic, type Dyadic } from './dyadic.js';

/** A number as it was seen. */
export interface Seen {
  readonly value: number | bigint;
  /** It was no integer until it became a double. */
  readonly rounded: boolean;
}

interface SavedNumbers {
  readonly doubles: Float64Array;
  readonly integers: readonly bigint[];
  readonly rounded: Float64Array;
}

const shape = record<SavedNumbers>({ doubles: doubles(), integers: listOf(bigint), rounded: doubles() });

/** Of one slot. */
export class SortedNumbers {
  #doubles: Float64Array = new Float64Array(4);
  #count = 0;
  #sorted = true;
  readonly #others: Seen[] = [];

  get count(): number {
    return this.#count + this.#others.length;
  }

  /** Takes the number of a row; a row that has none is skipped. */
  addRow({ values, exact }: NumberColumn, row: number): void {
    const more = exact?.get(row);
    if (more === undefined) this.#add(values[row]!);
    else if (more === 'rounded') this.#others.push({ value: values[row]!, rounded: true });
    else this.#others.push({ value: more, rounded: false });
  }

  addAll(other: SortedNumbers): void {
    for (const value of other.#seen()) this.#add(value);
    this.#others.push(...other.#others);
  }

  /** The number at this place, from 0, in rising order; there are more than `index`. */
  at(index: number): Seen {
    if (this.#others.length > 0) return this.#inOrder()[index]!;
    if (!this.#sorted) this.#seen().sort();
    this.#sorted = true;
    return { value: this.#doubles[index]!, rounded: false };
  }

  save(): Saved {
    const { integers, rounded } = apart(this.#others);
    return { doubles: this.#seen().slice(), integers, rounded: Float64Array.from(rounded) };
  }

  /** @throws Misshapen */
  static load(saved: Saved): SortedNumbers {
    const { doubles, integers, rounded } = shape(saved);
    const numbers = new SortedNumbers();
    for (const value of doubles) numbers.#add(value);
    numbers.#others.push(
      ...integers.map((value) => ({ value, rounded: false })),
      ...Array.from(rounded, (value) => ({ value, rounded: true })),
    );
    return numbers;
  }

  #add(value: number): void {
    if (Number.isNaN(value)) return;
    if (this.#count === this.#doubles.length) {
      const wider = new Float64Array(2 * this.#count);
      wider.set(this.#doubles);
      this.#doubles = wider;
    }
    this.#doubles[this.#count++] = value;
    this.#sorted = false;
  }

  #seen(): Float64Array {
    return this.#doubles.subarray(0, this.#count);
  }

  /** Of equal numbers the rounded ones come last, so that the order is one. */
  #inOrder(): readonly Seen[] {
    const all: Seen[] = [...Array.from(this.#seen(), (value) => ({ value, rounded: false })), ...this.#others];
    return all.sort((a, b) => (a.value < b.value ? -1 : a.value > b.value ? 1 : Number(a.rounded) - Number(b.rounded)));
  }
}

/** JSON text of a number that was seen. */
export function seenText({ value, rounded }: Seen): string {
  if (typeof value === 'bigint') return value.toString();
  return rounded ? String(value) : numberText(value);
}

/** It, exactly. */
export function exactly({ value }: Seen): Dyadic {
  return typeof value === 'bigint' ? { digits: value, exponent: 0 } : dyadic(value);
}

function apart(others: readonly Seen[]): { readonly integers: bigint[]; readonly rounded: number[] } {
  const [integers, rounded]: [bigint[], number[]] = [[], []];
  for (const { value } of others) {
    if (typeof value === 'bigint') integers.push(value);
    else rounded.push(value);
  }
  return { integers, rounded };
}

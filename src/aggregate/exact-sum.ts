// Sums without rounding (SPEC §2 "Aggregates"). Real addition does not care for order, so an exact sum is the same
// however the events were cut into chunks, threads, merged sessions or resumed runs; it is rounded once, when written.
//
// Invariant: the sum of a slot is `lanes[2s] + lanes[2s + 1] + residues[s]`, exactly. Knuth's TwoSum splits each
// addition into the rounded sum and its error, both doubles: the first lane takes the value, the second the first
// lane's error, and what the second cannot hold either (rare: values more than 2^50 apart) goes to the residue.
// Holds: Σ of the values, and whether one of them had been rounded to an integer before. On merge: adds up. Cleared: with
// the slot.
import type { Exact, NumberColumn } from '../model/batch.js';
import { numberText } from '../text/number-text.js';
import type { Saved } from '../model/saved.js';
import { below, bigint, doubles, listOf, Misshapen, real, record, type Shape, since, tuple } from '../model/shape.js';
import { dyadic, plus, type Dyadic } from './dyadic.js';
import { grown } from './grown.js';
import { ratio, ratioText } from './ratio.js';

/** How an exact sum is put aside; a residue stands with the index of its slot among those saved. */
interface SavedSum {
  readonly firsts: Float64Array;
  readonly seconds: Float64Array;
  readonly residues: readonly (readonly [index: number, digits: bigint, exponent: number])[];
  /** Which of the slots saved are `rounded`; checkpoints of earlier versions do not record it. */
  readonly rounded: readonly number[];
}

/** Of a power of two that is a factor of a double, or of a square of one. */
const exponentShape: Shape<number> = (value) => {
  const exponent = real(value);
  if (!Number.isInteger(exponent) || Math.abs(exponent) > 10_000) throw new Misshapen('an exponent');
  return exponent;
};

/** Exact sums over all slots: what `sum`, `mean`, `variance` and `stddev` are made of. */
export class ExactSum {
  #lanes: Float64Array = new Float64Array(0);
  readonly #residues = new Map<number, Dyadic>();
  readonly #rounded = new Set<number>();

  ensure(capacity: number): void {
    this.#lanes = grown(this.#lanes, 2 * capacity);
  }

  clear(slot: number): void {
    this.#lanes[2 * slot] = 0;
    this.#lanes[2 * slot + 1] = 0;
    if (this.#residues.size > 0) this.#residues.delete(slot);
    if (this.#rounded.size > 0) this.#rounded.delete(slot);
  }

  /** Adds `column` at `rows[i]` to slot `slots[i]`; rows without a number are skipped. */
  addColumn(slots: Int32Array, rows: Int32Array, count: number, column: NumberColumn): void {
    const { exact, values } = column;
    if (exact === undefined) this.addValues(slots, rows, count, values);
    else this.#addMixed(slots, rows, count, values, exact);
  }

  /**
   * Adds `values[rows[i]]` to slot `slots[i]`; NaN is skipped. `addNumber` written out, because every sum runs through
   * this loop: 3 ns a row; with values so far apart that each leaves a residue, 120 ns.
   */
  addValues(slots: Int32Array, rows: Int32Array, count: number, values: Float64Array): void {
    const lanes = this.#lanes;
    for (let i = 0; i < count; i++) {
      const x = values[rows[i]!]!;
      if (x !== x) continue;
      const at = 2 * slots[i]!;
      const first = lanes[at]!;
      const sum = first + x;
      const added = sum - first;
      const error = first - (sum - added) + (x - added);
      const second = lanes[at + 1]!;
      const carry = second + error;
      const carried = carry - second;
      // NaN when anything overflowed; then nothing has been written yet.
      if (second - (carry - carried) + (error - carried) === 0) {
        lanes[at] = sum;
        lanes[at + 1] = carry;
      } else this.addNumber(slots[i]!, x);
    }
  }

  /** Adds one finite number. */
  addNumber(slot: number, x: number): void {
    const first = this.#lanes[2 * slot]!;
    const second = this.#lanes[2 * slot + 1]!;
    const carry = sumError(first, x);
    const rest = sumError(second, carry);
    // Near the largest double an addition overflows: the lanes stay as they are.
    if (!Number.isFinite(rest)) this.addExactly(slot, dyadic(x));
    else {
      this.#lanes[2 * slot] = first + x;
      this.#lanes[2 * slot + 1] = second + carry;
      if (rest !== 0) this.addExactly(slot, dyadic(rest));
    }
  }

  /** Adds an integer of any size: as a few doubles, of which each takes the leading 53 bits of what is left. */
  addInteger(slot: number, integer: bigint): void {
    let rest = integer;
    for (let x = Number(rest); x !== 0 && Number.isFinite(x); x = Number(rest)) {
      this.addNumber(slot, x);
      rest -= BigInt(x);
    }
    if (rest !== 0n) this.addExactly(slot, { digits: rest, exponent: 0 });
  }

  /** Adds to the residue. */
  addExactly(slot: number, value: Dyadic): void {
    const residue = this.#residues.get(slot);
    const sum = residue === undefined ? value : plus(residue, value);
    if (sum.digits === 0n) this.#residues.delete(slot);
    else this.#residues.set(slot, sum);
  }

  merge(into: number, from: number): void {
    const [first, second] = [this.#lanes[2 * from]!, this.#lanes[2 * from + 1]!];
    const residue = this.#residues.get(from);
    this.addNumber(into, first);
    this.addNumber(into, second);
    if (residue !== undefined) this.addExactly(into, residue);
    if (this.#rounded.has(from)) this.#rounded.add(into);
  }

  /** The sum. */
  total(slot: number): Dyadic {
    const lanes = plus(dyadic(this.#lanes[2 * slot]!), dyadic(this.#lanes[2 * slot + 1]!));
    const residue = this.#residues.get(slot);
    return residue === undefined ? lanes : plus(lanes, residue);
  }

  /** The sum rounded to the nearest double; NaN when that takes more than an addition (see `total`). */
  head(slot: number): number {
    if (this.#residues.size > 0 && this.#residues.has(slot)) return NaN;
    const sum = this.#lanes[2 * slot]! + this.#lanes[2 * slot + 1]!;
    return Number.isFinite(sum) ? sum : NaN;
  }

  /** What `head` lacks of the sum, exactly; NaN when it takes more than a double. */
  tail(slot: number): number {
    return sumError(this.#lanes[2 * slot]!, this.#lanes[2 * slot + 1]!);
  }

  /**
   * Whether a number of 2^52 or more was added that was no integer until it became a double: then no result is an
   * integer for certain, and digits beyond those of a double would only look exact.
   */
  rounded(slot: number): boolean {
    return this.#rounded.size > 0 && this.#rounded.has(slot);
  }

  /** JSON text of the sum: in full when it is an integer, else the nearest double as JavaScript writes it. */
  text(slot: number): string {
    const head = this.head(slot);
    const tail = this.tail(slot);
    const rounded = this.rounded(slot);
    if (Number.isNaN(head) || Number.isNaN(tail)) return ratioText(ratio(this.total(slot), 1n), rounded);
    if (rounded) return String(head);
    if (tail === 0) return numberText(head);
    // A tail is smaller than the last digit of its head: the sum is whole when and only when the tail is.
    return Number.isInteger(tail) ? (BigInt(head) + BigInt(tail)).toString() : String(head);
  }

  /** The sum as a number, where that and `text` are the same; NaN where they may not be. */
  number(slot: number): number {
    const head = this.head(slot);
    return this.tail(slot) === 0 && Math.abs(head) <= Number.MAX_SAFE_INTEGER ? head : NaN;
  }

  save(slots: Int32Array): Saved {
    const lanes = this.#lanes;
    const [firsts, seconds] = [new Float64Array(slots.length), new Float64Array(slots.length)];
    const residues: [number, bigint, number][] = [];
    for (let i = 0; i < slots.length; i++) {
      const slot = slots[i]!;
      firsts[i] = lanes[2 * slot]!;
      seconds[i] = lanes[2 * slot + 1]!;
      const residue = this.#residues.size > 0 ? this.#residues.get(slot) : undefined;
      if (residue !== undefined) residues.push([i, residue.digits, residue.exponent]);
    }
    const rounded = this.#rounded.size === 0 ? [] : [...slots.keys()].filter((i) => this.#rounded.has(slots[i]!));
    return { firsts, seconds, residues, rounded };
  }

  load(slots: Int32Array, saved: Saved): void {
    const lane = doubles(slots.length);
    const one = below(slots.length);
    const residue = tuple(one, bigint, exponentShape);
    const rounds = since(listOf(one), []);
    const shape = record<SavedSum>({ firsts: lane, seconds: lane, residues: listOf(residue), rounded: rounds });
    const { firsts, seconds, residues, rounded } = shape(saved);
    slots.forEach((slot, i) => {
      this.#lanes[2 * slot] = firsts[i]!;
      this.#lanes[2 * slot + 1] = seconds[i]!;
    });
    for (const [i, digits, exponent] of residues) this.#residues.set(slots[i]!, { digits, exponent });
    for (const i of rounded) this.#rounded.add(slots[i]!);
  }

  #addMixed(
    slots: Int32Array,
    rows: Int32Array,
    count: number,
    values: Float64Array,
    exact: ReadonlyMap<number, Exact>,
  ): void {
    for (let i = 0; i < count; i++) {
      const more = exact.get(rows[i]!);
      const x = values[rows[i]!]!;
      if (typeof more === 'bigint') this.addInteger(slots[i]!, more);
      else if (!Number.isNaN(x)) this.addNumber(slots[i]!, x);
      if (more === 'rounded') this.#rounded.add(slots[i]!);
    }
  }
}

/** What `a + b` loses by rounding (Knuth's TwoSum): exact for all doubles unless something overflows, then NaN. */
function sumError(a: number, b: number): number {
  const sum = a + b;
  const added = sum - a;
  return a - (sum - added) + (b - added);
}

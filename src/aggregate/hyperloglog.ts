// A sketch of how many different values there are: HyperLogLog (Flajolet, Fusy, Gandouet and Meunier, AofA 2007) over
// hashes of 64 bits, with the estimator of Ertl (arXiv:1702.01284, §4), which needs no tables and no thresholds between
// small and large counts. The estimate depends on the registers alone, and merging takes the larger of two registers:
// exact, whatever the order.
//
// Few values leave few registers with anything in them: until 1/32 of them have, they stand in a map.
import type { Saved } from '../model/saved.js';
import { bytes, integers, Misshapen, record } from '../model/shape.js';
import { hash, type Hash } from './hash.js';

const hashed: Hash = { high: 0, low: 0 };

/** Of one slot. Standard error: 1.04 / √(2^bits). */
export class HyperLogLog {
  readonly #bits: number;
  #few: Map<number, number> | undefined = new Map();
  #registers: Uint8Array = new Uint8Array(0);

  /** @param bits 4 to 18: the registers are 2^bits */
  constructor(bits: number) {
    this.#bits = bits;
  }

  add(text: string): void {
    hash(text, hashed);
    const { high, low } = hashed;
    const rest = (high << this.#bits) | (low >>> (32 - this.#bits));
    const zeros = rest === 0 ? 32 + Math.min(Math.clz32(low << this.#bits), 32 - this.#bits) : Math.clz32(rest);
    this.#raise(high >>> (32 - this.#bits), zeros + 1);
  }

  merge(other: HyperLogLog): void {
    if (other.#few !== undefined) for (const [register, rank] of other.#few) this.#raise(register, rank);
    else other.#registers.forEach((rank, register) => rank > 0 && this.#raise(register, rank));
  }

  /** About how many different texts were added. */
  estimate(): number {
    const size = 2 ** this.#bits;
    const most = 64 - this.#bits;
    const counts = this.#ranks(most);
    let sum = size * tau(1 - counts[most + 1]! / size);
    for (let rank = most; rank >= 1; rank--) sum = 0.5 * (sum + counts[rank]!);
    sum += size * sigma(counts[0]! / size);
    return size ** 2 / (2 * Math.LN2 * sum);
  }

  save(): Saved {
    if (this.#few === undefined) return this.#registers.slice();
    const places = Int32Array.from(this.#few.keys()).sort();
    return { places, ranks: Uint8Array.from(places, (register) => this.#few!.get(register)!) };
  }

  /** @throws Misshapen */
  static load(saved: Saved, bits: number): HyperLogLog {
    const sketch = new HyperLogLog(bits);
    const most = 65 - bits;
    const raise = (rank: number, register: number): void => {
      if (rank > most) throw new Misshapen('a rank');
      if (rank > 0) sketch.#raise(register, rank);
    };
    if (saved instanceof Uint8Array) bytes(2 ** bits)(saved).forEach(raise);
    else {
      const { places } = record({ places: integers(undefined, 0, 2 ** bits) })(saved);
      const { ranks } = record({ ranks: bytes(places.length) })(saved);
      ranks.forEach((rank, i) => raise(rank, places[i]!));
    }
    return sketch;
  }

  #raise(register: number, rank: number): void {
    if (this.#few === undefined) {
      if (rank > this.#registers[register]!) this.#registers[register] = rank;
      return;
    }
    if (rank > (this.#few.get(register) ?? 0)) this.#few.set(register, rank);
    if (this.#few.size > 2 ** this.#bits / 32) this.#widen(this.#few);
  }

  #widen(few: ReadonlyMap<number, number>): void {
    this.#registers = new Uint8Array(2 ** this.#bits);
    for (const [register, rank] of few) this.#registers[register] = rank;
    this.#few = undefined;
  }

  /** How many registers have each rank, 0 to `most` + 1. */
  #ranks(most: number): Float64Array {
    const counts = new Float64Array(most + 2);
    const ranks = this.#few?.values() ?? this.#registers;
    for (const rank of ranks) counts[rank]!++;
    if (this.#few !== undefined) counts[0] = 2 ** this.#bits - this.#few.size;
    return counts;
  }
}

/** Σ x^(2^k) 2^(k−1) + x, k from 1 on: what registers without anything give. ∞ at 1. */
function sigma(x: number): number {
  if (x === 1) return Infinity;
  let [sum, power, factor] = [x, x, 1];
  for (let last = NaN; sum !== last;) {
    power *= power;
    last = sum;
    sum += power * factor;
    factor += factor;
  }
  return sum;
}

/** (1 − x − Σ (1 − x^(2^−k))² 2^(−k)) / 3, k from 1 on: what registers at their limit give. */
function tau(x: number): number {
  if (x === 0 || x === 1) return 0;
  let [rest, root, factor] = [1 - x, x, 1];
  for (let last = NaN; rest !== last;) {
    root = Math.sqrt(root);
    last = rest;
    factor *= 0.5;
    rest -= (1 - root) ** 2 * factor;
  }
  return rest / 3;
}

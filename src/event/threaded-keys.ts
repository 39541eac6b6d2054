// The keys of one file as one pair of hands numbers them, in the numbers of the run. Those are given out as the batches
// are taken, row by row, so that they are the same as if there were one thread (SPEC §2 `--threads`).
import type { KeyTable } from './key-table.js';

const unknown = -1;

export class KeyNumbers {
  readonly #keys: KeyTable;
  readonly #width: number;
  /** The hands' number → the run's. */
  #numbers: number[] = [];
  /** The values of keys that have no number of the run yet. */
  readonly #waiting = new Map<number, readonly string[]>();

  /** @param width parts of a key */
  constructor(keys: KeyTable, width: number) {
    this.#keys = keys;
    this.#width = width;
  }

  /** The hands saw these keys next: all parts of one as written, then of the next. */
  learn(parts: readonly string[]): void {
    for (let at = 0; at < parts.length; at += this.#width) {
      this.#waiting.set(this.#numbers.push(unknown) - 1, parts.slice(at, at + this.#width));
    }
  }

  /** Puts the run's numbers in place of the hands'; −1, a row that was filtered out, stays −1. */
  translate(keys: Int32Array): Int32Array {
    const numbers = this.#numbers;
    for (let row = 0; row < keys.length; row++) {
      const key = keys[row]!;
      if (key < 0) continue;
      const number = key < numbers.length ? numbers[key]! : unknown;
      keys[row] = number === unknown ? this.#meet(key) : number;
    }
    return keys;
  }

  /** A key that the run sees for the first time, as far as these hands know. */
  #meet(key: number): number {
    const number = this.#keys.intern(this.#waiting.get(key) ?? []);
    this.#waiting.delete(key);
    this.#numbers[key] = number;
    return number;
  }
}

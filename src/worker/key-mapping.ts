// The keys of one file as one decoder numbers them, mapped to the numbers of the run. Those follow the order in which
// batches are taken, row by row, so that they are the same as with one thread (SPEC §2 `--threads`). A decoder numbers
// spellings: which of them are the same key is found out once, by the run.
import type { Keys, KeyTable } from '../event/key-table.js';

const unknown = -1;

/** The keys of one file for one decoder, which sends them once and may forget them. */
export class LocalKeys implements Keys {
  generation = 0;
  /** Spellings that `intern` was called with. */
  readonly #numbers = new Map<string, number>();
  #size = 0;
  #unsent: string[] = [];

  intern(texts: readonly (string | undefined)[]): number {
    const spelling = texts.length === 1 ? (texts[0] ?? 'null') : texts.join('\n');
    const known = this.#numbers.get(spelling);
    if (known !== undefined) return known;
    this.#numbers.set(spelling, this.#size);
    return this.internOnce(texts);
  }

  internOnce(texts: readonly (string | undefined)[]): number {
    for (const text of texts) this.#unsent.push(text ?? 'null');
    return this.#size++;
  }

  /** Numbers begin at 0 again. Only when all keys were sent. */
  forget(): void {
    this.generation++;
    this.#numbers.clear();
    this.#size = 0;
  }

  /** The values of keys not sent yet, as written: all parts of one, then of the next; undefined: there are none. */
  tell(): readonly string[] | undefined {
    const unsent = this.#unsent;
    if (unsent.length === 0) return undefined;
    this.#unsent = [];
    return unsent;
  }
}

export class KeyMapping {
  readonly #keys: KeyTable;
  readonly #width: number;
  /** The decoder's number → the run's. */
  #numbers = new Int32Array(1024);
  #size = 0;
  /** The values of the decoder's keys, all parts of one, then of the next; the run's own texts once it has them too. */
  readonly #parts: string[] = [];
  /** The generation of the run's keys when this began, and that of the numbers that are known. */
  readonly #begun: number;
  #generation: number;

  /** @param width parts of a key */
  constructor(keys: KeyTable, width: number) {
    this.#keys = keys;
    this.#width = width;
    this.#begun = this.#generation = keys.generation;
  }

  /** The run has forgotten keys since this began: the decoder may forget its own, and number from 0 again. */
  get outlived(): boolean {
    return this.#begun !== this.#keys.generation;
  }

  /** Takes the next keys of the decoder: all parts of one as written, then of the next; undefined: there are none. */
  learn(parts: readonly string[] | undefined): void {
    if (parts === undefined) return;
    for (const part of parts) this.#parts.push(part);
    const size = this.#width === 0 ? 0 : this.#parts.length / this.#width;
    if (size > this.#numbers.length) {
      const numbers = new Int32Array(2 * size);
      numbers.set(this.#numbers);
      this.#numbers = numbers;
    }
    this.#numbers.fill(unknown, this.#size, size);
    this.#size = size;
  }

  /** Puts the run's numbers in place of the decoder's; −1, a row that was filtered out, stays −1. */
  translate(keys: Int32Array): Int32Array {
    this.#forget();
    const numbers = this.#numbers;
    const size = this.#size;
    for (let row = 0; row < keys.length; row++) {
      const key = keys[row]!;
      if (key < 0) continue;
      const number = key < size ? numbers[key]! : unknown;
      keys[row] = number === unknown ? this.#meet(key) : number;
    }
    return keys;
  }

  /** The run has forgotten keys: which of them these are is not known here. */
  #forget(): void {
    if (this.#generation === this.#keys.generation) return;
    this.#generation = this.#keys.generation;
    this.#numbers.fill(unknown, 0, this.#size);
  }

  /** The run's number of a key that has none here yet. */
  #meet(key: number): number {
    const from = key * this.#width;
    const number = this.#keys.intern(this.#parts.slice(from, from + this.#width));
    if (key < this.#size) this.#numbers[key] = number;
    for (let i = 0; i < this.#width; i++) this.#parts[from + i] = this.#keys.part(number, i);
    return number;
  }
}

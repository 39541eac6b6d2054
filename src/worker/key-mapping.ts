// The keys of one file as one decoder numbers them, mapped to the numbers of the run. Those follow the order in which
// batches are taken, row by row, so that they are the same as with one thread (SPEC §2 `--threads`). A decoder numbers
// spellings: which of them are the same key is found out once, by the run.
import { longer } from '../model/arrays.js';
import type { Keys, KeyTable } from '../event/key-table.js';
import { KeyNumbers } from '../event/key-numbers.js';
import { KeyTuples } from '../event/key-tuples.js';

const unknown = -1;
/** In place of a number that is being asked for. */
const asked = -2;

/** What is new of the keys of a decoder, in the order of their numbers. */
export interface NewKeys {
  /** Texts of values as they were written; keys themselves where a key is one value. */
  readonly texts: readonly string[];
  /** Keys of several values: the numbers of all values of one, then of the next. */
  readonly tuples: Int32Array;
}

/** The keys of one file for one decoder, which sends them once and may forget them. */
export class LocalKeys implements Keys {
  generation = 0;
  readonly #width: number;
  /** Spellings that `intern` was called with. */
  readonly #numbers = new Map<string, number>();
  #size = 0;
  readonly #values = new KeyNumbers();
  readonly #tuples: KeyTuples;
  readonly #tuple: Int32Array;
  #unsent: string[] = [];
  /** Tuples that were sent. */
  #sent = 0;

  /** @param width values of a key */
  constructor(width: number) {
    this.#width = width;
    this.#tuples = new KeyTuples(width, this.#values);
    this.#tuple = new Int32Array(width);
  }

  intern(texts: readonly (string | undefined)[]): number {
    if (this.#width === 1) return this.#intern(texts[0] ?? 'null');
    for (let i = 0; i < texts.length; i++) this.#tuple[i] = this.#intern(texts[i] ?? 'null');
    return this.#tuples.intern(this.#tuple, 0);
  }

  internText(text: string): number {
    this.#unsent.push(text);
    return this.#size++;
  }

  internRows(rows: Int32Array, from: number, to: number): void {
    this.#tuples.internRows(rows, from, to);
  }

  /** Numbers begin at 0 again. Only when all keys were sent. */
  forget(): void {
    this.generation++;
    this.#numbers.clear();
    this.#size = this.#sent = 0;
    this.#tuples.clear();
  }

  /** The keys not sent yet; undefined: there are none. */
  tell(): NewKeys | undefined {
    const texts = this.#unsent;
    const { end } = this.#tuples.numbers;
    if (texts.length === 0 && end === this.#sent) return undefined;
    this.#unsent = [];
    const tuples = this.#tuples.slice(this.#sent, end);
    this.#sent = end;
    return { texts, tuples };
  }

  #intern(text: string): number {
    const known = this.#numbers.get(text);
    if (known !== undefined) return known;
    const number = this.internText(text);
    this.#numbers.set(text, number);
    return number;
  }
}

export class KeyMapping {
  readonly #keys: KeyTable;
  readonly #width: number;
  readonly #texts: string[] = [];
  /** The decoder's numbers → the run's: of texts, and of keys; where a key is one value they are the same. */
  readonly #values = new NumberMapping();
  readonly #numbers: NumberMapping;
  /** The decoder's tuples. */
  #tuples = new Int32Array(0);
  /** The generation of the run's keys when this began, and that of the numbers that are known. */
  readonly #begun: number;
  #generation: number;

  /** @param width values of a key */
  constructor(keys: KeyTable, width: number) {
    this.#keys = keys;
    this.#width = width;
    this.#numbers = width === 1 ? this.#values : new NumberMapping();
    this.#begun = this.#generation = keys.generation;
  }

  /** The run has forgotten keys since this began: the decoder may forget its own, and number from 0 again. */
  get outlived(): boolean {
    return this.#begun !== this.#keys.generation;
  }

  /** Takes the next keys of the decoder; undefined: there are none. */
  learn(keys: NewKeys | undefined): void {
    if (keys === undefined) return;
    for (const text of keys.texts) this.#texts.push(text);
    this.#values.extend(this.#texts.length);
    if (this.#width === 1) return;
    const size = this.#numbers.size * this.#width;
    this.#tuples = extended(this.#tuples, size, keys.tuples);
    this.#numbers.extend(this.#width === 0 ? 1 : (size + keys.tuples.length) / this.#width);
  }

  /** Puts the run's numbers in place of the decoder's; −1, a row that was filtered out, stays −1. */
  translate(keys: Int32Array): Int32Array {
    this.#forget();
    if (this.#width !== 1) this.#meetTuples(keys);
    const { numbers } = this.#numbers;
    for (let row = 0; row < keys.length; row++) {
      const key = keys[row]!;
      if (key < 0) continue;
      const number = numbers[key]!;
      keys[row] = number === unknown ? this.#value(key) : number;
    }
    return keys;
  }

  /** The run has forgotten keys: which of them these are is not known here. */
  #forget(): void {
    if (this.#generation === this.#keys.generation) return;
    this.#generation = this.#keys.generation;
    this.#values.forget();
    this.#numbers.forget();
  }

  /** Finds the run's numbers of keys that have none here yet, of all rows together. */
  #meetTuples(keys: Int32Array): void {
    const { numbers } = this.#numbers;
    const met: number[] = [];
    for (const key of keys) {
      if (key < 0 || numbers[key] !== unknown) continue;
      numbers[key] = asked;
      met.push(key);
    }
    if (met.length === 0) return;
    const rows = this.#valuesOf(met);
    this.#keys.internRows(rows, 0, met.length);
    met.forEach((key, i) => (numbers[key] = rows[i]!));
  }

  /** The values of keys by their numbers in the run, those of one behind those of another. */
  #valuesOf(keys: readonly number[]): Int32Array {
    const width = this.#width;
    const values = new Int32Array(Math.max(keys.length, keys.length * width));
    keys.forEach((key, at) => {
      for (let i = 0; i < width; i++) values[at * width + i] = this.#value(this.#tuples[key * width + i]!);
    });
    return values;
  }

  #value(value: number): number {
    const known = this.#values.numbers[value]!;
    if (known !== unknown) return known;
    const number = this.#keys.internText(this.#texts[value]!);
    // From now on the run's own text: there is no need for two.
    this.#texts[value] = this.#keys.valueText(number);
    return (this.#values.numbers[value] = number);
  }
}

/** Numbers there for numbers here, which are without gaps. */
class NumberMapping {
  numbers = new Int32Array(1024).fill(unknown);
  size = 0;

  /** There are so many now. */
  extend(size: number): void {
    if (size > this.numbers.length) this.numbers = longer(this.numbers, 2 * size).fill(unknown, this.size);
    this.size = size;
  }

  forget(): void {
    this.numbers.fill(unknown);
  }
}

/** The array with these numbers from `size` on. */
function extended(array: Int32Array<ArrayBuffer>, size: number, added: Int32Array): Int32Array<ArrayBuffer> {
  const end = size + added.length;
  const into = end > array.length ? longer(array, 2 * end) : array;
  into.set(added, size);
  return into;
}

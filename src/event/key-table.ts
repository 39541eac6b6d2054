// `--key`: the groups of a run, each with a number (SPEC §2). Values are equal as JSON values, and a row writes them byte
// for byte as the first event of its window did; a missing one equals null. A key lives as long as something open names
// it (SPEC §10): `forget` is given those that are named, and the numbers of all others are given out again.
//
// Each spelling of a key has a number of its own. The one that came first stands for the key, and `identify` puts it in
// place of the others: so how a key is written does not depend on its history.
import type { Batch } from '../model/batch.js';
import type { Saved } from '../model/saved.js';
import { listOf, Misshapen, natural, record, json } from '../model/shape.js';
import type { KeyNumbers } from './key-numbers.js';
import { KeyTexts } from './key-texts.js';
import { KeyTuples } from './key-tuples.js';

/**
 * With fewer keys nothing is forgotten: they take some 15 MB, and a key that comes back has to be learnt anew by every
 * decoder and writer, which doubles what an event costs where 50,000 users come and go.
 */
const few = 1 << 16;
/** So many keys are kept as they are written; they would take as much memory as all else that is known of them. */
const mostTexts = 1 << 16;

/** What a decoder needs of keys: their numbers. */
export interface Keys {
  /** Rises when keys are forgotten: their numbers are given out again, so what a decoder remembers of any is void. */
  readonly generation: number;
  /**
   * The number of a key as it is spelled.
   * @param texts the value of each name as it was written (valid JSON); undefined: missing
   */
  intern(texts: readonly (string | undefined)[]): number;
  /** The number of one value, for texts that the caller numbers once in a generation; of a key with one name its own. */
  internText(text: string): number;
  /**
   * The numbers of keys with several names: the values of row r begin at r × names, by their numbers, and the number of
   * its key is put at r. −1: the row has none.
   */
  internRows(rows: Int32Array, from: number, to: number): void;
}

export class KeyTable implements Keys {
  generation = 0;
  /** `{"path":`, `,"host":` … before each value. */
  readonly #heads: readonly string[];
  readonly #values = new KeyTexts();
  /** undefined: a key is its one value. */
  readonly #tuples: KeyTuples | undefined;
  readonly #numbers: KeyNumbers;
  /** The values of the key at hand. */
  readonly #tuple: Int32Array;
  /** Some keys as they are written, by number: many windows of one key are written one after another. */
  readonly #texts = new Map<number, string>();
  /** The most numbers there ever were, and how many there have to be until it is worth looking which are named. */
  #peak = 0;
  #enough: number;
  readonly #few: number;

  /** @param least with no more keys than this none are forgotten; tests have fewer */
  constructor(names: readonly string[], least = few) {
    this.#enough = this.#few = least;
    this.#heads = names.map((name, i) => `${i === 0 ? '{' : ','}${JSON.stringify(name)}:`);
    this.#tuples = names.length === 1 ? undefined : new KeyTuples(names.length, this.#values.numbers);
    this.#numbers = (this.#tuples ?? this.#values).numbers;
    this.#tuple = new Int32Array(names.length);
  }

  /** Keys in memory, named or not, each spelling counted. */
  get size(): number {
    return this.#numbers.size;
  }

  /** Whether there are so many that some of them may be worth forgetting. */
  get crowded(): boolean {
    return this.size > this.#enough && this.#heads.length > 0;
  }

  intern(texts: readonly (string | undefined)[]): number {
    if (this.#tuples === undefined) return this.#values.intern(texts[0] ?? 'null');
    for (let i = 0; i < texts.length; i++) this.#tuple[i] = this.#values.intern(texts[i] ?? 'null');
    return this.#tuples.intern(this.#tuple, 0);
  }

  internText(text: string): number {
    return this.#values.intern(text);
  }

  internRows(rows: Int32Array, from: number, to: number): void {
    this.#tuples?.internRows(rows, from, to);
  }

  /** The number of a key, however it is spelled; undefined: it is none of those that came. */
  find(texts: readonly (string | undefined)[]): number | undefined {
    if (this.#tuples === undefined) return this.#values.find(texts[0] ?? 'null');
    for (let i = 0; i < texts.length; i++) {
      const value = this.#values.find(texts[i] ?? 'null');
      if (value === undefined) return undefined;
      this.#tuple[i] = value;
    }
    return this.#tuples.find(this.#tuple);
  }

  /** A batch whose rows have the numbers of spellings: it gets those of keys, and the others stand beside them. */
  identify(batch: Batch): Batch {
    const numbers = this.#numbers;
    if (numbers.areFirst || !batch.keys.some((key) => numbers.isSpelling(key))) return batch;
    const spellings = batch.keys.slice();
    return { ...batch, keys: spellings.map((key) => numbers.identity(key)), spellings };
  }

  /** The key as JSON: `{"path":"/a"}`; `{}` when there are no names. */
  text(number: number): string {
    const known = this.#texts.get(number);
    if (known !== undefined) return known;
    if (this.#texts.size === mostTexts) this.#texts.clear();
    const text = this.#written(number);
    this.#texts.set(number, text);
    return text;
  }

  /** The value of its i-th name, as it was written. */
  part(number: number, i: number): string {
    return this.#values.text(this.valueNumber(number, i));
  }

  /** The number of that value; of a key with one name it is its own. */
  valueNumber(number: number, i: number): number {
    return this.#tuples === undefined ? number : this.#tuples.part(number, i);
  }

  /** The value with this number, as it was written. */
  valueText(value: number): string {
    return this.#values.text(value);
  }

  /** Whether no part of the key is missing or null. */
  isComplete(number: number): boolean {
    for (let i = 0; i < this.#heads.length; i++) if (this.part(number, i) === 'null') return false;
    return true;
  }

  /** A mark for each number, not set. */
  marks(): Uint8Array {
    return new Uint8Array(this.#numbers.end);
  }

  /**
   * How many keys are named, whatever their spellings.
   * @param named marks of the numbers that something names
   */
  count(named: Uint8Array): number {
    let count = this.#numbers.complete(named);
    for (const spelling of this.#numbers.spellings()) count -= named[spelling]!;
    return count;
  }

  /**
   * Forgets the keys that nothing names, if they are a quarter of all at least; the numbers of the others stay.
   * @param named marks of the numbers that something names
   * @returns whether any was forgotten
   */
  forget(named: Uint8Array): boolean {
    const live = this.#numbers.complete(named);
    this.#peak = Math.max(this.#peak, this.#numbers.end);
    // What took its place for many does not become smaller: going through it has to pay.
    this.#enough = Math.max(this.#few, 2 * live, this.#peak >> 4);
    if (4 * (this.size - live) < this.size) return false;
    this.generation++;
    this.#texts.clear();
    this.#values.keep(this.#namedValues(named));
    this.#tuples?.keep(named);
    return true;
  }

  /**
   * Numbers without gaps for the keys that are named, as a checkpoint has them: by number here; −1: it has none.
   * @param named marks of the numbers that something names
   */
  numbering(named: Uint8Array): Int32Array {
    const { end } = this.#numbers;
    this.#numbers.complete(named);
    const numbers = new Int32Array(end).fill(-1);
    let size = 0;
    // What came first of a key has to come first again.
    for (let number = 0; number < end; number++)
      if (named[number] === 1 && !this.#numbers.isSpelling(number)) numbers[number] = size++;
    for (const spelling of this.#numbers.spellings()) if (named[spelling] === 1) numbers[spelling] = size++;
    return numbers;
  }

  /** @param numbers of `numbering`; without them all keys are saved */
  save(numbers = this.numbering(this.marks().fill(1))): Saved {
    const width = this.#heads.length;
    const size = numbers.reduce((count, to) => count + Number(to >= 0), 0);
    const parts = new Array<string>(size * width);
    numbers.forEach((to, number) => {
      if (to < 0) return;
      for (let i = 0; i < width; i++) parts[to * width + i] = this.part(number, i);
    });
    return { size, parts };
  }

  /** Becomes the table that was saved; the names have to be the same. Only before anything else was done. */
  load(saved: Saved): void {
    const { size, parts } = record({ size: natural, parts: listOf(json) })(saved);
    const width = this.#heads.length;
    if (parts.length !== size * width || (width === 0 && size > 1)) throw new Misshapen('as many parts as keys have');
    for (let number = 0; number < size; number++) {
      const given = this.intern(parts.slice(number * width, (number + 1) * width));
      if (given !== number) throw new Misshapen('a key that is no other');
    }
  }

  #namedValues(named: Uint8Array): Uint8Array {
    if (this.#tuples === undefined) return named;
    const values = new Uint8Array(this.#values.numbers.end);
    this.#tuples.markParts(named, values);
    return values;
  }

  #written(number: number): string {
    const width = this.#heads.length;
    if (width === 0) return '{}';
    let text = '';
    for (let i = 0; i < width; i++) text += this.#heads[i]! + this.part(number, i);
    return `${text}}`;
  }
}

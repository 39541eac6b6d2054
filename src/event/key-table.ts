// `--key`: the groups of a run, each with a number (SPEC §2). Values are equal as JSON values, and a row writes them byte
// for byte as the first event of its window did; a missing one equals null. A key lives as long as something open names
// it (SPEC §10): `forget` is given those that are named, and the numbers of all others are given out again.
//
// Each spelling of a key has a number of its own. The one that came first stands for the key, and `identify` puts it in
// place of the others: so how a key is written does not depend on its history.
import type { Batch } from '../model/batch.js';
import { canonicalJson } from '../text/canonical-json.js';
import type { Saved } from '../model/saved.js';
import { listOf, Misshapen, natural, record, json } from '../model/shape.js';
import { TextNumbers } from './text-numbers.js';

/** Stands between the parts of a key; no canonical text has it, because control characters are escaped there. */
const between = '\n';
/** … and no JSON text at all has this. */
const betweenWritten = '\0';
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
  /** The same, for texts that the caller numbers once in a generation. */
  internOnce(texts: readonly (string | undefined)[]): number;
}

export class KeyTable implements Keys {
  generation = 0;
  /** `{"path":`, `,"host":` … before each value. */
  readonly #heads: readonly string[];
  /** Canonical text of all parts → number; and other spellings → number → that of the first spelling. */
  #numbers = new TextNumbers();
  #spellings = new Map<string, number>();
  #identities = new Map<number, number>();
  /** The values as first written, all parts of key 0, then of key 1 … */
  #parts: string[] = [];
  /** By number: 1 where one of them is null. */
  #incomplete = new Uint8Array(64);
  /** Some keys as they are written, by number: many windows of one key are written one after another. */
  readonly #texts = new Map<number, string>();
  /** Numbers given out so far are 0 … end − 1; those that are free again, the next to be used last. */
  #end = 0;
  #free: number[] = [];
  /** The most numbers there ever were, and how many there have to be until it is worth looking which are named. */
  #peak = 0;
  #enough: number;
  readonly #few: number;

  /** @param least with no more keys than this none are forgotten; tests have fewer */
  constructor(names: readonly string[], least = few) {
    this.#enough = this.#few = least;
    this.#heads = names.map((name, i) => `${i === 0 ? '{' : ','}${JSON.stringify(name)}:`);
  }

  /** Keys in memory, named or not, each spelling counted. */
  get size(): number {
    return this.#end - this.#free.length;
  }

  /** Whether there are so many that some of them may be worth forgetting. */
  get crowded(): boolean {
    return this.size > this.#enough && this.#heads.length > 0;
  }

  intern(texts: readonly (string | undefined)[]): number {
    const canonical = canonicalKey(texts);
    const known = this.#numbers.get(canonical);
    if (known !== undefined) return this.#isWritten(known, texts) ? known : this.#respelled(known, texts);
    const number = this.#add(texts);
    this.#numbers.set(canonical, number);
    return number;
  }

  /** The number of a key, however it is spelled; undefined: it is none of those that came. */
  find(texts: readonly (string | undefined)[]): number | undefined {
    return this.#numbers.get(canonicalKey(texts));
  }

  /** Another spelling may have been there before. */
  internOnce(texts: readonly (string | undefined)[]): number {
    return this.intern(texts);
  }

  /** A batch whose rows have the numbers of spellings: it gets those of keys, and the others stand beside them. */
  identify(batch: Batch): Batch {
    const identities = this.#identities;
    if (identities.size === 0 || !batch.keys.some((key) => identities.has(key))) return batch;
    const spellings = batch.keys.slice();
    return { ...batch, keys: spellings.map((key) => identities.get(key) ?? key), spellings };
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
    return this.#parts[number * this.#heads.length + i]!;
  }

  /** Whether no part of the key is missing or null. */
  isComplete(number: number): boolean {
    return this.#incomplete[number] === 0;
  }

  /** A mark for each number, not set. */
  marks(): Uint8Array {
    return new Uint8Array(this.#end);
  }

  /**
   * How many keys are named, whatever their spellings.
   * @param named marks of the numbers that something names
   */
  count(named: Uint8Array): number {
    let count = this.#complete(named);
    for (const spelling of this.#identities.keys()) count -= named[spelling]!;
    return count;
  }

  /**
   * Forgets the keys that nothing names, if they are a quarter of all at least; the numbers of the others stay.
   * @param named marks of the numbers that something names
   * @returns whether any was forgotten
   */
  forget(named: Uint8Array): boolean {
    const live = this.#complete(named);
    this.#peak = Math.max(this.#peak, this.#end);
    // What took its place for many does not become smaller: going through it has to pay.
    this.#enough = Math.max(this.#few, 2 * live, this.#peak >> 4);
    if (4 * (this.size - live) < this.size) return false;
    this.generation++;
    this.#numbers = this.#numbers.of(named);
    this.#spellings = new Map([...this.#spellings].filter(([, number]) => named[number] === 1));
    this.#identities = new Map([...this.#identities].filter(([number]) => named[number] === 1));
    this.#clear(named);
    return true;
  }

  /**
   * Numbers without gaps for the keys that are named, as a checkpoint has them: by number here; −1: it has none.
   * @param named marks of the numbers that something names
   */
  numbering(named: Uint8Array): Int32Array {
    this.#complete(named);
    const numbers = new Int32Array(this.#end).fill(-1);
    let size = 0;
    // What came first of a key has to come first again.
    for (let number = 0; number < this.#end; number++)
      if (named[number] === 1 && !this.#identities.has(number)) numbers[number] = size++;
    for (const spelling of this.#identities.keys()) if (named[spelling] === 1) numbers[spelling] = size++;
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

  /** Marks the keys of the spellings that are marked; returns how many numbers are. */
  #complete(named: Uint8Array): number {
    for (const [spelling, key] of this.#identities) if (named[spelling] === 1) named[key] = 1;
    let count = 0;
    for (let number = 0; number < this.#end; number++) count += named[number]!;
    return count;
  }

  #add(texts: readonly (string | undefined)[]): number {
    const number = this.#free.pop() ?? this.#end++;
    const at = number * this.#heads.length;
    for (let i = 0; i < texts.length; i++) this.#parts[at + i] = texts[i] ?? 'null';
    if (number >= this.#incomplete.length) this.#incomplete = widened(this.#incomplete);
    this.#incomplete[number] = texts.some((text) => text === undefined || text === 'null') ? 1 : 0;
    return number;
  }

  #isWritten(number: number, texts: readonly (string | undefined)[]): boolean {
    const at = number * this.#heads.length;
    for (let i = 0; i < texts.length; i++) if (this.#parts[at + i] !== (texts[i] ?? 'null')) return false;
    return true;
  }

  /** The number of a spelling that was not the first of its key. */
  #respelled(key: number, texts: readonly (string | undefined)[]): number {
    const spelling = texts.map((text) => text ?? 'null').join(betweenWritten);
    const known = this.#spellings.get(spelling);
    if (known !== undefined) return known;
    const number = this.#add(texts);
    this.#spellings.set(spelling, number);
    this.#identities.set(number, key);
    return number;
  }

  /** Empties the places of what is not named, and ends after the last that is. */
  #clear(named: Uint8Array): void {
    const width = this.#heads.length;
    this.#end = named.lastIndexOf(1) + 1;
    this.#parts.length = this.#end * width;
    this.#texts.clear();
    this.#free = [];
    for (let number = this.#end - 1; number >= 0; number--) {
      if (named[number] === 1) continue;
      this.#free.push(number);
      this.#parts.fill('', number * width, (number + 1) * width);
    }
  }

  #written(number: number): string {
    const width = this.#heads.length;
    if (width === 0) return '{}';
    let text = '';
    for (let i = 0; i < width; i++) text += this.#heads[i]! + this.part(number, i);
    return `${text}}`;
  }
}

function widened(marks: Uint8Array): Uint8Array<ArrayBuffer> {
  const wider = new Uint8Array(2 * marks.length);
  wider.set(marks);
  return wider;
}

function canonicalKey(texts: readonly (string | undefined)[]): string {
  return texts.length === 1 ? canonicalPart(texts[0]) : texts.map(canonicalPart).join(between);
}

function canonicalPart(text: string | undefined): string {
  return text === undefined ? 'null' : canonicalJson(text);
}

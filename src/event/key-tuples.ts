// Keys of several parts, as tuples of the numbers of their parts: a million of them are a few arrays of integers, and no
// text is composed for any. Open addressing over the numbers of the tuples, at most half full, each beside its hash.
//
// A tuple is chosen by the input, so a long search gives up, and a map of texts takes those that found no place.
import { longer } from '../model/arrays.js';
import { KeyNumbers } from './key-numbers.js';

const firstPlaces = 1024;
const mostProbes = 64;
/** So many rows are looked up together: their entries are fetched first, in a loop that has many of them on their way. */
const together = 256;

export class KeyTuples {
  readonly numbers = new KeyNumbers();
  readonly #width: number;
  readonly #of: KeyNumbers;
  readonly #mostProbes: number;
  /** By number, as they are spelled: all parts of tuple 0, then of tuple 1 … */
  #parts: Int32Array<ArrayBuffer>;
  /** Pairs: number + 1, or 0, and the hash. */
  #table = new Int32Array(2 * firstPlaces);
  #mask = firstPlaces - 1;
  #count = 0;
  /** Those without a place in the table, and other spellings, by their parts. */
  #displaced = new Map<string, number>();
  #spellings = new Map<string, number>();
  readonly #hashes = new Int32Array(together);
  /** What was fetched of the table: never read, but stored, so that the compiler does not leave the loads out. */
  touched = 0;

  /**
   * @param width parts of a tuple
   * @param of the numbers that are parts
   * @param most so many places are looked at for a tuple; tests have fewer
   */
  constructor(width: number, of: KeyNumbers, most = mostProbes) {
    this.#width = width;
    this.#of = of;
    this.#mostProbes = most;
    this.#parts = new Int32Array(64 * width);
  }

  /** The i-th part of a tuple. */
  part(number: number, i: number): number {
    return this.#parts[number * this.#width + i]!;
  }

  /** The parts of tuples [from, to). */
  slice(from: number, to: number): Int32Array<ArrayBuffer> {
    return this.#parts.slice(from * this.#width, to * this.#width);
  }

  /** The number of the tuple that begins at `at`, as it is spelled. */
  intern(parts: Int32Array, at: number): number {
    return this.#intern(parts, at, this.#hashOf(parts, at));
  }

  /** The number of a tuple, however it is spelled; undefined: it is none of those that came. */
  find(parts: Int32Array): number | undefined {
    const number = this.#find(parts, 0, this.#hashOf(parts, 0));
    return number < 0 ? undefined : number;
  }

  /**
   * Numbers the tuples of rows [from, to): the parts of row r begin at r × width, and its number is put at r, where
   * nothing is needed any more. Of a row that was filtered out both are −1.
   */
  internRows(rows: Int32Array, from: number, to: number): void {
    const width = this.#width;
    const hashes = this.#hashes;
    for (let begin = from; begin < to; begin += together) {
      const end = Math.min(to, begin + together);
      this.#fetch(rows, begin, end);
      for (let row = begin; row < end; row++) {
        const at = row * width;
        rows[row] = rows[at]! < 0 ? -1 : this.#intern(rows, at, hashes[row - begin]!);
      }
    }
  }

  /** Marks the parts of the tuples that are marked. */
  markParts(named: Uint8Array, parts: Uint8Array): void {
    const width = this.#width;
    for (let number = 0; number < this.numbers.end; number++)
      if (named[number] === 1) for (let i = 0; i < width; i++) parts[this.#parts[number * width + i]!] = 1;
  }

  /** Forgets all that is not marked; the first spellings have to be marked as well. */
  keep(named: Uint8Array): void {
    this.numbers.keep(named);
    const { end } = this.numbers;
    this.#spellings = new Map([...this.#spellings].filter(([, number]) => named[number] === 1));
    this.#parts = this.#parts.slice(0, Math.max(64, end) * this.#width);
    this.#makeTable(placesFor(this.numbers.size));
    const { areFirst } = this.numbers;
    for (let number = 0; number < end; number++)
      if (named[number] === 1 && (areFirst || !this.numbers.isSpelling(number))) this.#enter(number);
  }

  /** Forgets everything. */
  clear(): void {
    this.numbers.keep(new Uint8Array(0));
    this.#spellings.clear();
    this.#makeTable(firstPlaces);
  }

  #fetch(rows: Int32Array, begin: number, end: number): void {
    const width = this.#width;
    const hashes = this.#hashes;
    const table = this.#table;
    const mask = this.#mask;
    for (let row = begin; row < end; row++) hashes[row - begin] = this.#hashOf(rows, row * width);
    let sum = 0;
    for (let row = 0; row < end - begin; row++) sum ^= table[2 * (hashes[row]! & mask)]!;
    this.touched = sum;
  }

  #intern(parts: Int32Array, at: number, hash: number): number {
    const known = this.#find(parts, at, hash);
    if (known >= 0) return this.#isWritten(known, parts, at) ? known : this.#respelled(known, parts, at);
    const number = this.#add(this.numbers.take(), parts, at);
    this.#insert(number, hash);
    return number;
  }

  /** −1: there is none. */
  #find(parts: Int32Array, at: number, hash: number): number {
    const table = this.#table;
    const mask = this.#mask;
    let place = hash & mask;
    for (let probes = 0; probes < this.#mostProbes; probes++) {
      const entry = table[2 * place]!;
      if (entry === 0) return -1;
      if (table[2 * place + 1] === hash && this.#isSame(entry - 1, parts, at)) return entry - 1;
      place = (place + 1) & mask;
    }
    return this.#displaced.get(this.#text(parts, at)) ?? -1;
  }

  #isWritten(number: number, parts: Int32Array, at: number): boolean {
    const width = this.#width;
    for (let i = 0; i < width; i++) if (this.#parts[number * width + i] !== parts[at + i]) return false;
    return true;
  }

  /** Whether the tuples are one key, however they are spelled. */
  #isSame(number: number, parts: Int32Array, at: number): boolean {
    if (this.#isWritten(number, parts, at)) return true;
    if (this.#of.areFirst) return false;
    const width = this.#width;
    for (let i = 0; i < width; i++)
      if (this.#of.identity(this.#parts[number * width + i]!) !== this.#of.identity(parts[at + i]!)) return false;
    return true;
  }

  #respelled(first: number, parts: Int32Array, at: number): number {
    const spelling = parts.subarray(at, at + this.#width).join();
    const known = this.#spellings.get(spelling);
    if (known !== undefined) return known;
    const number = this.#add(this.numbers.takeSpelling(first), parts, at);
    this.#spellings.set(spelling, number);
    return number;
  }

  #add(number: number, parts: Int32Array, at: number): number {
    const width = this.#width;
    if ((number + 1) * width > this.#parts.length) {
      this.#parts = longer(this.#parts, 2 * this.#parts.length + width);
    }
    for (let i = 0; i < width; i++) this.#parts[number * width + i] = parts[at + i]!;
    return number;
  }

  #insert(number: number, hash: number): void {
    if (2 * this.#count > this.#mask) this.#grow();
    this.#put(number, hash);
  }

  #put(number: number, hash: number): void {
    const table = this.#table;
    const mask = this.#mask;
    let place = hash & mask;
    for (let probes = 0; probes < this.#mostProbes; probes++) {
      if (table[2 * place] === 0) {
        table[2 * place] = number + 1;
        table[2 * place + 1] = hash;
        this.#count++;
        return;
      }
      place = (place + 1) & mask;
    }
    this.#displaced.set(this.#text(this.#parts, number * this.#width), number);
  }

  #enter(number: number): void {
    this.#put(number, this.#hashOf(this.#parts, number * this.#width));
  }

  #grow(): void {
    const old = this.#table;
    const displaced = this.#displaced;
    this.#makeTable(old.length);
    for (let at = 0; at < old.length; at += 2) if (old[at] !== 0) this.#put(old[at]! - 1, old[at + 1]!);
    for (const number of displaced.values()) this.#enter(number);
  }

  #makeTable(places: number): void {
    this.#table = new Int32Array(2 * places);
    this.#mask = places - 1;
    this.#count = 0;
    this.#displaced = new Map();
  }

  /** The same for all spellings. */
  #hashOf(parts: Int32Array, at: number): number {
    const width = this.#width;
    const of = this.#of;
    let hash = width;
    for (let i = 0; i < width; i++) {
      const part = of.areFirst ? parts[at + i]! : of.identity(parts[at + i]!);
      hash = Math.imul(hash ^ part, 0x9e3779b1);
      hash ^= hash >>> 15;
    }
    return Math.imul(hash, 0x85ebca6b) ^ (hash >>> 13);
  }

  #text(parts: Int32Array, at: number): string {
    return Array.from(parts.subarray(at, at + this.#width), (part) => this.#of.identity(part)).join();
  }
}

/** At least twice as many as tuples, a power of two. */
function placesFor(count: number): number {
  let places = firstPlaces;
  while (places < 2 * count + 2) places *= 2;
  return places;
}

// Texts that have numbers, so that rows need only the number: the printer gets each text once, before the first block
// that has it. This is the side of the rows; it holds which texts the printer has, not the texts.
import { Buffer } from 'node:buffer';
import { putText } from './put-text.js';

/** Texts to be known from now on, as UTF-8, one behind the other. */
export interface NewStrings {
  readonly numbers: readonly number[];
  /** Where each ends. */
  readonly ends: readonly number[];
  readonly bytes: Uint8Array;
}

/** What a block names for the first time: texts of keys and standings, which stay known, and values of its own. */
export interface BlockStrings {
  /** Texts of keys given before this block are named by no block any more. */
  readonly anew: boolean;
  readonly keys: NewStrings | undefined;
  readonly standings: NewStrings | undefined;
  readonly values: NewStrings | undefined;
}

/** Bytes of a text, at most. Longer ones are rare, and would make a block of rows too large to be held back. */
export const longestText = 1024;
/** Texts are not remembered without end. */
const mostKnown = 1 << 28;

/** Texts gathered, to be sent together. */
export class StringBatch {
  #numbers: number[] = [];
  #ends: number[] = [];
  #bytes = Buffer.allocUnsafeSlow(8 * longestText);
  #length = 0;

  /** How many there are. */
  get size(): number {
    return this.#numbers.length;
  }

  /** Bytes of all of them. */
  get length(): number {
    return this.#length;
  }

  /** Takes a text; false: it is too long. */
  add(number: number, text: string): boolean {
    const most = 3 * text.length;
    if (most > longestText && Buffer.byteLength(text) > longestText) return false;
    if (most > this.#bytes.length - this.#length) this.#widen();
    this.#length = putText(this.#bytes, this.#length, text);
    this.#numbers.push(number);
    this.#ends.push(this.#length);
    return true;
  }

  /** What was gathered since the last time; undefined: nothing. */
  take(): NewStrings | undefined {
    if (this.#numbers.length === 0) return undefined;
    const bytes = new Uint8Array(this.#bytes.subarray(0, this.#length));
    const taken = { numbers: this.#numbers, ends: this.#ends, bytes };
    this.#numbers = [];
    this.#ends = [];
    this.#length = 0;
    return taken;
  }

  #widen(): void {
    const bytes = Buffer.allocUnsafeSlow(2 * this.#bytes.length);
    bytes.set(this.#bytes.subarray(0, this.#length));
    this.#bytes = bytes;
  }
}

/** Texts that stay known. */
export class Dictionary {
  /** 1: known to the printer, or about to be. */
  #known = new Uint8Array(1024);
  #size = 0;
  readonly #fresh = new StringBatch();

  /** Whether the text of this number is known. */
  knows(number: number): boolean {
    return this.#known[number] === 1;
  }

  /** The text is known from now on; false: it is too long, or there are too many, and it stays unknown. */
  tell(number: number, text: string): boolean {
    if (this.#size >= mostKnown || !this.#fresh.add(number, text)) return false;
    this.#size += text.length;
    if (number >= this.#known.length) this.#known = widened(this.#known, number + 1);
    this.#known[number] = 1;
    return true;
  }

  /** What has become known since the last time; undefined: nothing. */
  take(): NewStrings | undefined {
    return this.#fresh.take();
  }

  /** None is known any more. Not between `tell` and `take`. */
  forget(): void {
    this.#known.fill(0);
    this.#size = 0;
  }
}

function widened(known: Uint8Array, least: number): Uint8Array<ArrayBuffer> {
  const wide = new Uint8Array(Math.max(least, 2 * known.length));
  wide.set(known);
  return wide;
}

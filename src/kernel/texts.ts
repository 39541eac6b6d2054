// Texts known by numbers, so that rows need only the number: whoever prints is told each once, before the first page that
// has it. This is the side that tells; it remembers which texts are known, not the texts.
import { Buffer } from 'node:buffer';

/** Texts to be known from now on, as UTF-8, one behind the other. */
export interface Told {
  readonly numbers: readonly number[];
  /** Where each ends. */
  readonly ends: readonly number[];
  readonly bytes: Uint8Array;
}

/** Longer ones are rare, and would make a page of rows too large to be held back. */
const longest = 1024;
/** Texts are not told without end: what is known of them, and never again forgotten, is as large. */
const largest = 1 << 28;

export class Texts {
  /** 1: told. */
  #known = new Uint8Array(1024);
  #size = 0;
  #numbers: number[] = [];
  #ends: number[] = [];
  #bytes = Buffer.allocUnsafeSlow(4 * longest);
  #length = 0;

  /** Whether the text of this number has been told. */
  knows(number: number): boolean {
    return this.#known[number] === 1;
  }

  /** To be told; false: it is too long, or there are too many, and it stays unknown. */
  tell(number: number, text: string): boolean {
    const most = 3 * text.length;
    if (most > longest || this.#size >= largest) return false;
    if (most > this.#bytes.length - this.#length) this.#widen();
    const length = this.#bytes.write(text, this.#length, 'utf8');
    this.#length += length;
    this.#size += length;
    this.#numbers.push(number);
    this.#ends.push(this.#length);
    if (number >= this.#known.length) this.#known = widened(this.#known, number + 1);
    this.#known[number] = 1;
    return true;
  }

  /** What was told since the last time; undefined: nothing. */
  take(): Told | undefined {
    if (this.#numbers.length === 0) return undefined;
    const bytes = new Uint8Array(this.#bytes.subarray(0, this.#length));
    const told = { numbers: this.#numbers, ends: this.#ends, bytes };
    this.#numbers = [];
    this.#ends = [];
    this.#length = 0;
    return told;
  }

  #widen(): void {
    const bytes = Buffer.allocUnsafeSlow(2 * this.#bytes.length);
    bytes.set(this.#bytes.subarray(0, this.#length));
    this.#bytes = bytes;
  }
}

function widened(known: Uint8Array, least: number): Uint8Array<ArrayBuffer> {
  const wide = new Uint8Array(Math.max(least, 2 * known.length));
  wide.set(known);
  return wide;
}

// The inputs of a run, in the order in which they came. A listener may have millions of connections, one after the other:
// of one that has ended nothing stays but sums, so that a run of years needs no more memory than one of an hour.
import type { Input } from './input.js';

export class Inputs implements Iterable<Input> {
  readonly #all = new Set<Input>();
  #gone = 0;
  #goneBytes = 0;

  /** Those that are still known. */
  get size(): number {
    return this.#all.size;
  }

  /** How many have been dropped. */
  get gone(): number {
    return this.#gone;
  }

  /** Consumed of all inputs, decompressed, whether they are still known or not. */
  get bytes(): number {
    let sum = this.#goneBytes;
    for (const { position } of this.#all) sum += position.offset;
    return sum;
  }

  add(input: Input): void {
    this.#all.add(input);
  }

  /** Only its sums are kept from now on; it is finished. */
  drop(input: Input): void {
    if (!this.#all.delete(input)) return;
    this.#gone++;
    this.#goneBytes += input.position.offset;
  }

  [Symbol.iterator](): IterableIterator<Input> {
    return this.#all.values();
  }
}

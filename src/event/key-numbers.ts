// The numbers of keys, or of the texts they consist of. Each spelling has a number of its own; the one that came first
// stands for the others. Numbers that are free again are given out before new ones.

export class KeyNumbers {
  /** Other spellings → the first one. */
  readonly #identities = new Map<number, number>();
  #end = 0;
  /** Numbers below the end that are nobody's, the next to be used last. */
  #free: number[] = [];

  /** Every number is below. */
  get end(): number {
    return this.#end;
  }

  /** Numbers in use. */
  get size(): number {
    return this.#end - this.#free.length;
  }

  take(): number {
    return this.#free.pop() ?? this.#end++;
  }

  /** A number for another spelling of this one. */
  takeSpelling(identity: number): number {
    const number = this.take();
    this.#identities.set(number, identity);
    return number;
  }

  /** Whether all are first spellings. */
  get areFirst(): boolean {
    return this.#identities.size === 0;
  }

  isSpelling(number: number): boolean {
    return this.#identities.has(number);
  }

  /** The number of the first spelling. */
  identity(number: number): number {
    return this.#identities.get(number) ?? number;
  }

  /** Those that are not the first spellings. */
  spellings(): Iterable<number> {
    return this.#identities.keys();
  }

  /** Marks the first spellings of those that are marked; returns how many numbers are. */
  complete(named: Uint8Array): number {
    for (const [spelling, identity] of this.#identities) if (named[spelling] === 1) named[identity] = 1;
    let count = 0;
    for (let number = 0; number < this.#end; number++) count += named[number]!;
    return count;
  }

  /** Frees all that are not marked, and ends after the last that is; the first spellings have to be marked as well. */
  keep(named: Uint8Array): void {
    this.#end = named.lastIndexOf(1) + 1;
    this.#free = [];
    for (let number = this.#end - 1; number >= 0; number--) if (named[number] !== 1) this.#free.push(number);
    for (const spelling of [...this.#identities.keys()]) if (named[spelling] !== 1) this.#identities.delete(spelling);
  }
}

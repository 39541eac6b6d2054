// Sizes of datagrams whose bytes are held one behind the other, so that each can be read by itself.

/** Sizes of datagrams that were read are let go when there are so many. */
const many = 1024;

export class DatagramSizes {
  #sizes: number[] = [];
  /** The one that is read: its place, and what is left of it. */
  #first = 0;
  #isBegun = false;

  /** Another datagram is held. */
  hold(bytes: number): void {
    this.#sizes.push(bytes);
  }

  /** Bytes that are left of the one that is read; undefined: none is held. */
  get left(): number | undefined {
    return this.#sizes[this.#first];
  }

  /** So many bytes of it were read; whether they are its first. */
  read(bytes: number): boolean {
    const isFirst = !this.#isBegun;
    const left = (this.left ?? 0) - bytes;
    this.#sizes[this.#first] = left;
    this.#isBegun = left > 0;
    if (left <= 0) this.#next();
    return isFirst;
  }

  #next(): void {
    this.#first++;
    if (this.#first < many) return;
    this.#sizes = this.#sizes.slice(this.#first);
    this.#first = 0;
  }
}

// What waits for its turn in event time: numbers in a binary heap, 4 bytes each. What they number, and which of two comes
// first, is known where they are given out.

export class TimeOrder {
  readonly #isBefore: (a: number, b: number) => boolean;
  #heap = new Int32Array(64);
  #size = 0;

  /** @param isBefore whether `a` comes before `b`; of two that are in it, it is one or the other */
  constructor(isBefore: (a: number, b: number) => boolean) {
    this.#isBefore = isBefore;
  }

  get size(): number {
    return this.#size;
  }

  /** The number whose turn it is. Only where there is one. */
  get first(): number {
    return this.#heap[0]!;
  }

  add(number: number): void {
    if (this.#size === this.#heap.length) this.#widen();
    this.#rise(this.#size++, number);
  }

  dropFirst(): void {
    const last = this.#heap[--this.#size]!;
    if (this.#size > 0) this.#sink(last);
  }

  /** All of them, in order. */
  sorted(): Int32Array {
    return this.#heap.slice(0, this.#size).sort((a, b) => (this.#isBefore(a, b) ? -1 : 1));
  }

  #rise(place: number, number: number): void {
    const heap = this.#heap;
    let child = place;
    while (child > 0) {
      const parent = (child - 1) >> 1;
      if (this.#isBefore(heap[parent]!, number)) break;
      heap[child] = heap[parent]!;
      child = parent;
    }
    heap[child] = number;
  }

  /** The first place becomes that of `number`, or of one that is before it. */
  #sink(number: number): void {
    const heap = this.#heap;
    let parent = 0;
    for (let child = 1; child < this.#size; child = 2 * parent + 1) {
      if (child + 1 < this.#size && this.#isBefore(heap[child + 1]!, heap[child]!)) child++;
      if (this.#isBefore(number, heap[child]!)) break;
      heap[parent] = heap[child]!;
      parent = child;
    }
    heap[parent] = number;
  }

  #widen(): void {
    const heap = new Int32Array(2 * this.#heap.length);
    heap.set(this.#heap);
    this.#heap = heap;
  }
}

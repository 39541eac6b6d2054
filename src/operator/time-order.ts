// What waits for its turn in event time, then arrival: numbers in a binary heap, 4 bytes each. What they number is known
// where they are given out.
import { longer } from '../model/arrays.js';

/** Columns by number, which may be others when there are more. No two that wait have the same in both. */
export interface Timed {
  readonly times: Float64Array;
  /** In order of arrival. */
  readonly ordinals: Float64Array | Int32Array;
}

export class TimeOrder {
  readonly #of: Timed;
  #heap = new Int32Array(64);
  #size = 0;

  constructor(of: Timed) {
    this.#of = of;
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

  clear(): void {
    this.#size = 0;
  }

  /** All of them, in order. */
  sorted(): Int32Array {
    const { times, ordinals } = this.#of;
    return this.#heap.slice(0, this.#size).sort((a, b) => times[a]! - times[b]! || ordinals[a]! - ordinals[b]!);
  }

  #rise(place: number, number: number): void {
    const heap = this.#heap;
    const { times, ordinals } = this.#of;
    const [at, ordinal] = [times[number]!, ordinals[number]!];
    let child = place;
    while (child > 0) {
      const up = (child - 1) >> 1;
      const parent = heap[up]!;
      const than = times[parent]!;
      if (than < at || (than === at && ordinals[parent]! < ordinal)) break;
      heap[child] = parent;
      child = up;
    }
    heap[child] = number;
  }

  /** The first place becomes that of `number`, or of one that is before it. */
  #sink(number: number): void {
    const heap = this.#heap;
    const size = this.#size;
    const { times, ordinals } = this.#of;
    const [at, ordinal] = [times[number]!, ordinals[number]!];
    let parent = 0;
    for (let child = 1; child < size; child = 2 * parent + 1) {
      let first = heap[child]!;
      let than = times[first]!;
      if (child + 1 < size) {
        const other = heap[child + 1]!;
        const otherAt = times[other]!;
        if (otherAt < than || (otherAt === than && ordinals[other]! < ordinals[first]!)) {
          first = other;
          than = otherAt;
          child++;
        }
      }
      if (at < than || (at === than && ordinal < ordinals[first]!)) break;
      heap[parent] = first;
      parent = child;
    }
    heap[parent] = number;
  }

  #widen(): void {
    this.#heap = longer(this.#heap);
  }
}

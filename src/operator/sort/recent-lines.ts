// The lines that came last, in order of event time, then arrival: a heap small enough for the processor's caches. Each has a
// slot, given in order of arrival and not used again before the heap is emptied, so that slots compare as arrivals do.
import { gather } from '../../model/arrays.js';
import type { Instant } from '../../model/instant.js';
import { TimeOrder } from '../time-order.js';
import { SortedRun } from './sorted-run.js';

/** A heap of more lines costs a miss of the cache for each step of it. */
const most = 4096;
const slotsInOrder = Int32Array.from({ length: most }, (_, slot) => slot);

export class RecentLines {
  /** By slot: the time of a line, and its number in the store. */
  readonly #times = new Float64Array(most);
  readonly #numbers = new Int32Array(most);
  #slots = 0;
  readonly #order = new TimeOrder({ times: this.#times, ordinals: slotsInOrder });

  get size(): number {
    return this.#order.size;
  }

  /** Whether there is no slot for one more. */
  get full(): boolean {
    return this.#slots === most;
  }

  /** Only where it is not full. */
  add(at: Instant, number: number): void {
    if (this.size === 0) this.#slots = 0;
    const slot = this.#slots++;
    this.#times[slot] = at;
    this.#numbers[slot] = number;
    this.#order.add(slot);
  }

  /** The least time of one; +∞: there is none. */
  get at(): Instant {
    return this.size === 0 ? Infinity : this.#times[this.#order.first]!;
  }

  /** The number of the line whose turn it is. */
  get number(): number {
    return this.#numbers[this.#order.first]!;
  }

  next(): void {
    this.#order.dropFirst();
  }

  /** All that are left, in order; then it is empty. */
  takeAll(): SortedRun {
    const slots = this.#order.sorted();
    this.#order.clear();
    this.#slots = 0;
    return new SortedRun(gather(this.#times, slots), gather(this.#numbers, slots));
  }
}

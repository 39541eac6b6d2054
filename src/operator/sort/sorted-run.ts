// Lines in order, by their numbers in the store. Two runs that came one after the other become one by reading both once,
// which is what a sort of many lines consists of (Knuth, The Art of Computer Programming, volume 3, section 5.2.4).
import type { Instant } from '../../model/instant.js';

export class SortedRun {
  readonly #times: Float64Array;
  readonly #numbers: Int32Array;
  #next = 0;

  /** @param times ascending, one for each number */
  constructor(times: Float64Array, numbers: Int32Array) {
    this.#times = times;
    this.#numbers = numbers;
  }

  get size(): number {
    return this.#times.length - this.#next;
  }

  /** The time of the first line that is left; +∞: there is none. */
  get at(): Instant {
    return this.#next < this.#times.length ? this.#times[this.#next]! : Infinity;
  }

  /** Its number. */
  get number(): number {
    return this.#numbers[this.#next]!;
  }

  next(): void {
    this.#next++;
  }

  /** What is left of it: views. */
  left(): { readonly times: Float64Array; readonly numbers: Int32Array } {
    return { times: this.#times.subarray(this.#next), numbers: this.#numbers.subarray(this.#next) };
  }

  /** Both as one; of lines with the same time those of this run come first, which arrived earlier. */
  mergedWith(later: SortedRun): SortedRun {
    const size = this.size + later.size;
    const [times, numbers] = [new Float64Array(size), new Int32Array(size)];
    let [i, j] = [this.#next, later.#next];
    const [end, otherEnd] = [this.#times.length, later.#times.length];
    for (let k = 0; k < size; k++) {
      const own = j === otherEnd || (i < end && this.#times[i]! <= later.#times[j]!);
      times[k] = own ? this.#times[i]! : later.#times[j]!;
      numbers[k] = own ? this.#numbers[i++]! : later.#numbers[j++]!;
    }
    return new SortedRun(times, numbers);
  }
}

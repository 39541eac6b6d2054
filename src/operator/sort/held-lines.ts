// Lines that wait for their turn, in order of event time, then arrival: a heap of numbers, beside columns of their times and
// of how many came before them. A line takes 28 bytes beside its own.
import type { Instant } from '../../model/instant.js';
import type { Saved } from '../../model/saved.js';
import { bytes, doubles, integers, Misshapen, record } from '../../model/shape.js';
import { ByteStore } from '../byte-store.js';

const newline = 10;

export class HeldLines {
  readonly #lines = new ByteStore();
  /** By number of a line. */
  #at = new Float64Array(64);
  #arrival = new Float64Array(64);
  #arrivals = 0;
  #heap = new Int32Array(64);
  #size = 0;

  get size(): number {
    return this.#size;
  }

  /** Keeps a copy of the line. */
  add(at: Instant, line: Uint8Array): void {
    const number = this.#lines.add(line);
    if (number >= this.#at.length) this.#widen();
    this.#at[number] = at;
    this.#arrival[number] = this.#arrivals++;
    this.#rise(this.#size++, number);
  }

  /** The least time of one; +∞: there is none. */
  earliest(): Instant {
    return this.#size === 0 ? Infinity : this.#at[this.#heap[0]!]!;
  }

  /** The line whose turn it is: a view, good until it is dropped. Only where there is one. */
  first(): Uint8Array {
    return this.#lines.get(this.#heap[0]!);
  }

  dropFirst(): void {
    this.#lines.remove(this.#heap[0]!);
    const last = this.#heap[--this.#size]!;
    if (this.#size > 0) this.#sink(last);
  }

  save(): Saved {
    const heap = this.#heap.subarray(0, this.#size);
    const numbers = heap.slice().sort((a, b) => (this.#isBefore(a, b) ? -1 : 1));
    const lines = new Uint8Array(this.#lines.bytes);
    const lengths = new Int32Array(numbers.length);
    let end = 0;
    numbers.forEach((number, i) => {
      const line = this.#lines.get(number);
      lines.set(line, end);
      lengths[i] = line.length;
      end += line.length;
    });
    return { times: Float64Array.from(numbers, (number) => this.#at[number]!), lengths, lines };
  }

  /** @throws Misshapen for what no such lines have saved */
  load(saved: Saved): void {
    const { times, lengths, lines } = savedShape(saved);
    if (times.length !== lengths.length) throw new Misshapen('a time for each line');
    let end = 0;
    times.forEach((at, i) => {
      const start = end;
      end += lengths[i]!;
      if (!Number.isSafeInteger(at) || at < (times[i - 1] ?? -Infinity)) throw new Misshapen('times in order');
      if (end > lines.length || lines[end - 1] !== newline) throw new Misshapen('a line');
      this.add(at, lines.subarray(start, end));
    });
    if (end !== lines.length) throw new Misshapen('as many bytes as all lines have');
  }

  #isBefore(one: number, other: number): boolean {
    const [at, than] = [this.#at[one]!, this.#at[other]!];
    return at < than || (at === than && this.#arrival[one]! < this.#arrival[other]!);
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
    const length = 2 * this.#at.length;
    const [at, arrival, heap] = [new Float64Array(length), new Float64Array(length), new Int32Array(length)];
    at.set(this.#at);
    arrival.set(this.#arrival);
    heap.set(this.#heap);
    [this.#at, this.#arrival, this.#heap] = [at, arrival, heap];
  }
}

const savedShape = record({ times: doubles(), lengths: integers(undefined, 1, 2 ** 31), lines: bytes() });

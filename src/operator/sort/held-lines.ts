// Lines that wait for their turn, in order of event time, then arrival: a heap of numbers, beside columns of their times and
// of how many came before them. A line takes 28 bytes beside its own.
import type { Instant } from '../../model/instant.js';
import type { Saved } from '../../model/saved.js';
import { bytes, doubles, integers, Misshapen, record } from '../../model/shape.js';
import { apart, ByteStore } from '../byte-store.js';
import { TimeOrder } from '../time-order.js';

const newline = 10;

export class HeldLines {
  readonly #lines = new ByteStore();
  /** By number of a line. */
  #at = new Float64Array(64);
  #arrival = new Float64Array(64);
  #arrivals = 0;
  readonly #order = new TimeOrder((one, other) => this.#isBefore(one, other));

  get size(): number {
    return this.#order.size;
  }

  /** Keeps a copy of the line. */
  add(at: Instant, line: Uint8Array): void {
    const number = this.#lines.add(line);
    if (number >= this.#at.length) this.#widen();
    this.#at[number] = at;
    this.#arrival[number] = this.#arrivals++;
    this.#order.add(number);
  }

  /** The least time of one; +∞: there is none. */
  earliest(): Instant {
    return this.size === 0 ? Infinity : this.#at[this.#order.first]!;
  }

  /** The line whose turn it is: a view, good until it is dropped. Only where there is one. */
  first(): Uint8Array {
    return this.#lines.get(this.#order.first);
  }

  dropFirst(): void {
    this.#lines.remove(this.#order.first);
    this.#order.dropFirst();
  }

  save(): Saved {
    const numbers = this.#order.sorted();
    const { lengths, bytes: lines } = this.#lines.joined(numbers);
    return { times: Float64Array.from(numbers, (number) => this.#at[number]!), lengths, lines };
  }

  /** @throws Misshapen for what no such lines have saved */
  load(saved: Saved): void {
    const { times, lengths, lines } = savedShape(saved);
    if (times.length !== lengths.length) throw new Misshapen('a time for each line');
    apart(lengths, lines).forEach((line, i) => {
      const at = times[i]!;
      if (!Number.isSafeInteger(at) || at < (times[i - 1] ?? -Infinity)) throw new Misshapen('times in order');
      if (line.at(-1) !== newline) throw new Misshapen('a line');
      this.add(at, line);
    });
  }

  #isBefore(one: number, other: number): boolean {
    const [at, than] = [this.#at[one]!, this.#at[other]!];
    return at < than || (at === than && this.#arrival[one]! < this.#arrival[other]!);
  }

  #widen(): void {
    const length = 2 * this.#at.length;
    const [at, arrival] = [new Float64Array(length), new Float64Array(length)];
    at.set(this.#at);
    arrival.set(this.#arrival);
    [this.#at, this.#arrival] = [at, arrival];
  }
}

const savedShape = record({ times: doubles(), lengths: integers(undefined, 1, 2 ** 31), lines: bytes() });

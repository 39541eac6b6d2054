// The records of a piece of input that are no lines, one after another, with the lines they begin in: what a decoder goes
// over. The piece begins and ends between records, but for the last record of an input.
import type { Position } from '../model/batch.js';
import type { RecordCutter } from './input/input-format.js';

const newline = 10;
const carriageReturn = 13;

interface PreludeChange {
  readonly from: number;
  readonly prelude: string | undefined;
}

export class RecordWalk {
  /** Of the record at hand: its bytes without a line end, and the line of the piece in which it begins, from 0. */
  start = 0;
  end = 0;
  line = 0;
  /** Bytes and lines of the records before. */
  at = 0;
  lines = 0;
  readonly #cutter: RecordCutter;
  readonly #bytes: Uint8Array;
  readonly #preludes: PreludeChange[];

  /** @param bytes which end between records, or with the input */
  constructor(cutter: RecordCutter, bytes: Uint8Array, { prelude }: Position) {
    this.#cutter = cutter;
    this.#bytes = bytes;
    this.#preludes = [{ from: 0, prelude }];
    cutter.begin(prelude);
  }

  /** Goes to the next record; false: there is none. */
  next(): boolean {
    const { length } = this.#bytes;
    if (this.at === length) return false;
    const found = this.#cutter.next(this.#bytes, this.at, length);
    if (found < 0 && this.#cutter.isBetween) {
      this.#reach(length);
      return false;
    }
    // What ends a record may be the first byte of the next, which is not there.
    this.#turn(this.#cutter.start, found < 0 ? length : found);
    return true;
  }

  /** See RecordCutter. */
  get unclosed(): number | undefined {
    return this.#cutter.unclosed;
  }

  /** See RecordCutter. */
  get fault(): string | undefined {
    return this.#cutter.fault;
  }

  /** The prelude of the place reached. */
  get prelude(): string | undefined {
    return this.#cutter.prelude;
  }

  /** The prelude of the place where the record of this start begins. */
  preludeAt(start: number): string | undefined {
    return this.#preludes.findLast(({ from }) => from <= start)?.prelude;
  }

  #turn(start: number, next: number): void {
    this.#reach(start);
    this.line = this.lines;
    this.start = start;
    this.end = withoutLineEnd(this.#bytes, start, next);
    const { preludeOfRecord: prelude } = this.#cutter;
    if (this.#preludes.at(-1)!.prelude !== prelude) this.#preludes.push({ from: start, prelude });
    this.#reach(next);
  }

  #reach(place: number): void {
    this.lines += newlinesIn(this.#bytes, this.at, place);
    this.at = place;
  }
}

/** The end of a line without the bytes that end it. */
export function withoutLineEnd(bytes: Uint8Array, start: number, next: number): number {
  const end = next > start && bytes[next - 1] === newline ? next - 1 : next;
  return end > start && bytes[end - 1] === carriageReturn ? end - 1 : end;
}

/** How many lines end in bytes[from, to). */
export function newlinesIn(bytes: Uint8Array, from: number, to: number): number {
  let count = 0;
  for (let at = from; at < to; at++) if (bytes[at] === newline) count++;
  return count;
}

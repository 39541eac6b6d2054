// Pieces of bytes by number, such as lines that wait: in segments, so that a million of them are no million objects and
// growing moves none. Numbers are used again. A piece that was removed leaves a gap; once the gaps are more than what is
// left, that is moved together, so that a byte is moved less than once for each that is removed.
import { Misshapen } from '../model/shape.js';

/** A longer piece has a segment of its own. */
const segmentSize = 1 << 18;
/** Gaps are left alone up to so many bytes. */
const leastGaps = 4 * segmentSize;
const none = -1;

export class ByteStore {
  #segments: Uint8Array[] = [];
  /** Bytes taken of the last segment. */
  #end = 0;
  /** By number: the segment of the piece, none where there is no piece; where it begins there; how long it is. */
  #segment = new Int32Array(64).fill(none);
  #start = new Uint32Array(64);
  #length = new Uint32Array(64);
  readonly #free: number[] = [];
  /** Numbers given out so far. */
  #numbers = 0;
  #held = 0;
  #gaps = 0;

  /** How many pieces there are. */
  get size(): number {
    return this.#numbers - this.#free.length;
  }

  /** How long all pieces are together. */
  get bytes(): number {
    return this.#held;
  }

  /** All numbers are below this. */
  get numbers(): number {
    return this.#numbers;
  }

  /** Keeps a copy of the bytes; returns its number: the least that was never given, or one that is free again. */
  add(bytes: Uint8Array): number {
    const number = this.#free.pop() ?? this.#numbers++;
    if (number >= this.#segment.length) this.#widen();
    this.#place(number, bytes);
    this.#held += bytes.length;
    return number;
  }

  /** The piece of this number: a view, good until the next change. */
  get(number: number): Uint8Array {
    const start = this.#start[number]!;
    return this.#segments[this.#segment[number]!]!.subarray(start, start + this.#length[number]!);
  }

  remove(number: number): void {
    const length = this.#length[number]!;
    this.#segment[number] = none;
    this.#free.push(number);
    this.#held -= length;
    this.#gaps += length;
    if (this.#held === 0) this.#clear(this.#segments.slice(0, 1));
    else if (this.#gaps > this.#held + leastGaps) this.#moveTogether();
  }

  /** The pieces of these numbers one behind another, and how long each of them is. */
  joined(numbers: Int32Array): { readonly lengths: Int32Array; readonly bytes: Uint8Array } {
    const lengths = numbers.map((number) => this.#length[number]!);
    const bytes = new Uint8Array(lengths.reduce((sum, length) => sum + length, 0));
    let end = 0;
    for (const number of numbers) {
      bytes.set(this.get(number), end);
      end += this.#length[number]!;
    }
    return { lengths, bytes };
  }

  #place(number: number, bytes: Uint8Array): void {
    const { length } = bytes;
    const last = this.#segments.at(-1);
    if (last === undefined || this.#end + length > last.length) {
      this.#segments.push(new Uint8Array(Math.max(segmentSize, length)));
      this.#end = 0;
    }
    this.#segments.at(-1)!.set(bytes, this.#end);
    this.#segment[number] = this.#segments.length - 1;
    this.#start[number] = this.#end;
    this.#length[number] = length;
    this.#end += length;
  }

  #moveTogether(): void {
    const before = this.#segments;
    this.#clear([]);
    for (let number = 0; number < this.#numbers; number++) {
      const segment = this.#segment[number]!;
      if (segment === none) continue;
      const start = this.#start[number]!;
      this.#place(number, before[segment]!.subarray(start, start + this.#length[number]!));
    }
  }

  #clear(segments: Uint8Array[]): void {
    this.#segments = segments;
    this.#end = 0;
    this.#gaps = 0;
  }

  #widen(): void {
    const length = 2 * this.#segment.length;
    const segment = new Int32Array(length).fill(none);
    segment.set(this.#segment);
    this.#segment = segment;
    this.#start = widened(this.#start, length);
    this.#length = widened(this.#length, length);
  }
}

/**
 * The pieces that `joined` has put together.
 * @throws Misshapen where the lengths are not of so many bytes
 */
export function apart(lengths: Int32Array, bytes: Uint8Array): readonly Uint8Array[] {
  let end = 0;
  const pieces = Array.from(lengths, (length) => bytes.subarray(end, (end += length)));
  if (end !== bytes.length) throw new Misshapen('as many bytes as all pieces have');
  return pieces;
}

function widened(column: Uint32Array, length: number): Uint32Array<ArrayBuffer> {
  const wider = new Uint32Array(length);
  wider.set(column);
  return wider;
}

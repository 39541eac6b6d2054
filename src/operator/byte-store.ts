// Pieces of bytes by number, such as lines that wait: in segments, so that a million of them are no million objects and
// growing moves none. Numbers are used again, and so is a segment once its last piece is gone. What is left of the
// others is moved together where their gaps are more than that, so that a byte is moved less than once for each that is
// removed.
import { longer } from '../model/arrays.js';
import { Misshapen } from '../model/shape.js';

/** A longer piece has a segment of its own. */
const segmentSize = 1 << 18;
/** Gaps are left alone up to so many bytes. */
const leastGaps = 4 * segmentSize;
/** Empty segments that are kept for what comes next. */
const mostSpare = 8;
const none = -1;

/** Bytes, and how many pieces stand in them. */
interface ByteSegment {
  readonly bytes: Uint8Array;
  pieces: number;
  /** So many bytes are taken, by pieces or gaps. */
  end: number;
}

export class ByteStore {
  /** Of pieces; undefined: its number is free. Pieces are added to the last one that was opened. */
  readonly #segments: (ByteSegment | undefined)[] = [];
  readonly #freeSegments: number[] = [];
  readonly #spare: Uint8Array[] = [];
  #last = none;
  /** How far what was copied last was moved. */
  #shift = 0;
  /** By number: the segment of the piece, none where there is no piece; where it begins there; how long it is. */
  #segment = new Int32Array(64).fill(none);
  #start = new Int32Array(64);
  #length = new Int32Array(64);
  /** The number that became free last; in `#start` stands that which did before it. */
  #free = none;
  /** Numbers given out so far. */
  #numbers = 0;
  #size = 0;
  #held = 0;
  #gaps = 0;

  /** How many pieces there are. */
  get size(): number {
    return this.#size;
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
    this.copy(bytes, 0, bytes.length);
    return this.addCopied(0, bytes.length);
  }

  /** Copies bytes in which there are pieces, such as lines: for many of them that is one call into the runtime. */
  copy(bytes: Uint8Array, start: number, end: number): void {
    if (this.#gaps > this.#held + leastGaps) this.#moveTogether();
    const segment = this.#roomFor(end - start);
    segment.bytes.set(bytes.subarray(start, end), segment.end);
    this.#shift = segment.end - start;
    segment.end += end - start;
    this.#gaps += end - start;
  }

  /** Keeps a piece of what was copied last, by its place among the bytes that were copied; returns its number, as `add`. */
  addCopied(start: number, end: number): number {
    const number = this.#newNumber();
    this.#put(number, this.#last, start + this.#shift, end - start);
    this.#size++;
    this.#held += end - start;
    this.#gaps -= end - start;
    return number;
  }

  /** The piece of this number: a view, good until the next change. */
  get(number: number): Uint8Array {
    const start = this.#start[number]!;
    return this.#segments[this.#segment[number]!]!.bytes.subarray(start, start + this.#length[number]!);
  }

  remove(number: number): void {
    const length = this.#length[number]!;
    const place = this.#segment[number]!;
    this.#segment[number] = none;
    this.#start[number] = this.#free;
    this.#free = number;
    this.#size--;
    this.#held -= length;
    this.#gaps += length;
    if (--this.#segments[place]!.pieces === 0 && place !== this.#last) this.#release(place);
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

  #newNumber(): number {
    const number = this.#free;
    if (number !== none) {
      this.#free = this.#start[number]!;
      return number;
    }
    if (this.#numbers === this.#segment.length) this.#widen();
    return this.#numbers++;
  }

  #put(number: number, segment: number, start: number, length: number): void {
    this.#segment[number] = segment;
    this.#start[number] = start;
    this.#length[number] = length;
    this.#segments[segment]!.pieces++;
  }

  /** The last segment; another one where it has not so much room. */
  #roomFor(length: number): ByteSegment {
    const last = this.#segments[this.#last];
    return last !== undefined && last.end + length <= last.bytes.length ? last : this.#open(length);
  }

  #open(length: number): ByteSegment {
    const before = this.#last;
    this.#last = this.#freeSegments.pop() ?? this.#segments.length;
    if (this.#segments[before]?.pieces === 0) this.#release(before);
    const bytes = length > segmentSize ? new Uint8Array(length) : (this.#spare.pop() ?? new Uint8Array(segmentSize));
    return (this.#segments[this.#last] = { bytes, pieces: 0, end: 0 });
  }

  /** A segment has no pieces any more. */
  #release(place: number): void {
    const { bytes, end } = this.#segments[place]!;
    this.#segments[place] = undefined;
    this.#freeSegments.push(place);
    this.#gaps -= end;
    if (bytes.length === segmentSize && this.#spare.length < mostSpare) this.#spare.push(bytes);
  }

  /** Segment by segment, so that each is free again before the next one is looked at. */
  #moveTogether(): void {
    const numbers = this.#bySegment();
    this.#open(0);
    for (const number of numbers) {
      const [place, length] = [this.#segment[number]!, this.#length[number]!];
      const piece = this.get(number);
      const to = this.#roomFor(length);
      to.bytes.set(piece, to.end);
      this.#put(number, this.#last, to.end, length);
      to.end += length;
      this.#gaps += length;
      if (--this.#segments[place]!.pieces === 0) this.#release(place);
    }
  }

  /** The numbers of all pieces, those of a segment together. */
  #bySegment(): Int32Array {
    const next = new Int32Array(this.#segments.length + 1);
    this.#segments.forEach((segment, place) => (next[place + 1] = next[place]! + (segment?.pieces ?? 0)));
    const numbers = new Int32Array(this.#size);
    for (let number = 0; number < this.#numbers; number++) {
      const place = this.#segment[number]!;
      if (place !== none) numbers[next[place]!++] = number;
    }
    return numbers;
  }

  #widen(): void {
    const length = 2 * this.#segment.length;
    this.#segment = longer(this.#segment, length);
    this.#start = longer(this.#start, length);
    this.#length = longer(this.#length, length);
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

// From reads to whole lines (SPEC §3, "too-long"): what a source delivers is cut at newlines and handed to the decoder,
// so that no decoder is given half a line. However the bytes were cut by the reads, the batches hold the same in sum. A
// line over the limit is a reject; it is blanked before decoding, so that every offset stays what it was, and of one
// longer than the buffer only the beginning is kept.
import { Buffer } from 'node:buffer';
import { behind, type NonEvent, type Batch, type InputPart, type Position, type Reject } from '../model/batch.js';
import type { Decoder } from './decoder.js';
import type { RecordCutter } from './input/input-format.js';
import { keptOfLong, tooLongText } from './long-record.js';
import { newlinesIn } from './record-walk.js';

/** What else there is to an input. */
export interface FramerOptions {
  /** Where reading begins: a place out of a checkpoint. */
  readonly from?: Position;
  /** Bytes offered to a read, if nothing longer is under way. */
  readonly readSize?: number;
  /** Finds the ends of records that are no lines; undefined: records are lines. */
  readonly cutter?: RecordCutter | undefined;
  /** Opens the decoder that takes over once more than a few bytes have come: it is faster, but takes long to open. */
  readonly openFullDecoder?: () => Decoder;
}

/** In the time that opening the scanner takes, so many bytes are read plainly by a program that has just begun. */
const plainBytes = 8192;

/** So much of a too-long line is kept, for the reject record. */
const kept = keptOfLong;
/** A byte order mark and a carriage return do not count as parts of a line. */
const slack = 4;
const newline = 10;
const mark = Buffer.from([0xef, 0xbb, 0xbf]);
const carriageReturn = 13;
const space = 32;

/** A line over the limit, within the bytes at hand. */
interface LongLine {
  readonly start: number;
  readonly end: number;
}

export class Framer {
  #decoder: Decoder;
  #openFullDecoder: (() => Decoder) | undefined;
  /** Bytes the first decoder may yet be given. */
  #plainBytes = plainBytes;
  readonly #cutter: RecordCutter | undefined;
  readonly #maxLine: number;
  readonly #readSize: number;
  #buffer: Uint8Array = new Uint8Array(0);
  /** The bytes at hand, not yet decoded: [start, end). They begin a line. */
  #start = 0;
  #end = 0;
  /** Up to here there is no newline in them; a cutter has gone so far. */
  #searched = 0;
  /** The last place between records that a cutter has found. */
  #whole = 0;
  /** Bytes dropped of the line that begins at `start`, after its first `kept`. */
  #dropped = 0;
  /** Lines that ended in those. */
  #droppedLines = 0;
  #position: Position;
  #hasLines = false;
  #mayHaveMark: boolean;
  /** Of records that are no lines: the part of the input that the bytes at hand are of, and the one that begins at `at`. */
  #part: InputPart | undefined;
  #next: { readonly part: InputPart; readonly at: number } | undefined;
  /** Of parts that reading may come back to: the prelude of the place where it left them. */
  readonly #preludes = new WeakMap<InputPart, string | undefined>();

  /** @param maxLine bytes of the longest line taken, its end not counted */
  constructor(
    decoder: Decoder,
    maxLine: number,
    { from = { offset: 0, line: 0 }, readSize = 262_144, cutter, openFullDecoder }: FramerOptions = {},
  ) {
    this.#decoder = decoder;
    this.#openFullDecoder = openFullDecoder;
    this.#maxLine = maxLine;
    this.#readSize = readSize;
    this.#position = from;
    this.#cutter = cutter;
    cutter?.begin(from.prelude);
    this.#mayHaveMark = from.offset === 0;
  }

  /** The place after everything decoded; the beginning of a line. */
  get position(): Position {
    return this.#position;
  }

  /** Whole lines are at hand, because the last batch was much work and ended before them: `filled(0)` decodes more. */
  get hasLines(): boolean {
    return this.#hasLines;
  }

  /**
   * How the next batches are cut, once `space` was called, if all lines in reach are of usual lengths: at the last newline
   * in `reach` bytes from `position`, as long as at most `left` bytes are left behind it. Undefined inside a long line.
   */
  get regularCut(): { readonly reach: number; readonly left: number } | undefined {
    const reach = this.#buffer.length;
    return this.#dropped > 0 || this.#start > 0 ? undefined : { reach, left: reach - this.#readSize };
  }

  /** Goes on at another place, the beginning of a line; what lies before it was, or will be, decoded elsewhere. */
  skipTo(position: Position): void {
    this.#start = this.#end = this.#searched = this.#dropped = 0;
    this.#hasLines = false;
    this.#position = position;
    this.#mayHaveMark = position.offset === 0;
  }

  /** What the next read need be given room for: little as long as little has come, for connections come by the thousand. */
  get initialReadSize(): number {
    return this.#openFullDecoder === undefined ? this.#readSize : Math.min(this.#readSize, plainBytes);
  }

  /** Bytes at hand of the record that has no end yet. */
  get partialBytes(): number {
    return this.#end - this.#start + this.#dropped - this.wholeBytes;
  }

  /** Bytes at hand of whole records: none between reads, unless the last batch was much work. */
  get wholeBytes(): number {
    const end = this.#cutter === undefined ? this.#lastNewline() + 1 : this.#whole;
    return Math.max(0, end - this.#start);
  }

  /** Where the next read goes: room for `least` bytes or more. The batch before is no longer valid. */
  space(least = this.#readSize): Uint8Array {
    this.#letGo();
    this.#compact();
    if (this.#buffer.length - this.#end < least) this.#grow(least);
    return this.#buffer.subarray(this.#end);
  }

  /**
   * Takes note of n bytes read, and decodes the lines that are whole. `filled(0)` decodes what a batch that ended with
   * a line longer than the buffer has left behind; otherwise that waits for the next read.
   * @param part of the input, that the bytes are of; undefined: the same as before
   */
  filled(n: number, part?: InputPart): Batch | undefined {
    if (part !== undefined && part !== this.#part && n > 0) this.#next = { part, at: this.#end };
    this.#end += n;
    this.#plainBytes -= n;
    if (this.#plainBytes < 0) this.#takeOver();
    const last = this.#cutter === undefined ? undefined : this.#endPart(this.#cutter);
    return last ?? this.#decodeWhole();
  }

  /** Decodes the records that are whole. */
  #decodeWhole(): Batch | undefined {
    const cut = this.#cutter === undefined ? this.#lastNewline() + 1 : this.#lastEnd(this.#cutter);
    if (cut <= this.#start) {
      this.#hasLines = false;
      return undefined;
    }
    if (this.#dropped === 0) return this.#decode(cut, false);
    return this.#decodeRest(this.#cutter === undefined ? this.#buffer.indexOf(newline, this.#start) + 1 : cut);
  }

  /**
   * The end of the input: decodes the last line, which lacks its end. Where that is not all, or something is wrong with
   * the end itself, `hasLines` is true, and the next call decodes more.
   */
  end(): Batch | undefined {
    return this.#finish(this.#end);
  }

  /** Decodes what is at hand before `end`, and then what is wrong with its being the end. */
  #finish(end: number): Batch | undefined {
    if (end === this.#start) return this.#rejectEnd();
    const batch = this.#decodeTo(end);
    this.#hasLines ||= this.#cutter?.unfinished !== undefined;
    return batch;
  }

  #decodeTo(end: number): Batch | undefined {
    if (end === this.#start) return undefined;
    return this.#dropped > 0 ? this.#decodeRest(end) : this.#decode(end, true);
  }

  #rejectEnd(): Batch | undefined {
    this.#hasLines = false;
    const error = this.#cutter?.unfinished;
    if (error === undefined) return undefined;
    this.#cutter!.begin(undefined);
    const batch = this.#decoder.decode(this.#buffer, 0, this.#position, true);
    const at = { before: 0, line: 0, start: 0, end: 0, column: undefined, clock: NaN };
    return { ...batch, nonEvents: [{ kind: 'reject', reason: 'json', error, ...at }], lineCount: 1 };
  }

  /** Where another part begins, the record under way ends; undefined: none is. */
  #endPart(cutter: RecordCutter): Batch | undefined {
    if (this.#next === undefined) return undefined;
    const { part, at } = this.#next;
    const isNew = part.begins && !this.#preludes.has(part);
    const last = isNew ? this.#finish(at) : this.#decodeTo(at);
    if (this.#start === at && !this.#hasLines) this.#turnTo(part, cutter);
    return last;
  }

  /** A part that is not read from its beginning, and was not met before, is read as the one before it was. */
  #turnTo(part: InputPart, cutter: RecordCutter): void {
    const { prelude } = this.#position;
    if (this.#part !== undefined) this.#preludes.set(this.#part, prelude);
    const own = this.#preludes.has(part) || part.begins ? this.#preludes.get(part) : prelude;
    this.#position = behind(own, this.#position);
    cutter.begin(own);
    this.#part = part;
    this.#next = undefined;
    this.#searched = this.#whole = this.#start;
    this.#hasLines = true;
  }

  /** Copies the bytes at hand into the memory of the decoder that takes over. */
  #takeOver(): void {
    if (this.#openFullDecoder === undefined) return;
    this.#decoder = this.#openFullDecoder();
    this.#openFullDecoder = undefined;
    const buffer = this.#decoder.buffer?.(this.#buffer.length);
    buffer?.set(this.#buffer.subarray(0, this.#end));
    this.#buffer = buffer ?? this.#buffer;
  }

  #lastNewline(): number {
    const found = this.#buffer.subarray(this.#searched, this.#end).lastIndexOf(newline);
    const at = found < 0 ? -1 : this.#searched + found;
    if (at < 0) this.#searched = this.#end;
    return at;
  }

  /**
   * The last place at hand that is between records, as far as the cutter finds one; the first behind a record whose middle
   * was dropped.
   */
  #lastEnd(cutter: RecordCutter): number {
    if (this.#mayBeginMark) return this.#start;
    this.#skipMark();
    let at = Math.max(this.#searched, this.#start);
    let end = cutter.next(this.#buffer, at, this.#end);
    for (; end >= 0 && this.#dropped === 0; end = cutter.next(this.#buffer, at, this.#end))
      this.#whole = at = this.#decoder.lastRecordEnd?.(this.#buffer, end, this.#end) ?? end;
    if (end >= 0) this.#whole = at = end;
    else if (cutter.isBetween) this.#whole = this.#end;
    this.#searched = end >= 0 ? at : this.#end;
    return this.#whole;
  }

  /** What is there of the input is the beginning of a byte order mark, and may become one. */
  get #mayBeginMark(): boolean {
    const size = this.#end - this.#start;
    return this.#mayHaveMark && size < mark.length && mark.subarray(0, size).equals(this.#buffer.subarray(this.#start, this.#end)); // prettier-ignore
  }

  /** Decodes up to `cut`, with the lines that are too long blanked. */
  #decode(cut: number, final: boolean): Batch | undefined {
    this.#skipMark();
    const bytes = this.#buffer.subarray(this.#start, cut);
    const long = this.#cutter === undefined ? longLines(bytes, this.#maxLine) : [];
    const heads = long.map((line) => blank(bytes, line));
    const batch = this.#decoder.decode(bytes, bytes.length, this.#position, final);
    const size = batch.to.offset - this.#position.offset;
    // The decoder's memory may have moved, but what it has not decoded is where it was.
    for (const [i, { start }] of long.entries()) (start < size ? batch.bytes : bytes).set(heads[i]!, start);
    this.#hasLines = size < bytes.length;
    this.#advance(this.#start + size, batch.to);
    const decoded = long.filter(({ start }) => start < size);
    return decoded.length === 0 ? batch : withLongLines(batch, decoded, this.#maxLine);
  }

  /** The end of a line whose middle was dropped: it is a batch of its own, for offsets run on only within one. */
  #decodeRest(cut: number): Batch {
    return this.#cutter === undefined ? this.#decodeRestOfLine(cut) : this.#rejectRest(this.#cutter, cut);
  }

  /** The same of a record that is no line: the decoder sees nothing of it. */
  #rejectRest(cutter: RecordCutter, cut: number): Batch {
    const bytes = this.#buffer.slice(this.#start, this.#start + kept);
    const from = this.#position;
    const batch = this.#decoder.decode(bytes, 0, from, true);
    const lines = newlinesIn(bytes, 0, kept) + this.#droppedLines + newlinesIn(this.#buffer, this.#start + kept, cut);
    const place = { offset: from.offset + this.#dropped + cut - this.#start, line: from.line + lines };
    const to = behind(cutter.prelude, place);
    this.#dropped = this.#droppedLines = 0;
    this.#advance(cut, to);
    const error = tooLongText(this.#maxLine, 'record', cutter.unclosed);
    const at = { before: 0, line: 0, start: 0, end: kept, column: undefined, clock: NaN };
    return { ...batch, bytes, nonEvents: [{ kind: 'reject', reason: 'too-long', error, ...at }], lineCount: 1, to };
  }

  #decodeRestOfLine(cut: number): Batch {
    const bytes = this.#buffer.subarray(this.#start, this.#start + kept);
    const head = blank(bytes, { start: 0, end: kept });
    const from = this.#position;
    const batch = this.#decoder.decode(bytes, kept, from, true);
    batch.bytes.set(head);
    const to = { offset: from.offset + this.#dropped + cut - this.#start, line: from.line + 1 };
    this.#dropped = 0;
    this.#advance(cut, to);
    return { ...withLongLines(batch, [{ start: 0, end: kept }], this.#maxLine), to };
  }

  #advance(cut: number, position: Position): void {
    this.#start = cut;
    // What the cutter has gone over it need not see again.
    if (this.#cutter === undefined) this.#searched = cut;
    this.#position = position;
    // The decoder's memory may have grown meanwhile, which detaches the view of it.
    this.#buffer = this.#decoder.buffer?.(0) ?? this.#buffer;
  }

  /** A byte order mark at the very beginning is no part of the first line. */
  #skipMark(): void {
    if (!this.#mayHaveMark) return;
    const [a, b, c] = this.#buffer.subarray(this.#start, this.#end);
    if (a === 0xef && b === 0xbb && c === 0xbf) {
      this.#start += 3;
      this.#position = { offset: 3, line: 0 };
    }
    this.#mayHaveMark = false;
  }

  /** Of an unfinished line that is too long and too large to keep, all but the beginning is dropped. */
  #letGo(): void {
    const size = this.#end - this.#start;
    if (this.#searched !== this.#end || this.#hasLines || size + this.#dropped <= this.#keepable() + slack) return;
    this.#skipMark();
    const tail = this.#cutter?.pending ?? 0;
    if (size <= kept + tail) return;
    this.#droppedLines += newlinesIn(this.#buffer, this.#start + kept, this.#end - tail);
    this.#dropped += size - kept - tail;
    this.#buffer.copyWithin(this.#start + kept, this.#end - tail, this.#end);
    this.#end = this.#searched = this.#start + kept + tail;
  }

  #keepable(): number {
    return Math.max(this.#maxLine, this.#readSize, kept);
  }

  #compact(): void {
    if (this.#start === 0) return;
    this.#buffer.copyWithin(0, this.#start, this.#end);
    this.#searched -= this.#start;
    this.#whole -= this.#start;
    this.#end -= this.#start;
    this.#start = 0;
  }

  /** Doubling, so that a long line costs no more than twice its size to gather; with some room for half lines. */
  #grow(least: number): void {
    const room = least + (least >> 2);
    const size = this.#end + Math.min(this.#end, this.#keepable()) + room;
    const larger = this.#decoder.buffer?.(size) ?? new Uint8Array(size);
    // A buffer of the decoder holds what it held before, and the view of the old one is dead.
    if (this.#decoder.buffer === undefined) larger.set(this.#buffer.subarray(0, this.#end));
    this.#buffer = larger;
  }
}

/** The lines of more than `most` bytes; found in leaps of that size, so that it costs nothing for a usual limit. */
function longLines(bytes: Uint8Array, most: number): LongLine[] {
  const long: LongLine[] = [];
  for (let start = 0; bytes.length - start > most;) {
    const last = bytes.subarray(start, start + most + 1).lastIndexOf(newline);
    if (last >= 0) {
      start += last + 1;
      continue;
    }
    const found = bytes.indexOf(newline, start);
    const next = found < 0 ? bytes.length : found;
    const end = bytes[next - 1] === carriageReturn ? next - 1 : next;
    if (end - start > most) long.push({ start, end });
    start = next + 1;
  }
  return long;
}

/** Makes the line white space; returns its first bytes. */
function blank(bytes: Uint8Array, { start, end }: LongLine): Uint8Array {
  const head = bytes.slice(start, Math.min(start + kept, end));
  bytes.fill(space, start, end);
  return head;
}

/** The batch with these lines, which it took for blank ones, as rejects at their places. */
function withLongLines(batch: Batch, long: readonly LongLine[], maxLine: number): Batch {
  const { starts, length, bytes } = batch;
  const error = tooLongText(maxLine, 'line');
  let [before, line, seen] = [0, 0, 0];
  const rejects = long.map(({ start, end }): Reject => {
    while (before < length && starts[before]! < start) before++;
    for (; seen < start; seen++) if (bytes[seen] === newline) line++;
    const at = { before, line, start, end: Math.min(start + kept, end) };
    return { kind: 'reject', reason: 'too-long', error, column: undefined, clock: NaN, ...at };
  });
  const nonEvents: NonEvent[] = [...batch.nonEvents, ...rejects].sort((a, b) => a.line - b.line);
  return { ...batch, nonEvents, blankCount: batch.blankCount - long.length };
}

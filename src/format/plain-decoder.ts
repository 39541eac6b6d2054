// What an event is, written to be read: bytes → lines → JSON.parse → columns. The decoder of the kernel is faster and
// must give the same, byte for byte; whatever it declines is read here. The order in a line is that of SPEC §5: its
// encoding, JSON, control lines, the clock, `--each`, `--set`, time and `--where`, then key and values. With `--each` a line is
// taken or rejected as a whole, so that lines = control + blank + rejected + read adds up, and a repaired line may be fed again.
import { isAscii, isUtf8 } from 'node:buffer';
import { behind, type Batch, type Position, type RejectReason } from '../model/batch.js';
import type { Instant } from '../model/instant.js';
import { readControl } from './control-lines.js';
import type { Pieces } from '../event/each.js';
import { isObject } from '../event/jsonpath/node.js';
import { beginWork, endWork, readingAllowed, TooMuchWork, workAllowed } from '../event/jsonpath/work.js';
import type { Keys } from '../event/key-table.js';
import type { ParsedRecord, RecordCutter, RecordError, RecordPlan, RecordReader } from './input/input-format.js';
import { keptOfLong, tooLongText } from './long-record.js';
import type { Path } from '../event/path.js';
import type { ReadPlan } from '../event/read-plan.js';
import { setText } from '../event/set.js';
import type { Decoder } from './decoder.js';
import { BatchBuilder, type BatchBounds, type LineAt } from './batch-builder.js';
import { EachEvents, type EventFate, type EventSteps } from './each-events.js';
import { RecordText } from './record-text.js';
import { RecordWalk } from './record-walk.js';

const newline = 10;
/** Batches end after a line with which they are so much work, some 50 ms, so that signals are served. */
const workPerBatch = 1 << 19;
/** An event made of a piece takes so much more than visiting a node (3 µs); this counts for the batch, not against the line. */
const workPerPiece = 64;
/** A record of more pieces is a batch of its own, which is decoded in several calls. */
const manyPieces = 1 << 15;
/** So many are judged or added in a call: some 50 ms. */
const piecesPerCall = 1 << 14;
/** Lines as usual are a little work for each byte; they alone end no batch, however large it is. */
const usualPerByte = 4;

export class PlainDecoder implements Decoder {
  readonly #plan: RecordPlan;
  #reader: RecordReader;
  readonly #cutter: RecordCutter | undefined;
  readonly #maxRecord: number;
  /** Of a format that has one: the header that the reader goes by. */
  #header: string | undefined;
  /** What is the header once more. */
  #repeated: readonly Buffer[] = [];
  readonly #keys: Keys;
  readonly #rows: BatchBuilder;
  readonly #written = new RecordText();
  #bytes: Buffer = Buffer.alloc(0);
  /** Of the bytes at hand: whether they are all UTF-8, and how they are turned into text. */
  #valid = true;
  #encoding: 'latin1' | 'utf8' = 'latin1';
  /** Of the lines of this batch. */
  #work = 0;
  /** Of the piece at hand and those before it in its record: the last text of a time, and what it was read as. */
  #timeOfPieces: { readonly value: string; readonly instant: Instant } | undefined;
  /** A record of many pieces that was met. */
  #many: RecordOfMany | undefined;
  /** … and that is being decoded. */
  #partial: PartialRecord | undefined;

  /** @param maxRecord bytes of the longest record that is taken, of formats whose records are no lines */
  constructor(recordPlan: RecordPlan, keys: Keys, maxRecord = Infinity) {
    const { framing } = recordPlan.format;
    this.#plan = recordPlan;
    this.#reader = recordPlan.format.reader(recordPlan.recordClock);
    this.#cutter = framing === 'lines' ? undefined : framing(maxRecord);
    this.#maxRecord = maxRecord;
    this.#keys = keys;
    this.#rows = new BatchBuilder(recordPlan);
  }

  decode(bytes: Uint8Array, length: number, from: Position, final: boolean): Batch {
    const view = Buffer.from(bytes.buffer, bytes.byteOffset, length);
    this.#bytes = view;
    const part = this.#partial?.offset === from.offset ? this.#goOn(this.#partial) : this.#part(view, from, final);
    if (part === undefined) return this.#rows.none(bytes.subarray(0, 0), from);
    const { end, lines, prelude, ...counts } = part;
    const to = behind(prelude, { offset: from.offset + end, line: from.line + lines });
    return this.#rows.batch(end < length ? bytes.subarray(0, end) : bytes, { from, to, ...counts });
  }

  /** Decodes what is at hand; undefined: it begins with a record of many pieces, which is not finished. */
  #part(view: Buffer, from: Position, final: boolean): DecodedPart | undefined {
    this.#valid = isUtf8(view);
    this.#encoding = isAscii(view) ? 'latin1' : 'utf8';
    this.#rows.clear();
    this.#work = 0;
    this.#partial = undefined;
    const part =
      this.#cutter === undefined
        ? this.#lines(view, final)
        : this.#records(new RecordWalk(this.#cutter, view, from), from);
    const many = this.#many;
    this.#many = undefined;
    if (many === undefined || part.end <= many.at.start) return part;
    return this.#goOn((this.#partial = { ...many, part, offset: from.offset }));
  }

  /** Decodes more of the record of many pieces; what it is a part of, once it is finished. */
  #goOn(record: PartialRecord): DecodedPart | undefined {
    const { at, events, steps, part } = record;
    const { nonEvents } = this.#rows;
    const before = nonEvents.length;
    record.workLeft -= this.#within(record.workLeft, at, () => {
      if (!events.advance(piecesPerCall, steps)) this.#rows.undo();
    });
    const rejected = nonEvents.length > before;
    if (!events.finished && !rejected) return undefined;
    this.#partial = undefined;
    return part;
  }

  #lines(view: Buffer, final: boolean): DecodedPart {
    let [line, blankCount, start] = [0, 0, 0];
    for (; start < view.length && this.#hasTime(start); line++) {
      const found = view.indexOf(newline, start);
      if (found < 0 && !final) throw new RangeError('the bytes end within a line');
      const next = found < 0 ? view.length : found;
      const end = next > start && view[next - 1] === 13 ? next - 1 : next;
      if (isBlank(view, start, end)) blankCount++;
      else this.#line({ start, end, line, clock: NaN });
      if (this.#many !== undefined && start > 0) break;
      start = next + 1;
    }
    const end = Math.min(start, view.length);
    return { end, lines: line, lineCount: line, blankCount, prelude: undefined, preludeAt: undefined };
  }

  /** The same of a format whose records are no lines. */
  #records(walk: RecordWalk, from: Position): DecodedPart {
    const hasHeader = this.#plan.format.hasHeader === true;
    if (hasHeader) this.#turnTo(from.prelude);
    let [lineCount, blankCount, headerStart] = [0, 0, -1];
    while (this.#hasTime(walk.at) && walk.next()) {
      const { start, end, line, unclosed, fault } = walk;
      const at = { start, end, line, clock: NaN };
      const blank = isBlank(this.#bytes, start, end);
      if (blank) blankCount++;
      else if (hasHeader && this.#header === undefined) {
        headerStart = start;
        if (this.#takeHeader(at)) continue;
      } else if (this.#isRepeated(start, end)) continue;
      else if (end - start > this.#maxRecord) this.#rejectLong(at, unclosed);
      else if (fault !== undefined) this.#reject(at, 'json', fault, 0);
      else this.#line(at);
      if (this.#many !== undefined && start > 0) break;
      lineCount++;
    }
    const header = this.#header;
    const preludeAt = hasHeader
      ? (start: number) => (start === headerStart ? undefined : header)
      : (start: number) => walk.preludeAt(start);
    if (this.#many !== undefined && walk.start > 0) {
      const { start, line } = walk;
      return { end: start, lines: line, lineCount, blankCount, prelude: preludeAt(start), preludeAt };
    }
    const prelude = hasHeader ? header : walk.prelude;
    return { end: walk.at, lines: walk.lines, lineCount, blankCount, prelude, preludeAt };
  }

  /** The header that stands before what is decoded next; undefined: the first record is one. */
  #turnTo(header: string | undefined): void {
    if (header === this.#header) return;
    this.#header = header;
    const { format, recordClock } = this.#plan;
    this.#reader = format.reader(recordClock, header);
    this.#repeated = (this.#reader.repeated ?? []).map((record) => Buffer.from(record));
  }

  #isRepeated(start: number, end: number): boolean {
    return this.#repeated.some(
      (record) => record.length === end - start && record.compare(this.#bytes, start, end) === 0,
    );
  }

  /** Returns false where it is a reject as well. */
  #takeHeader(at: LineAt): boolean {
    const header = this.#bytes.toString('utf8', at.start, at.end);
    const { start, end } = at;
    this.#turnTo(header);
    if (this.#valid || isUtf8(this.#bytes.subarray(start, end))) return true;
    this.#reject(at, 'utf8', 'the header is not UTF-8', firstBadByte(this.#bytes, start, end) - start);
    return false;
  }

  /** Of a long record the beginning is kept. */
  #rejectLong(at: LineAt, unclosed: number | undefined): void {
    const end = Math.min(at.end, at.start + keptOfLong);
    this.#reject({ ...at, end }, 'too-long', tooLongText(this.#maxRecord, 'record', unclosed), undefined);
  }

  /** Batches end where they are so much work that signals have to be served, and with a record of many pieces. */
  #hasTime(bytes: number): boolean {
    return this.#many === undefined && this.#work < workPerBatch + usualPerByte * bytes;
  }

  #line(at: LineAt): void {
    const read = this.#read(at);
    if (read === undefined) return;
    this.#written.open(read);
    if (this.#plan.control && isObject(read.record) && this.#control(at, read.record)) return;
    this.#rows.mark();
    const allowed = workAllowed(at.end - at.start);
    const work = this.#within(allowed, at, () => this.#events(at, read.record));
    if (this.#many !== undefined) this.#many.workLeft = allowed - work;
  }

  /** Evaluates some of a record, which is a reject if that is more work than is allowed. Returns how much it was. */
  #within(allowed: number, at: LineAt, evaluate: () => void): number {
    let work = 0;
    beginWork(allowed);
    try {
      evaluate();
    } catch (error) {
      if (!(error instanceof TooMuchWork)) throw error;
      this.#rows.undo();
      this.#reject(at, 'too-deep', tooDeep, undefined);
    } finally {
      work = endWork();
      this.#work += work;
    }
    return work;
  }

  #events(at: LineAt, record: unknown): void {
    const { clock, each } = this.#plan;
    if (clock !== undefined) at.clock = this.#clockOf(clock);
    if (each === undefined) this.#whole(at);
    else this.#pieces(at, record, each.pieces(record));
  }

  /** The record of a line; undefined when it was rejected. */
  #read(at: LineAt): ParsedRecord | undefined {
    const { start, end } = at;
    if (!this.#valid && !isUtf8(this.#bytes.subarray(start, end))) {
      this.#reject(at, 'utf8', 'the line is not UTF-8', firstBadByte(this.#bytes, start, end) - start);
      return undefined;
    }
    const line = this.#bytes.toString(this.#encoding, start, end);
    const read = this.#readText(line);
    if ('record' in read) return read;
    this.#reject(at, read.reason ?? 'json', read.error, byteColumn(line, read.at));
    return undefined;
  }

  /** Some formats look for a regular expression in the record. */
  #readText(line: string): ParsedRecord | RecordError {
    beginWork(readingAllowed);
    try {
      return this.#reader.read(line);
    } catch (error) {
      if (error instanceof TooMuchWork) return { error: tooLongToMatch, at: 0, reason: 'too-deep' };
      throw error;
    } finally {
      this.#work += endWork();
    }
  }

  /** Takes a control line, understood or not; false when it is an event. */
  #control({ start, end, line, clock }: LineAt, record: Readonly<Record<string, unknown>>): boolean {
    const raw = (name: string): string => this.#written.text([name]);
    const control = readControl(record, raw);
    if (control === undefined) return false;
    if (control.type === 'misread') this.#reject({ start, end, line, clock }, 'control', control.error, undefined);
    else this.#rows.nonEvents.push({ kind: 'control', before: this.#rows.length, control, start, end, line });
    return true;
  }

  #clockOf({ path, format }: NonNullable<ReadPlan['clock']>): Instant {
    const value = path.first(this.#written.event);
    return value === undefined || value === null ? NaN : format.read(value, () => this.#written.raw(path, value));
  }

  #whole(at: LineAt): void {
    this.#compute();
    const verdict = this.#judge(at);
    if (verdict !== undefined) this.#add(at, verdict);
  }

  /** Adds the members of `--set` to the event at hand; a number or a list takes none. */
  #compute(): readonly string[] {
    const { set } = this.#plan;
    const written = this.#written;
    if (set.length === 0 || !isObject(written.event)) return [];
    this.#rows.computed();
    return set.map((member, i) => {
      const text = setText(member, member.expression.asksDigits ? written.exactEvent : written.event);
      if (text === undefined) this.#rows.failed(['set', i]);
      written.set(member.name, text ?? 'null');
      return text ?? 'null';
    });
  }

  /** The record itself stays as it is: a piece may be the whole of it. */
  #pieces(at: LineAt, record: unknown, pieces: Pieces): void {
    this.#timeOfPieces = undefined;
    if (pieces.length === 0) this.#add(at, { time: this.#time() ?? NaN, passes: false });
    const members = isObject(record) ? record : {};
    const events = new EachEvents(pieces, members, this.#plan.set.length > 0, this.#written);
    const steps = this.#stepsOf(at);
    if (pieces.length > manyPieces) {
      this.#many = { at, events, steps, workLeft: 0 };
      return;
    }
    this.#work += workPerPiece * pieces.length;
    if (!events.advance(Infinity, steps)) this.#rows.undo();
  }

  /** What is done with each event of a record. */
  #stepsOf(at: LineAt): EventSteps {
    const { set } = this.#plan;
    return {
      judge: () => {
        const texts = this.#compute();
        const fate = this.#judge(at);
        return fate && { time: fate.time, passes: fate.passes, set: texts };
      },
      add: (fate) => {
        fate.set.forEach((text, i) => this.#written.set(set[i]!.name, text));
        this.#add(at, fate);
      },
    };
  }

  /** The time of the event at hand and whether --where lets it pass; undefined when it was rejected. */
  #judge(at: LineAt): RowFate | undefined {
    const written = this.#written;
    const passes = this.#plan.where.every((filter, i) => {
      const holds = filter.judge(filter.asksDigits ? written.exactEvent : written.event);
      if (holds === undefined) this.#rows.failed(['where', i]);
      return holds === true;
    });
    const time = this.#time();
    if (time !== undefined) return { time, passes };
    if (!passes) return { time: NaN, passes };
    this.#rejectTime(at, this.#plan.time!);
    return undefined;
  }

  #add(at: LineAt, { time, passes }: RowFate): void {
    this.#rows.add(at, time, passes ? this.#key() : filtered, this.#written);
  }

  /** The time of the event at hand: NaN without --time, undefined when it has none that can be used. */
  #time(): Instant | undefined {
    const { time } = this.#plan;
    if (time === undefined) return NaN;
    const value = time.path.first(this.#written.event);
    if (value === undefined || value === null) return undefined;
    const instant = this.#instantOf(value, time);
    return Number.isNaN(instant) ? undefined : instant;
  }

  /** The pieces of a record mostly have one text of time. */
  #instantOf(value: unknown, { path, format }: NonNullable<ReadPlan['time']>): Instant {
    const known = this.#timeOfPieces;
    if (known !== undefined && value === known.value) return known.instant;
    const instant = format.read(value, () => this.#written.raw(path, value));
    if (this.#plan.each !== undefined && typeof value === 'string') this.#timeOfPieces = { value, instant };
    return instant;
  }

  #key(): number {
    const written = this.#written;
    return this.#keys.intern(
      this.#plan.keys.map(({ path }, i) => {
        const value = path.first(written.event);
        if (value === undefined) this.#rows.keyless(i);
        return value === undefined || value === null ? undefined : written.raw(path, value);
      }),
    );
  }

  #rejectTime(at: LineAt, { path, format }: NonNullable<ReadPlan['time']>): void {
    const value = path.first(this.#written.event);
    if (value === undefined || value === null) {
      this.#reject(at, 'no-time', `${path.text} is ${value === null ? 'null' : 'missing'}`, undefined);
      return;
    }
    const complaint = format.complaint(value, () => this.#written.raw(path, value));
    this.#reject(at, 'bad-time', `${path.text}: ${complaint}`, this.#columnOf(at, path));
  }

  /** The byte of the line where the value begins; undefined when it is not written there. */
  #columnOf({ start, end }: LineAt, path: Path): number | undefined {
    const place = this.#plan.format.verbatim ? this.#written.place(path) : undefined;
    return place === undefined ? undefined : byteColumn(this.#bytes.toString(this.#encoding, start, end), place);
  }

  #reject(at: LineAt, reason: RejectReason, error: string, column: number | undefined): void {
    this.#rows.nonEvents.push({ kind: 'reject', before: this.#rows.length, reason, error, column, ...at });
  }
}

/** What was decoded of some bytes: how far, and how many lines ended in it; the rest is for the batch. */
interface DecodedPart extends Omit<BatchBounds, 'from' | 'to'> {
  readonly end: number;
  readonly lines: number;
  readonly prelude: string | undefined;
}

/** A record of many pieces; and once it is met at the beginning of what is decoded, the part that it is all of. */
interface RecordOfMany {
  readonly at: LineAt;
  readonly events: EachEvents;
  readonly steps: EventSteps;
  workLeft: number;
}

interface PartialRecord extends RecordOfMany {
  readonly part: DecodedPart;
  /** Where it begins in the input. */
  readonly offset: number;
}

type RowFate = Pick<EventFate, 'time' | 'passes'>;

/** Of a line that is more work than is allowed. */
const tooDeep =
  'the paths and filters asked of this line are too much work: they would visit more than 64 nodes for each of its bytes';

const tooLongToMatch =
  'the line is too long for the regular expression of --input-format: matching it would take too long';

/** The key of rows that --where dropped. */
const filtered = -1;

function isBlank(bytes: Uint8Array, start: number, end: number): boolean {
  for (let at = start; at < end; at++) {
    const byte = bytes[at]!;
    if (byte !== 32 && byte !== 9 && byte !== 13) return false;
  }
  return true;
}

/** The byte where a text's code unit `at` begins. */
function byteColumn(text: string, at: number): number {
  return Buffer.byteLength(text.slice(0, at));
}

/** The first byte of bytes[start, end) that begins no UTF-8 character; there is one. */
function firstBadByte(bytes: Uint8Array, start: number, end: number): number {
  for (let at = start; at < end;) {
    const first = bytes[at]!;
    const size = first < 0x80 ? 1 : first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2;
    if (first >= 0x80 && !isUtf8(bytes.subarray(at, Math.min(at + size, end)))) return at;
    at += size;
  }
  return end;
}

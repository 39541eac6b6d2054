// The decoder for most jobs and nearly all lines: single places of an event, read in WebAssembly
// (kernel/scanner.ts). A line that the scanner declines (a reject, a control line, an escaped name, anything in doubt)
// is read by the plain decoder, and its row or non-event is put in its place: a batch does not show which of the two read a line,
// and test/laws/decoder.test.ts holds them to it.
import { Buffer, isUtf8 } from 'node:buffer';
import { endColumn, lineColumn, Scanner, startColumn, type Field } from '../kernel/scanner.js';
import { behind, type NonEvent, type Batch, type Position } from '../model/batch.js';
import { durationOf } from './column-builder.js';
import { parseTimeFormat } from '../event/event-time.js';
import type { Keys } from '../event/key-table.js';
import { PlainDecoder } from './plain-decoder.js';
import type { RecordPlan } from './input/input-format.js';
import { decodeAtOnce, type Decoder } from './decoder.js';
import { scanConditions, type ScanConditions } from './scan-conditions.js';
import { scanPieces, timeForms } from './scan-plan.js';
import { bounded, workAllowed } from '../event/jsonpath/work.js';
import { failurePlace, noneSkipped, setPlace, totals } from '../event/skipped.js';
import { ScannedRecords } from './scanned-records.js';
import { scannedColumn, scannedText, type ScannedColumn, type ScannedText } from './scanned-column.js';

const newline = 10;
/** What is longer may be a record of very many events, which is decoded in several calls. */
const longOfPieces = 1 << 19;
/** In place of a key: the row was filtered out. */
const filtered = -1;

/** What else there is to a scanning decoder. */
interface ScanOptions {
  /** Bytes of the longest record, of formats whose records are no lines. */
  readonly maxRecord?: number | undefined;
  /** After a batch of which the scanner declined most lines, so many are left to the plain decoder altogether. */
  readonly rest?: number;
}

export class ScanningDecoder implements Decoder {
  readonly #plan: RecordPlan;
  readonly #keys: Keys;
  readonly #plain: PlainDecoder;
  readonly #scanner: Scanner;
  readonly #records: ScannedRecords;
  readonly #columns: readonly ScannedColumn[];
  /** With --each: the pieces. */
  readonly #pieces: ScannedText | undefined;
  readonly #conditions: ScanConditions;
  /** The scanner's columns of times, clocks and keys; −1 for what is not read. */
  readonly #time: number;
  readonly #clock: number;
  readonly #key: number;
  /** Where there are no keys: the scanner's column of whether a row passes --where. */
  readonly #passes: number;
  readonly #rest: number;
  /** Stand in for those: all NaN, and all of the one key there is. */
  #noTimes = new Float64Array(0);
  #oneKey = new Int32Array(0);
  #nonEvents: NonEvent[] = [];
  #blank = 0;
  #declined = 0;
  /** Records that the plain decoder has read, and the rows among them. */
  #plainRecords = 0;
  #plainRows = 0;
  /** The end of the input at hand, behind which a newline may have been put. */
  #end = 0;
  /** The scanner has taken that newline for one of the input. */
  #readsPast = false;
  #plainBatchesLeft = 0;
  /** What was skipped in the lines of the plain decoder. */
  #skipped: number[] = [];
  /** The scanner's field of the first key; the columns come right after the keys. */
  readonly #firstKey: number;
  /** Of the keys whose numbers the scanner holds. */
  #generation: number;
  /** Names of a key; with several, the rows of which the number of the key stands where those of its values were. */
  readonly #width: number;
  #whole = 0;

  /**
   * @param fields of `scanFields`, for the same record plan
   */
  constructor(
    module: WebAssembly.Module,
    recordPlan: RecordPlan,
    fields: readonly Field[],
    keys: Keys,
    { maxRecord = Infinity, rest = 15 }: ScanOptions = {},
  ) {
    this.#plan = recordPlan;
    this.#keys = keys;
    this.#generation = keys.generation;
    this.#width = recordPlan.keys.length;
    this.#rest = rest;
    this.#plain = new PlainDecoder(recordPlan, keys, maxRecord);
    this.#conditions = scanConditions(recordPlan);
    const passes = fields.at(-1)?.as === 'passes';
    const { columns, each } = recordPlan;
    const firstColumn = fields.length - columns.length - Number(passes) - Number(each !== undefined);
    this.#firstKey = firstColumn - recordPlan.keys.length;
    this.#scanner = this.#open(module, fields, firstColumn, maxRecord);
    this.#records = new ScannedRecords(recordPlan, this.#scanner, maxRecord);
    const place = (field: number, asked: boolean): number => (asked ? this.#scanner.columnOf(field) : -1);
    const { time, clock } = recordPlan;
    this.#time = place(0, time !== undefined);
    this.#clock = place(time === undefined ? 0 : 1, clock !== undefined);
    this.#key = place(firstColumn - 1, recordPlan.keys.length > 0);
    this.#passes = place(fields.length - 1, passes);
    // Making a view of the memory takes as long as making a text of it.
    let bytes = Buffer.alloc(0);
    const text = (start: number, end: number): string => {
      const { memory } = this.#scanner;
      if (bytes.buffer !== memory) bytes = Buffer.from(memory);
      return bytes.toString('utf8', start, end);
    };
    const placeOf = (column: number): number => this.#scanner.columnOf(firstColumn + column);
    this.#columns = columns.map((column, i) => scannedColumn(column, this.#scanner, placeOf(i), text));
    this.#pieces = each && scannedText(this.#scanner, placeOf(columns.length), text);
  }

  useArena(arena: number): void {
    this.#scanner.useArena(arena);
  }

  lastRecordEnd(bytes: Uint8Array, from: number, end: number): number {
    const origin = bytes.byteOffset;
    if (this.#records.areLines || bytes.buffer !== this.#scanner.memory) return from;
    return this.#scanner.lastRecordEnd(origin + from, origin + end) - origin;
  }

  buffer(size: number): Uint8Array {
    return this.#scanner.space(size);
  }

  decode(bytes: Uint8Array, length: number, from: Position, final: boolean): Batch {
    this.#forget();
    if (this.#plainBatchesLeft > 0 || (this.#pieces !== undefined && length > longOfPieces)) {
      this.#plainBatchesLeft = Math.max(0, this.#plainBatchesLeft - 1);
      return this.#plain.decode(bytes, length, from, final);
    }
    const origin = this.#take(bytes, length);
    const end = origin + length;
    this.#clear(origin, end);
    const after = this.#scanner.byteAt(end);
    const base = { offset: from.offset - origin, line: from.line };
    const closed = this.#closed(origin, end, final);
    this.#records.begin(from.prelude, end);
    this.#read(this.#readHeader(origin, base), closed, base);
    this.#scanner.setByte(end, after);
    if (2 * this.#declined > this.#scanner.lines && this.#declined > 16) this.#plainBatchesLeft = this.#rest;
    return this.#batch(origin, length, from);
  }

  #open(module: WebAssembly.Module, fields: readonly Field[], firstColumn: number, longest: number): Scanner {
    const { time, clock, control, each } = this.#plan;
    const { scanned: form = 'json', separated } = this.#plan.format;
    const format = (time ?? clock)?.format ?? parseTimeFormat('auto');
    const wanted = {
      form,
      separation: separated && { separator: separated.separator, longest },
      fields,
      pieces: each && scanPieces(each),
      conditions: this.#conditions,
      members: this.#conditions.members,
      times: timeForms(format),
      numericText: this.#plan.numericText,
      refuseAtSigns: control,
      salt: Math.floor(Math.random() * 2 ** 53),
    };
    return new Scanner(module, wanted, {
      intern: (text) => this.#keys.internText(text),
      numeral: (field, row, text) => this.#columns[field - firstColumn]!.numeral(row, text),
      time(json) {
        const value: unknown = JSON.parse(json);
        return value === null ? NaN : format.read(value, () => json);
      },
      length: (json) => durationOf(JSON.parse(json) as string),
      judge: this.#conditions.judge,
      cut: (json) => {
        const cut = each?.source?.cut;
        const pieces = cut && bounded(workAllowed(json.length), () => cut(JSON.parse(json) as string));
        return pieces?.map((piece) => `${JSON.stringify(piece)}\n`).join('');
      },
      compute: this.#conditions.compute,
    });
  }

  /** Numbers of an earlier generation are void. */
  #forget(): void {
    if (this.#generation === this.#keys.generation) return;
    this.#generation = this.#keys.generation;
    this.#scanner.forgetKeys();
  }

  /** Where in the scanner's memory these bytes are, now if not before. */
  #take(bytes: Uint8Array, length: number): number {
    const { memory } = this.#scanner;
    if (bytes.buffer === memory) return bytes.byteOffset;
    this.#scanner.space(length).set(bytes.subarray(0, length));
    return this.#scanner.input;
  }

  /** A piece that is null has no text of its own. */
  #pieceReader(): Batch['piece'] {
    const textOf = this.#pieces?.reader();
    return textOf && ((row) => textOf(row) ?? 'null');
  }

  /** Puts a newline at the end of the lines when the last has none; the end with it. */
  #closed(origin: number, end: number, final: boolean): number {
    if (end === origin || this.#scanner.byteAt(end - 1) === newline) return end;
    if (!final) throw new RangeError('the bytes end within a line');
    this.#scanner.setByte(end, newline);
    return end + 1;
  }

  #clear(origin: number, end: number): void {
    this.#scanner.begin(origin);
    this.#end = end;
    this.#readsPast = false;
    this.#nonEvents = [];
    this.#blank = this.#declined = this.#plainRecords = this.#plainRows = this.#whole = 0;
    this.#skipped = noneSkipped(this.#plan);
    for (const column of this.#columns) column.clear();
    this.#pieces?.clear();
  }

  /** Where the records begin that the header at `start` stands before, if there is one. */
  #readHeader(start: number, base: Position): number {
    let at = start;
    while (this.#records.needHeader && at < this.#end) {
      const next = this.#records.endOf(at, this.#end);
      this.#readPlainly(at, next, base);
      at = next;
    }
    return at;
  }

  /** Reads the records in [start, end); `base` is the position of the memory's first byte. */
  #read(start: number, end: number, base: Position): void {
    if (isUtf8(new Uint8Array(this.#scanner.memory, start, end - start))) {
      this.#scan(start, end, base);
      return;
    }
    let good = start;
    for (let at = start; at < this.#end;) {
      const next = this.#records.endOf(at, end);
      if (!isUtf8(new Uint8Array(this.#scanner.memory, at, next - at))) {
        this.#scan(good, at, base);
        this.#readPlainly(at, next, base);
        good = next;
      }
      at = next;
    }
    this.#scan(good, end, base);
  }

  #scan(start: number, end: number, base: Position): void {
    for (let at = start; at < Math.min(end, this.#end);) {
      const declinedEnd = this.#scanner.scan(at, end);
      if (declinedEnd < 0) {
        this.#readsPast = end > this.#end;
        return;
      }
      const start = this.#scanner.declined;
      at = this.#records.areLines ? declinedEnd + 1 : this.#records.endOf(start, end);
      this.#readPlainly(start, at, base);
    }
  }

  /** Reads one record, line end included, by the plain decoder. */
  #readPlainly(start: number, end: number, base: Position): void {
    const scanner = this.#scanner;
    this.#composeKeys();
    const place = { offset: base.offset + start, line: base.line + scanner.lines };
    const from = behind(this.#records.header, place);
    const batch = decodeAtOnce(this.#plain, new Uint8Array(scanner.memory, start, end - start), end - start, from);
    this.#records.behind(batch.to.prelude, start);
    const row = scanner.rows;
    for (let at = 0; at < batch.length; at++) this.#put(row + at, start, batch, at);
    this.#plainRecords += batch.lineCount;
    this.#declined += batch.lineCount - batch.blankCount;
    this.#blank += batch.blankCount;
    batch.skipped.forEach((n, i) => (this.#skipped[i]! += n));
    for (const nonEvent of batch.nonEvents) {
      const shift = start - scanner.origin;
      this.#nonEvents.push({
        ...nonEvent,
        before: row,
        start: nonEvent.start + shift,
        end: nonEvent.end + shift,
        line: scanner.lines,
      });
    }
    scanner.resume(batch.length, batch.to.line - batch.from.line);
  }

  /** A row of the plain decoder's batch becomes this one. */
  #put(row: number, start: number, batch: Batch, at: number): void {
    const { columns, origin, lines } = this.#scanner;
    if (row === columns.capacity) this.#scanner.grow();
    const shift = start - origin;
    columns.unsigned(startColumn)[row] = batch.starts[at]! + shift;
    columns.unsigned(endColumn)[row] = batch.ends[at]! + shift;
    columns.unsigned(lineColumn)[row] = lines;
    if (this.#time >= 0) columns.doubles(this.#time)[row] = batch.times[at]!;
    if (this.#clock >= 0) columns.doubles(this.#clock)[row] = batch.clocks![at]!;
    if (this.#key >= 0) columns.integers(this.#key)[row] = batch.keys[at]!;
    if (this.#passes >= 0) columns.bytes(this.#passes)[row] = Number(batch.keys[at]! >= 0);
    this.#whole = row + 1;
    this.#plainRows++;
    this.#columns.forEach((column, i) => {
      column.put(row, batch.columns[i]!, at);
    });
    this.#pieces?.keep(row, batch.piece?.(at));
  }

  #batch(origin: number, size: number, from: Position): Batch {
    this.#composeKeys();
    const { columns, rows: length, memory } = this.#scanner;
    // Of an input that ends without a newline the last line is none, where records are no lines.
    const lines = this.#scanner.lines - Number(this.#readsPast && !this.#records.areLines);
    const to = { offset: from.offset + size, line: from.line + lines };
    const skipped = this.#allSkipped();
    const { wrongType, missing } = totals(skipped, this.#plan);
    this.#standIns(length);
    return {
      length,
      times: this.#time < 0 ? this.#noTimes.subarray(0, length) : columns.doubles(this.#time).subarray(0, length),
      keys: this.#keysOf(length),
      spellings: undefined,
      clocks: this.#clock < 0 ? undefined : columns.doubles(this.#clock).subarray(0, length),
      columns: this.#columns.map((column) => column.build(length)),
      starts: columns.unsigned(startColumn).subarray(0, length),
      ends: columns.unsigned(endColumn).subarray(0, length),
      lines: columns.unsigned(lineColumn).subarray(0, length),
      piece: this.#pieceReader(),
      bytes: new Uint8Array(memory, origin, size),
      nonEvents: this.#nonEvents,
      lineCount: this.#records.areLines ? lines : length - this.#plainRows + this.#plainRecords,
      blankCount: this.#blank,
      wrongType,
      missing,
      skipped,
      from,
      to: behind(this.#records.header, to),
      base: from.offset,
      preludeAt: this.#records.preludeAt(origin),
    };
  }

  /** Of keys with several names the scanner numbers the values. */
  #composeKeys(): void {
    const { columns, rows } = this.#scanner;
    if (this.#width > 1) this.#keys.internRows(columns.integers(this.#key), this.#whole, rows);
    this.#whole = rows;
  }

  #keysOf(length: number): Int32Array {
    const { columns } = this.#scanner;
    if (this.#key >= 0) return columns.integers(this.#key).subarray(0, length);
    if (this.#passes < 0) return this.#oneKey.subarray(0, length);
    const passes = columns.bytes(this.#passes).subarray(0, length);
    // A key of which there is no event is none.
    const key = passes.includes(1) ? this.#keys.intern([]) : filtered;
    return Int32Array.from(passes, (one) => (one === 1 ? key : filtered));
  }

  /** By the scanner, and in the lines that it has declined, of which those of the plain decoder are counted already. */
  #allSkipped(): number[] {
    const { keys, columns, where, set } = this.#plan;
    const scanner = this.#scanner;
    const skipped = [...this.#skipped];
    const add = (place: number, n: number): void => void (skipped[place]! += n);
    const places = keys.length + columns.length;
    add(0, scanner.rows - this.#plainRows - scanner.filtered);
    for (let i = 0; i < places; i++) add(1 + i, scanner.missing(this.#firstKey + i));
    if (set.length > 0) add(setPlace(this.#plan), scanner.rows - this.#plainRows);
    set.forEach((_, i) => {
      add(failurePlace(['set', i], this.#plan), scanner.uncomputed(i));
    });
    where.forEach((_, i) => {
      add(failurePlace(['where', i], this.#plan), scanner.failed(i));
    });
    columns.forEach((_, i) => {
      const [field, condition] = [this.#firstKey + keys.length + i, this.#conditions.ofColumns[i]];
      add(1 + places + i, scanner.wrongType(field));
      add(1 + places + columns.length + i, scanner.excepted(field));
      if (condition !== undefined) add(failurePlace(['columns', i], this.#plan), scanner.failed(condition));
    });
    return skipped;
  }

  #standIns(length: number): void {
    const { capacity } = this.#scanner.columns;
    if (this.#time < 0 && this.#noTimes.length < length) this.#noTimes = new Float64Array(capacity).fill(NaN);
    if (this.#key < 0 && this.#passes < 0 && this.#oneKey.length < length)
      this.#oneKey = new Int32Array(capacity).fill(this.#keys.intern([]));
  }
}

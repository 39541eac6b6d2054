// A batch on its way from the thread that decoded it, in memory that threads share. What the scanner made lies there
// already (Decoder.useArena) and is only referred to; of others the columns, lines and texts are copied, one after the
// other. What is rare, non-events and integers beyond 2^53, travels as values beside it. Pieces (`--each`) stay behind:
// only late output reads them, and makes them from the line again. Buffers are not transferred instead: that would
// detach them, and once any buffer was detached, V8 checks for it at every access to every array of numbers.
import { Buffer } from 'node:buffer';
import type { NonEvent, Batch, Column, Exact, TextColumn } from '../model/batch.js';

export interface SharedBatch extends BatchCounts {
  readonly buffer: SharedArrayBuffer;
  readonly layout: Layout;
  readonly rows: number;
  /** Bytes of the lines, and of the texts. */
  readonly size: number;
  readonly textSize: number;
  /** The input offset of the lines. */
  readonly base: number;
  /** undefined: none of it is there. */
  readonly rare: Rare | undefined;
}

type BatchCounts = Pick<Batch, 'lineCount' | 'blankCount' | 'wrongType' | 'missing' | 'skipped'>;

interface Rare {
  readonly nonEvents: readonly NonEvent[];
  /** By column. */
  readonly exact: readonly (ReadonlyMap<number, Exact> | undefined)[];
}

/** What lies where: in an arena always the same until its columns have to grow, so it is sent only when it changes. */
export interface Layout {
  readonly kinds: readonly Column['as'][];
  readonly places: ColumnOffsets;
}

/** Where in the buffer each part begins; −1: there is none, or it is the same for each row. */
interface ColumnOffsets {
  readonly times: number;
  readonly clocks: number;
  readonly keys: number;
  readonly starts: number;
  readonly ends: number;
  readonly lines: number;
  readonly columns: readonly number[];
  readonly bytes: number;
  readonly texts: number;
  /** What the spans of texts are counted from. */
  readonly spans: number;
}

/** Texts of a batch that take more than its lines so many times are not worth the way. */
const mostTexts = 8;

/**
 * The batch as other threads can have it; undefined when it would be too large. It is valid until its buffer is used
 * again: by the next batch in the same arena where it lies in one, else by the call that gets it as `spare`.
 * @param spare a buffer that may be used for it
 * @param before a layout, which is given back if the batch has the same
 */
export function shareBatch(batch: Batch, spare?: SharedArrayBuffer, before?: Layout): SharedBatch | undefined {
  const packed = packedInPlace(batch) ?? packedByCopy(batch, spare);
  if (packed === undefined || before === undefined || !same(packed.layout, before)) return packed;
  return { ...packed, layout: before };
}

/** Whether two layouts of one read plan are the same. */
function same(a: Layout, b: Layout): boolean {
  return Object.values(a.places).join() === Object.values(b.places).join();
}

/** The batch where it lies, if all of it lies in memory that is shared. */
function packedInPlace(batch: Batch): SharedBatch | undefined {
  const { buffer } = batch.bytes;
  if (!(buffer instanceof SharedArrayBuffer)) return undefined;
  const { times, clocks, keys, starts, ends, lines, bytes } = batch;
  const columns = batch.columns.map(numbersOf);
  if (![starts, ends, lines, ...columns].every((part) => part?.buffer === buffer)) return undefined;
  // Where neither time nor key is needed, something stands in for them that is the same for all batches.
  const within = (part: Float64Array | Int32Array | undefined) => (part?.buffer === buffer ? part.byteOffset : -1);
  const places = {
    times: within(times),
    clocks: within(clocks),
    keys: within(keys),
    starts: starts.byteOffset,
    ends: ends.byteOffset,
    lines: lines.byteOffset,
    columns: columns.map((column) => column!.byteOffset),
    bytes: bytes.byteOffset,
    texts: bytes.byteOffset,
    spans: 0,
  };
  return packet(batch, buffer, places, 0);
}

/** What a column consists of, if of nothing but numbers. */
function numbersOf(column: Column): Float64Array | Uint32Array | Uint8Array | undefined {
  if (column.as !== 'json') return column.values;
  return column.spans?.except.size === 0 ? column.spans.places : undefined;
}

function packedByCopy(batch: Batch, spare: SharedArrayBuffer | undefined): SharedBatch | undefined {
  const texts = new TextPacker(batch);
  const spans = batch.columns.map((column) => (column.as === 'json' ? texts.add(column) : undefined));
  if (spans.includes('too many')) return undefined;
  const [places, needed] = sideBySide(batch, texts.size);
  const buffer =
    spare !== undefined && spare.byteLength >= needed ? spare : new SharedArrayBuffer(needed + (needed >> 3));
  const packed = packet(batch, buffer, places, texts.size);
  const views = new Views(packed);
  views.times.set(batch.times);
  if (batch.clocks !== undefined) views.clocks?.set(batch.clocks);
  views.keys.set(batch.keys);
  views.starts.set(batch.starts);
  views.ends.set(batch.ends);
  views.lines.set(batch.lines);
  batch.columns.forEach((column, i) => {
    views.columns[i]!.set(column.as === 'json' ? (spans[i] as Uint32Array) : column.values);
  });
  views.bytes.set(batch.bytes);
  views.texts.set(texts.bytes);
  return packed;
}

/** Places for all parts, the widest numbers first, so that each begins where its numbers may; and how far they go. */
function sideBySide({ length: rows, clocks, columns, bytes }: Batch, textSize: number): [ColumnOffsets, number] {
  let end = 0;
  const place = (size: number): number => (end += size) - size;
  const times = place(8 * rows);
  const clocksAt = clocks === undefined ? -1 : place(8 * rows);
  const doubles = columns.map(({ as }) => (as === 'number' || as === 'duration' ? place(8 * rows) : undefined));
  const [keys, starts, ends, lines] = [place(4 * rows), place(4 * rows), place(4 * rows), place(4 * rows)] as const;
  const pairs = columns.map(({ as }) => (as === 'json' ? place(8 * rows) : undefined));
  const columnsAt = columns.map((_, i) => doubles[i] ?? pairs[i] ?? place(rows));
  const bytesAt = place(bytes.length);
  const texts = place(textSize);
  const places = { times, clocks: clocksAt, keys, starts, ends, lines, columns: columnsAt, bytes: bytesAt, texts };
  return [{ ...places, spans: bytesAt }, end];
}

/** What the decoder of a batch could not know. */
export interface Arrival {
  /** Lines of the input before it. */
  readonly line: number;
  /** The keys by their numbers in the run. */
  readonly keys: Int32Array;
  /** With `--each`: the batch of a single line. */
  readonly again: ((line: Uint8Array) => Batch) | undefined;
}

/** The batch as it was decoded; valid until the buffer is used again. */
export function viewBatch(packed: SharedBatch, { line, keys, again }: Arrival): Batch {
  const { rows: length, layout, rare, base, size, buffer, lineCount, blankCount, wrongType, missing, skipped } = packed;
  const { times, clocks, starts, ends, lines, columns, bytes } = new Views(packed);
  const texts = Buffer.from(buffer, layout.places.spans);
  const column = (as: Column['as'], i: number): Column => {
    if (as === 'exists') return { as, values: columns[i] as Uint8Array };
    if (as === 'json') return { as, text: textOf(columns[i] as Uint32Array, texts) };
    return { as, values: columns[i] as Float64Array, exact: rare?.exact[i] };
  };
  return {
    length,
    times,
    keys,
    spellings: undefined,
    clocks,
    columns: layout.kinds.map(column),
    starts,
    ends,
    lines,
    piece: again && pieces({ starts, ends, bytes }, again),
    bytes,
    nonEvents: rare?.nonEvents ?? [],
    lineCount,
    blankCount,
    wrongType,
    missing,
    skipped,
    from: { offset: base, line },
    to: { offset: base + size, line: line + lineCount },
    base,
    preludeAt: undefined,
  };
}

/** The keys, numbered by who decoded the batch; −1 for rows that were filtered out. */
export function packedKeys(packed: SharedBatch): Int32Array {
  return new Views(packed).keys;
}

function packet(batch: Batch, buffer: SharedArrayBuffer, places: ColumnOffsets, textSize: number): SharedBatch {
  const { length: rows, columns, nonEvents, bytes, lineCount, blankCount, wrongType, missing, skipped, base } = batch;
  const layout = { kinds: columns.map((column) => column.as), places };
  const exact = columns.map((column) => ('exact' in column ? column.exact : undefined));
  const rare =
    nonEvents.length > 0 || exact.some((integers) => integers !== undefined) ? { nonEvents, exact } : undefined;
  const sizes = { rows, size: bytes.length, textSize, base };
  return { buffer, layout, ...sizes, rare, lineCount, blankCount, wrongType, missing, skipped };
}

/** The parts of a packed batch. */
class Views {
  readonly times: Float64Array;
  readonly clocks: Float64Array | undefined;
  readonly keys: Int32Array;
  readonly starts: Uint32Array;
  readonly ends: Uint32Array;
  readonly lines: Uint32Array;
  readonly columns: readonly (Float64Array | Uint32Array | Uint8Array)[];
  readonly bytes: Uint8Array;
  readonly texts: Uint8Array;

  constructor({ buffer, rows, layout: { kinds, places }, size, textSize }: SharedBatch) {
    this.times = places.times < 0 ? new Float64Array(rows).fill(NaN) : new Float64Array(buffer, places.times, rows);
    this.clocks = places.clocks < 0 ? undefined : new Float64Array(buffer, places.clocks, rows);
    this.keys = places.keys < 0 ? new Int32Array(rows) : new Int32Array(buffer, places.keys, rows);
    this.starts = new Uint32Array(buffer, places.starts, rows);
    this.ends = new Uint32Array(buffer, places.ends, rows);
    this.lines = new Uint32Array(buffer, places.lines, rows);
    this.columns = kinds.map((as, i) => {
      const at = places.columns[i]!;
      if (as === 'exists') return new Uint8Array(buffer, at, rows);
      return as === 'json' ? new Uint32Array(buffer, at, 2 * rows) : new Float64Array(buffer, at, rows);
    });
    this.bytes = new Uint8Array(buffer, places.bytes, size);
    this.texts = new Uint8Array(buffer, places.texts, textSize);
  }
}

/** Texts of all columns, gathered, but for those that stand in the lines. */
class TextPacker {
  size = 0;
  readonly #batch: Batch;

  constructor(batch: Batch) {
    this.#batch = batch;
  }

  get bytes(): Uint8Array {
    return scratch.subarray(0, this.size);
  }

  /** Begin and end of the text of each row, in the lines and the texts after them; 0 and 0 for none. */
  add(column: TextColumn): Uint32Array | 'too many' {
    const { length, bytes } = this.#batch;
    const spans = new Uint32Array(2 * length);
    const { places, except } = column.spans ?? {};
    let before: string | undefined;
    let begin = 0;
    for (let row = 0; row < length; row++) {
      if (places !== undefined && !except!.has(row)) {
        const end = places[2 * row + 1]! - bytes.byteOffset;
        if (end === -bytes.byteOffset) continue;
        spans[2 * row] = places[2 * row]! - bytes.byteOffset;
        spans[2 * row + 1] = end;
        // That of a computed member stands elsewhere.
        if (end >= 0 && end <= bytes.length) continue;
      }
      const text = column.text(row);
      if (text === undefined) continue;
      // Many pieces of a line (`--each`) have one text.
      if (text !== before) begin = this.#write((before = text));
      if (this.size > mostTexts * bytes.length) return 'too many';
      spans[2 * row] = bytes.length + begin;
      spans[2 * row + 1] = bytes.length + this.size;
    }
    return spans;
  }

  #write(text: string): number {
    const begin = this.size;
    const most = begin + 3 * text.length;
    if (most > scratch.length) scratch = Buffer.concat([scratch], 2 * most);
    this.size += scratch.write(text, begin);
    return begin;
  }
}

let scratch = Buffer.alloc(1 << 16);

/** @param texts what the spans point into */
function textOf(spans: Uint32Array, texts: Buffer): (row: number) => string | undefined {
  return (row) => {
    const end = spans[2 * row + 1]!;
    return end === 0 ? undefined : texts.toString('utf8', spans[2 * row], end);
  };
}

/** The pieces of rows, found by decoding their line once more. */
function pieces(
  { starts, ends, bytes }: Pick<Batch, 'starts' | 'ends' | 'bytes'>,
  again: (line: Uint8Array) => Batch,
): (row: number) => string {
  let first = -1;
  let batch: Batch | undefined;
  return (row) => {
    const start = starts[row]!;
    if (batch === undefined || row < first || starts[first] !== start) {
      for (first = row; first > 0 && starts[first - 1] === start;) first--;
      batch = again(bytes.subarray(starts[row], ends[row]));
    }
    return batch.piece!(row - first);
  };
}

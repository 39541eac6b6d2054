// A batch on its way from the thread that decoded it: its columns, its lines and its texts one after the other in memory
// that threads share. What is rare, asides and integers beyond 2^53, travels as values beside it. Pieces (`--each`) stay
// behind: only late output asks for them, and the line says them again. Buffers are not handed over instead: that would
// detach them, and once any buffer was detached, V8 checks for it at every access to every array of numbers.
import { Buffer } from 'node:buffer';
import type { Aside, Batch, Column, TextColumn } from '../model/batch.js';

export interface PackedBatch {
  readonly buffer: SharedArrayBuffer;
  readonly rows: number;
  readonly clocks: boolean;
  readonly columns: readonly PackedColumn[];
  /** Bytes of the lines, and of the texts. */
  readonly size: number;
  readonly textSize: number;
  readonly asides: readonly Aside[];
  readonly counts: Pick<Batch, 'lineCount' | 'blankCount' | 'wrongType' | 'missing'>;
  /** The input offset of the lines. */
  readonly base: number;
}

interface PackedColumn {
  readonly as: Column['as'];
  readonly exact: ReadonlyMap<number, bigint> | undefined;
}

/** Texts of a batch that take more than its lines so many times are not worth the way. */
const mostTexts = 8;

/**
 * The batch by itself, independent of its decoder; undefined when it would be too large.
 * @param spare a buffer that may be used for it
 */
export function pack(batch: Batch, spare?: SharedArrayBuffer): PackedBatch | undefined {
  const texts = new Texts(batch);
  const spans = batch.columns.map((column) => (column.as === 'json' ? texts.add(column) : undefined));
  if (spans.includes('too many')) return undefined;
  const packed = outline(batch, texts.size);
  const buffer = roomFor(packed, spare);
  const views = new Views({ ...packed, buffer });
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
  return { ...packed, buffer };
}

/** What whoever decoded a batch could not know. */
export interface Arrival {
  /** Lines of the input before it. */
  readonly line: number;
  /** The keys as the run knows them. */
  readonly keys: Int32Array;
  /** With `--each`: the batch of a single line. */
  readonly again: ((line: Uint8Array) => Batch) | undefined;
}

/** The batch as it was decoded; valid until the buffer is used again. */
export function unpack(packed: PackedBatch, { line, keys, again }: Arrival): Batch {
  const { rows: length, counts, asides, base, size } = packed;
  const { times, clocks, starts, ends, lines, columns, bytes } = new Views(packed);
  const column = ({ as, exact }: PackedColumn, i: number): Column => {
    if (as === 'exists') return { as, values: columns[i] as Uint8Array };
    if (as === 'json') return { as, text: textOf(columns[i] as Uint32Array, bytes) };
    return { as, values: columns[i] as Float64Array, exact };
  };
  return {
    ...{ length, times, keys, clocks, starts, ends, lines, bytes, asides, ...counts },
    columns: packed.columns.map(column),
    piece: again && pieces({ starts, ends, lines, bytes }, again),
    from: { offset: base, line },
    to: { offset: base + size, line: line + counts.lineCount },
    base,
  };
}

/** The keys, numbered by who decoded the batch; −1 for rows that were filtered out. */
export function packedKeys(packed: PackedBatch): Int32Array {
  return new Views(packed).keys;
}

function outline(batch: Batch, textSize: number): Omit<PackedBatch, 'buffer'> {
  const { lineCount, blankCount, wrongType, missing } = batch;
  return {
    rows: batch.length,
    clocks: batch.clocks !== undefined,
    columns: batch.columns.map((column) => ({ as: column.as, exact: 'exact' in column ? column.exact : undefined })),
    size: batch.bytes.length,
    textSize,
    asides: batch.asides,
    counts: { lineCount, blankCount, wrongType, missing },
    base: batch.base,
  };
}

function roomFor(packed: Omit<PackedBatch, 'buffer'>, spare: SharedArrayBuffer | undefined): SharedArrayBuffer {
  const { rows, clocks, columns, size, textSize } = packed;
  // Eight bytes for a column at most, and four for each of keys, starts, ends and lines.
  const needed = rows * (8 * (1 + (clocks ? 1 : 0) + columns.length) + 16) + size + textSize;
  if (spare !== undefined && spare.byteLength >= needed) return spare;
  return new SharedArrayBuffer(needed + (needed >> 3));
}

/** The parts of a packed batch, the widest numbers first, so that each begins where its numbers may. */
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

  constructor({ buffer, rows, clocks, columns, size, textSize }: PackedBatch) {
    let at = 0;
    const place = (bytes: number): number => (at += bytes) - bytes;
    const doubles = (): Float64Array => new Float64Array(buffer, place(8 * rows), rows);
    const unsigned = (count = rows): Uint32Array => new Uint32Array(buffer, place(4 * count), count);
    const small = (count = rows): Uint8Array => new Uint8Array(buffer, place(count), count);
    this.times = doubles();
    this.clocks = clocks ? doubles() : undefined;
    const numbers = columns.map(({ as }) => (as === 'number' || as === 'duration' ? doubles() : undefined));
    this.keys = new Int32Array(buffer, place(4 * rows), rows);
    this.starts = unsigned();
    this.ends = unsigned();
    this.lines = unsigned();
    const spans = columns.map(({ as }) => (as === 'json' ? unsigned(2 * rows) : undefined));
    this.columns = columns.map((_, i) => numbers[i] ?? spans[i] ?? small());
    this.bytes = small(size);
    this.texts = small(textSize);
  }
}

/** Texts of all columns, gathered, but for those that stand in the lines. */
class Texts {
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
        const end = places[2 * row + 1]!;
        if (end === 0) continue;
        spans[2 * row] = places[2 * row]! - bytes.byteOffset;
        spans[2 * row + 1] = end - bytes.byteOffset;
        continue;
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

/** The texts stand after the lines, in one buffer with them. */
function textOf(spans: Uint32Array, { buffer, byteOffset }: Uint8Array): (row: number) => string | undefined {
  const all = Buffer.from(buffer, byteOffset);
  return (row) => {
    const end = spans[2 * row + 1]!;
    return end === 0 ? undefined : all.toString('utf8', spans[2 * row], end);
  };
}

/** The pieces of rows, found by decoding their line once more. */
function pieces(
  { starts, ends, lines, bytes }: Pick<Batch, 'starts' | 'ends' | 'lines' | 'bytes'>,
  again: (line: Uint8Array) => Batch,
): (row: number) => string {
  let first = -1;
  let batch: Batch | undefined;
  return (row) => {
    const line = lines[row]!;
    if (batch === undefined || row < first || lines[first] !== line) {
      for (first = row; first > 0 && lines[first - 1] === line;) first--;
      batch = again(bytes.subarray(starts[row], ends[row]));
    }
    return batch.piece!(row - first);
  };
}

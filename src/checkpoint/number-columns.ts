// Columns of numbers in a checkpoint. A million windows have few different ends and small counts, so a column is one
// number, or whole numbers as their distance from the least in 1, 2 or 4 bytes, or doubles as they are. Exact: −0, ±∞
// and NaN come back as they were.
import { endianness } from 'node:os';
import type { ByteReader } from './byte-reader.js';
import type { ByteWriter } from './byte-writer.js';
import { CorruptCheckpoint } from './damaged.js';

const doubles = 0;
const constant = 8;

/** Widths of a distance in bytes, which are also their marks in the file. */
const widths = [1, 2, 4] as const;
const mostOf = { 1: 0xff, 2: 0xffff, 4: 0xffff_ffff } as const;
type Width = (typeof widths)[number];

/** No column is longer; a longer one is damage. */
const longest = 2 ** 32;

export function writeNumbers(out: ByteWriter, values: ArrayLike<number>): void {
  out.count(values.length);
  if (values.length === 0) return;
  const first = values[0]!;
  if (isConstant(values, first)) {
    out.byte(constant);
    out.double(first);
    return;
  }
  const { least, most, whole } = survey(values);
  const width = whole ? widths.find((bytes) => most - least <= mostOf[bytes]) : undefined;
  out.byte(width ?? doubles);
  if (width === undefined) writeDoubles(out, values);
  else {
    out.double(least);
    writeDistances(out, values, least, width);
  }
}

/** Fills the array that `make` makes, of the length it is called with. */
export function readNumbers<A extends { [index: number]: number; fill(value: number): unknown }>(
  from: ByteReader,
  make: (length: number) => A,
): A {
  const length = from.count();
  if (length >= longest) throw new CorruptCheckpoint('holds a column that is too long');
  if (length === 0) return make(0);
  const form = from.byte();
  if (form === constant) {
    const value = from.double();
    from.makeFreely(length);
    const column = make(length);
    column.fill(value);
    return column;
  }
  if (form === doubles) {
    const values = read(from, length, 8);
    return copied(values, 0, make(length));
  }
  const width = widths.find((bytes) => bytes === form);
  if (width === undefined) throw new CorruptCheckpoint('holds a column of an unknown form');
  const least = from.double();
  const values = read(from, length, width);
  return copied(values, least, make(length));
}

function isConstant(values: ArrayLike<number>, first: number): boolean {
  // Unlike ===, this distinguishes −0 from 0 and takes NaN as equal to itself.
  for (let i = 1; i < values.length; i++) if (!Object.is(values[i], first)) return false;
  return true;
}

function survey(values: ArrayLike<number>): { least: number; most: number; whole: boolean } {
  let [least, most] = [Infinity, -Infinity];
  for (let i = 0; i < values.length; i++) {
    const x = values[i]!;
    if (x !== Math.floor(x) || (x === 0 && 1 / x < 0)) return { least, most, whole: false };
    if (x < least) least = x;
    if (x > most) most = x;
  }
  return { least, most, whole: Number.isSafeInteger(least) && Number.isSafeInteger(most) };
}

function writeDoubles(out: ByteWriter, values: ArrayLike<number>): void {
  const bytes = out.space(values.length * 8);
  const aligned = new Float64Array(values.length);
  aligned.set(values);
  Buffer.from(aligned.buffer).copy(bytes);
  toLittleEndian(bytes, 8);
}

function writeDistances(out: ByteWriter, values: ArrayLike<number>, least: number, width: Width): void {
  const distances = arrayOf(width, new ArrayBuffer(values.length * width));
  for (let i = 0; i < values.length; i++) distances[i] = values[i]! - least;
  const bytes = out.space(values.length * width);
  Buffer.from(distances.buffer).copy(bytes);
  toLittleEndian(bytes, width);
}

/** The next `length` numbers of `width` bytes, in memory of their own. */
function read(from: ByteReader, length: number, width: Width | 8): ArrayLike<number> {
  const bytes = Buffer.alloc(length * width <= from.left ? length * width : 0);
  from.take(length * width).copy(bytes);
  toLittleEndian(bytes, width);
  return arrayOf(width, bytes.buffer, bytes.byteOffset);
}

function copied<A extends { [index: number]: number }>(values: ArrayLike<number>, least: number, into: A): A {
  // Adding 0 would make a zero of −0.
  if (least === 0) for (let i = 0; i < values.length; i++) into[i] = values[i]!;
  else for (let i = 0; i < values.length; i++) into[i] = values[i]! + least;
  return into;
}

function arrayOf(
  width: Width | 8,
  buffer: ArrayBufferLike,
  offset = 0,
): Float64Array | Uint32Array | Uint16Array | Uint8Array {
  const length = (buffer.byteLength - offset) / width;
  if (width === 8) return new Float64Array(buffer, offset, length);
  if (width === 4) return new Uint32Array(buffer, offset, length);
  return width === 2 ? new Uint16Array(buffer, offset, length) : new Uint8Array(buffer, offset, length);
}

/** The file is little-endian wherever it is written. */
function toLittleEndian(bytes: Buffer, width: Width | 8): void {
  if (endianness() === 'LE' || width === 1) return;
  if (width === 8) bytes.swap64();
  else if (width === 4) bytes.swap32();
  else bytes.swap16();
}

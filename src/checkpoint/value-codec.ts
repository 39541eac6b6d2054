// A tree of saved values (model/saved.ts) ↔ bytes. Lists are what a state is made of, and the longest have a million
// members of one kind, so a list is written by columns: numbers, texts and booleans as such; records with the same
// members, and lists of one short length, as one column a member; other lists as their lengths and all their members in
// one; what may be null apart from what is not. Law: what is read is what was written, −0, ±∞ and lone surrogates included (test/checkpoint/value-codec.test.ts).
import type { Saved } from '../model/saved.js';
import type { ByteReader } from './byte-reader.js';
import type { ByteWriter } from './byte-writer.js';
import { CorruptCheckpoint } from './damaged.js';
import { readNumbers, writeNumbers } from './number-columns.js';
import { isLength, readString, readStrings, writeString, writeStrings } from './strings.js';

/** What comes next in the file. The numbers are the format: they may be added to, never changed. */
const mark = {
  null: 0,
  false: 1,
  true: 2,
  whole: 3,
  double: 4,
  text: 5,
  bigint: 6,
  doubles: 7,
  integers: 8,
  bytes: 9,
  record: 10,
  list: 11,
  numberList: 12,
  textList: 13,
  booleanList: 14,
  recordList: 15,
  listList: 16,
  sparseList: 17,
  tupleList: 18,
} as const;

type Members = Readonly<Record<string, Saved>>;
type ValueKind = 'null' | 'boolean' | 'number' | 'text' | 'record' | 'list' | 'other';

const notWhole = 'holds records that are not whole';

/** Shorter lists are written member by member. */
const column = 4;
/** Lists of one length, up to this, are tuples. */
const widest = 16;

export function writeValue(out: ByteWriter, value: Saved): void {
  if (value === null) out.byte(mark.null);
  else if (typeof value === 'boolean') out.byte(value ? mark.true : mark.false);
  else if (typeof value === 'number') writeNumber(out, value);
  else if (typeof value === 'string') {
    out.byte(mark.text);
    writeString(out, value);
  } else if (typeof value === 'bigint') {
    out.byte(mark.bigint);
    writeString(out, `${value < 0n ? '-' : ''}${(value < 0n ? -value : value).toString(16)}`);
  } else if (ArrayBuffer.isView(value)) writeArray(out, value);
  else if (isList(value)) writeList(out, value);
  else writeRecord(out, value);
}

export function readValue(from: ByteReader): Saved {
  const found = from.byte();
  const read = readers[found];
  if (read === undefined) throw new CorruptCheckpoint('holds a value of an unknown kind');
  return read(from);
}

const readers: Readonly<Record<number, (from: ByteReader) => Saved>> = {
  [mark.null]: () => null,
  [mark.false]: () => false,
  [mark.true]: () => true,
  [mark.whole]: (from) => from.count(),
  [mark.double]: (from) => from.double(),
  [mark.text]: readString,
  [mark.bigint]: (from) => bigintOf(readString(from)),
  [mark.doubles]: (from) => readNumbers(from, (length) => new Float64Array(length)),
  [mark.integers]: (from) => readNumbers(from, (length) => new Int32Array(length)),
  [mark.bytes]: (from) => readNumbers(from, (length) => new Uint8Array(length)),
  [mark.record]: (from) => {
    const names = readStrings(from);
    return Object.fromEntries(names.map((name) => [name, readValue(from)]));
  },
  [mark.list]: (from) => times(from.countOf(1), () => readValue(from)),
  [mark.numberList]: (from) => readNumbers(from, (length) => new Array<number>(length)),
  [mark.textList]: readStrings,
  [mark.booleanList]: readFlags,
  [mark.recordList]: readRecords,
  [mark.listList]: readLists,
  [mark.tupleList]: readTuples,
  [mark.sparseList]: (from) => {
    const present = readFlags(from);
    const values = listIn(from);
    if (values.length !== present.reduce((sum, flag) => sum + Number(flag), 0)) throw new CorruptCheckpoint(notWhole);
    let next = 0;
    return present.map((flag) => (flag ? values[next++]! : null));
  },
};

function writeNumber(out: ByteWriter, value: number): void {
  const whole = Number.isSafeInteger(value) && value >= 0 && !Object.is(value, -0);
  out.byte(whole ? mark.whole : mark.double);
  if (whole) out.count(value);
  else out.double(value);
}

function writeArray(out: ByteWriter, array: Float64Array | Int32Array | Uint8Array): void {
  const doubles = array instanceof Float64Array;
  out.byte(doubles ? mark.doubles : array instanceof Int32Array ? mark.integers : mark.bytes);
  writeNumbers(out, array);
}

function writeRecord(out: ByteWriter, record: Members): void {
  const names = Object.keys(record);
  out.byte(mark.record);
  writeStrings(out, names);
  for (const name of names) writeValue(out, record[name]!);
}

function writeList(out: ByteWriter, list: readonly Saved[]): void {
  const kinds = kindsIn(list);
  const [kind = 'other'] = kinds;
  if (kinds.size === 2 && kinds.has('null')) writeSparse(out, list);
  else if (kinds.size !== 1) writeMembers(out, list);
  else if (kind === 'number') {
    out.byte(mark.numberList);
    writeNumbers(out, list as readonly number[]);
  } else if (kind === 'text') {
    out.byte(mark.textList);
    writeStrings(out, list as readonly string[]);
  } else if (kind === 'boolean') {
    out.byte(mark.booleanList);
    writeFlags(out, list as readonly boolean[]);
  } else if (kind === 'list') writeLists(out, list as readonly (readonly Saved[])[]);
  else if (kind === 'record' && haveSameNames(list as readonly Members[]))
    writeRecords(out, list as readonly Members[]);
  else writeMembers(out, list);
}

function writeMembers(out: ByteWriter, list: readonly Saved[]): void {
  out.byte(mark.list);
  out.count(list.length);
  for (const value of list) writeValue(out, value);
}

function writeSparse(out: ByteWriter, list: readonly Saved[]): void {
  out.byte(mark.sparseList);
  writeFlags(out, list.map((value) => value !== null)); // prettier-ignore
  writeList(out, list.filter((value) => value !== null)); // prettier-ignore
}

function writeRecords(out: ByteWriter, list: readonly Members[]): void {
  const names = Object.keys(list[0]!);
  out.byte(mark.recordList);
  out.count(list.length);
  writeStrings(out, names);
  for (const name of names) writeList(out, list.map((record) => record[name]!)); // prettier-ignore
}

function readRecords(from: ByteReader): Saved {
  const length = from.count();
  const names = readStrings(from);
  const columns = names.map(() => columnIn(from, length));
  if (names.length === 0) from.makeFreely(length);
  return times(length, (i) => Object.fromEntries(names.map((name, j) => [name, columns[j]![i]!])));
}

function writeLists(out: ByteWriter, lists: readonly (readonly Saved[])[]): void {
  const width = lists[0]!.length;
  if (width <= widest && lists.every((list) => list.length === width)) {
    out.byte(mark.tupleList);
    out.count(lists.length);
    out.count(width);
    for (let i = 0; i < width; i++) writeList(out, lists.map((list) => list[i]!)); // prettier-ignore
    return;
  }
  out.byte(mark.listList);
  writeNumbers(out, Float64Array.from(lists, (list) => list.length)); // prettier-ignore
  writeList(out, lists.flat(1));
}

function readTuples(from: ByteReader): Saved {
  const length = from.count();
  const width = from.count();
  if (width > widest) throw new CorruptCheckpoint(notWhole);
  const columns = Array.from({ length: width }, () => columnIn(from, length));
  if (width === 0) from.makeFreely(length);
  return times(length, (i) => columns.map((values) => values[i]!));
}

function readLists(from: ByteReader): Saved {
  const lengths = readNumbers(from, (length) => new Array<number>(length));
  const values = listIn(from);
  if (!lengths.every(isLength) || lengths.reduce((sum, length) => sum + length, 0) !== values.length)
    throw new CorruptCheckpoint(notWhole);
  let at = 0;
  return lengths.map((length) => values.slice(at, (at += length)));
}

function listIn(from: ByteReader): readonly Saved[] {
  const list = readValue(from);
  if (!isList(list)) throw new CorruptCheckpoint(notWhole);
  return list;
}

function columnIn(from: ByteReader, length: number): readonly Saved[] {
  const column = listIn(from);
  if (column.length !== length) throw new CorruptCheckpoint(notWhole);
  return column;
}

function writeFlags(out: ByteWriter, flags: readonly boolean[]): void {
  writeNumbers(out, Uint8Array.from(flags, Number));
}

function readFlags(from: ByteReader): boolean[] {
  return readNumbers(from, (length) => new Array<number>(length)).map((flag) => flag === 1);
}

function haveSameNames(list: readonly Members[]): boolean {
  const names = Object.keys(list[0]!);
  return list.every((record) => {
    // Plain values inherit nothing; and a list of names for each of a million would cost more than all the rest.
    let i = 0;
    for (const name in record) if (name !== names[i++]) return false;
    return i === names.length;
  });
}

/** Of a list that is long enough to be written by columns. */
function kindsIn(list: readonly Saved[]): ReadonlySet<ValueKind> {
  const kinds = new Set<ValueKind>();
  if (list.length >= column) for (const value of list) kinds.add(kindOf(value));
  return kinds;
}

function kindOf(value: Saved): ValueKind {
  if (value === null) return 'null';
  if (typeof value === 'number' || typeof value === 'boolean') return typeof value as 'number' | 'boolean';
  if (typeof value === 'string') return 'text';
  if (typeof value === 'bigint' || ArrayBuffer.isView(value)) return 'other';
  return isList(value) ? 'list' : 'record';
}

function isList(value: Saved): value is readonly Saved[] {
  return Array.isArray(value);
}

function bigintOf(text: string): bigint {
  if (!/^-?[0-9a-f]+$/.test(text)) throw new CorruptCheckpoint('holds a number that is none');
  return text.startsWith('-') ? -BigInt(`0x${text.slice(1)}`) : BigInt(`0x${text}`);
}

/** A list of `length` members. */
function times(length: number, member: (i: number) => Saved): Saved[] {
  const list: Saved[] = [];
  for (let i = 0; i < length; i++) list.push(member(i));
  return list;
}

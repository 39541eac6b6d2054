// Rows of numbers to lines of JSON: the way back from columns to bytes. What a row is made of is given once: constant
// texts, and how its bounds and instants are written. Twin of format/row-writer.ts; test/format/row-ways.test.ts holds
// them equal.
//
// A row is `width` cells of eight bytes: the two ends of a range, an instant, the numbers of texts (i32; first where it
// stands, then those of its key), values. A value that is NaN is the number of a text as well, in its lower half.
// Invariant: a row is begun only if there is room for all of it, and for the bytes that copying writes beyond.
import { copy, copyText } from './copy';
import { putNumber } from './digits';
import { putInstant, setDates } from './instant';

export { reserve } from '../memory';

const START: usize = 0;
const END: usize = 8;
const INSTANT: usize = 16;
const STANDING: usize = 24;
const KEYS: usize = 28;

/** Tables of texts: place and length of each, four bytes each. */
let parts: usize = 0;
let keyTexts: usize = 0;
let standings: usize = 0;
let valueTexts: usize = 0;
/** Which part is which: those of a range, then those between texts of a key, then one before each value, then the ending. */
const BEFORE: usize = 0;
const BETWEEN: usize = 8;
const AFTER: usize = 16;
const UNBOUNDED: usize = 24;
const BETWEEN_KEYS: usize = 32;
let members: usize = 0;

/** Where the numbers of a key's texts end, and where the values begin. */
let keysEnd: usize = 0;
let values: usize = 0;
let width: usize = 0;
/** Bytes of a row, at most. */
let most: usize = 0;
let ordinals: bool = false;

/** Where the last row ends that `print` wrote. */
export let written: usize = 0;

/**
 * Texts of many keys lie far apart, where fetching one takes longer than writing its row. So those of the next rows are
 * fetched before these are written: a loop that does nothing else has a dozen of them on their way at once, and what it
 * has fetched is still near when it is needed.
 */
const TOGETHER: u32 = 64;
/** What was fetched so: never read, but stored, so that the compiler does not leave the loads out. */
export let touched: u32 = 0;

/**
 * The constant texts, how many texts a key has and how many values a row, the length of the longest text, whether bounds
 * are numbers, and whether instants are dates; returns how many bytes a row may need.
 */
export function setForm(table: usize, keys: usize, count: usize, longest: usize, numbered: bool, dated: bool): usize {
  parts = table;
  keysEnd = KEYS + (keys << 2);
  values = (keysEnd + 7) & ~7;
  width = values + (count << 3);
  const between = max<usize>(keys, 1) - 1;
  members = parts + BETWEEN_KEYS + (between << 3);
  ordinals = numbered;
  setDates(dated);
  most = 3 * 30 + (1 + keys + count) * max<usize>(longest, 24) + 64;
  for (let i: usize = 0; i < 5 + between + count; i++) most += load<u32>(table + (i << 3), 4);
  return most;
}

/** Where the tables of texts are. */
export function setTexts(ofKeys: usize, ofStandings: usize, ofValues: usize): void {
  keyTexts = ofKeys;
  standings = ofStandings;
  valueTexts = ofValues;
}

/** Writes rows [from, to) of those at `rows` into [out, limit), as far as they fit; returns the first that did not. */
export function print(rows: usize, from: u32, to: u32, out: usize, limit: usize): u32 {
  let at = out;
  let start = NaN;
  let end = NaN;
  let range: usize = 0;
  let rangeLength: usize = 0;
  let row = from;
  let fetched = from;
  for (; row < to; row++) {
    if (at + most > limit) break;
    if (row == fetched) fetched = fetch(rows, row, min(row + TOGETHER, to));
    const record = rows + <usize>row * width;
    if (load<f64>(record, START) == start && load<f64>(record, END) == end) at = copy(at, range, rangeLength);
    else {
      start = load<f64>(record, START);
      end = load<f64>(record, END);
      range = at;
      at = putRange(at, start, end);
      rangeLength = at - range;
    }
    at = putKey(at, record);
    at = copyText(at, standings + (<usize>load<u32>(record, STANDING) << 3));
    at = putInstant(at, load<f64>(record, INSTANT));
    let member = members;
    const stop = record + width;
    for (let value = record + values; value < stop; value += 8) {
      at = copyText(at, member);
      at = putValue(at, value);
      member += 8;
    }
    at = copyText(at, member);
  }
  written = at;
  return row;
}

// @ts-ignore: decorator
@inline
function putKey(to: usize, record: usize): usize {
  let at = to;
  let between = parts + BETWEEN_KEYS;
  for (let key: usize = KEYS; key < keysEnd; key += 4) {
    if (key > KEYS) {
      at = copyText(at, between);
      between += 8;
    }
    at = copyText(at, keyTexts + (<usize>load<u32>(record + key) << 3));
  }
  return at;
}

/** Fetches the texts of the keys of rows [from, to); returns `to`. */
function fetch(rows: usize, from: u32, to: u32): u32 {
  let sum: u32 = 0;
  const end = rows + <usize>to * width;
  for (let key: usize = KEYS; key < keysEnd; key += 4)
    for (let record = rows + <usize>from * width; record < end; record += width)
      sum += load<u8>(load<u32>(keyTexts + (<usize>load<u32>(record + key) << 3)));
  touched += sum;
  return to;
}

// @ts-ignore: decorator
@inline
function putValue(at: usize, value: usize): usize {
  const x = load<f64>(value);
  return x == x ? putNumber(at, x) : copyText(at, valueTexts + (<usize>load<u32>(value) << 3));
}

function putRange(at: usize, start: f64, end: f64): usize {
  if (start == -Infinity && end == Infinity && !ordinals) return copyText(at, parts + UNBOUNDED);
  at = putBound(copyText(at, parts + BEFORE), start);
  at = putBound(copyText(at, parts + BETWEEN), end);
  return copyText(at, parts + AFTER);
}

// @ts-ignore: decorator
@inline
function putBound(at: usize, bound: f64): usize {
  return ordinals ? putNumber(at, bound) : putInstant(at, bound);
}

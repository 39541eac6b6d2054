// From the values found in a line to a row of the columns, by a list of uses: which slot goes where, read how. The list
// and the columns belong to the host. Plain twin: the host's reader of single lines.
import { countFailures, holds, judge, resetFailures } from './condition';
import { fetch, find, hashOf, remember } from './intern';
import { duration, instant as hostInstant, intern, numeral } from './host';
import {
  NODE_BIT,
  NODE_SLOT,
  NULL,
  NUMBER,
  NUMERAL,
  SLOT_END,
  SLOT_START,
  SLOT_TYPE,
  SLOT_VALUE,
  STRING,
} from './layout';
import { computeMembers, countUncomputed, memberCount, resetMembers } from './members';
import { readNumber, type, value } from './number';
import { nullText } from './text';
import { instant, readEpoch, readIso, readPattern } from './timestamp';

// A use: 40 bytes.
const USE_KIND: usize = 0;
const USE_SLOT: usize = 4;
const USE_BIT: usize = 8;
/** Where its column begins. */
const USE_COLUMN: usize = 16;
/** Which column it is, for the host. */
const USE_ORDINAL: usize = 20;
/** Rows in which its value was missing, and those in which it was of another type, since `resetCounts`. */
const USE_MISSING: usize = 24;
const USE_WRONG_TYPE: usize = 28;
/** Rows of which it was not read, since its condition does not hold. */
const USE_EXCEPTED: usize = 32;
/** The number of its condition; −1: it has none. */
const USE_CONDITION: usize = 36;
const USE_SIZE: u32 = 40;
const MAX_USES: u32 = 128;

/** Kinds of use. A line without a TIME is the host's; the other columns take a missing value as it comes. */
export const TIME: u32 = 0;
export const TIME_IF_ANY: u32 = 1;
export const KEY: u32 = 2;
export const DOUBLE: u32 = 3;
export const LENGTH: u32 = 4;
export const SPAN: u32 = 5;
export const PRESENCE: u32 = 6;
/** Whether the row is one of the results. */
export const PASSES: u32 = 7;

/** Forms of a time that are read here; all others are the host's. */
const ISO: u32 = 1;
const EPOCH: u32 = 2;
const EPOCH_TEXT: u32 = 4;
const PATTERN: u32 = 8;
/** ISO text without a zone is UTC. */
const ZONELESS: u32 = 16;
/** Longer texts are the host's. */
const LONGEST: usize = 64;

const uses = memory.data(40 * 128, 16);
let useCount: u32 = 0;
let keyCount: u32 = 0;
let timeForms: u32 = 0;
let timeUnit: u32 = 0;
let numericText: bool = false;
let keyColumn: usize = 0;

/** Where the values of the last rows' keys stand, which have no numbers yet: place and length of each, and its hash. */
const MAX_WAITING: u32 = 256;
const WAITING_SIZE: u32 = 16;
const queue = memory.data(16 * 256, 16);
let waiting: u32 = 0;
/** In place of a length: there is no value, since the row is none of the results. */
const FILTERED: u32 = 0xffffffff;
/** Rows that are none of the results, since `resetCounts`. */
export let filtered: u32 = 0;

/** Begins to count anew. */
export function resetCounts(): void {
  waiting = 0;
  filtered = 0;
  resetFailures();
  resetMembers();
  for (let use: u32 = 0; use < useCount; use++) {
    store<u64>(uses + use * USE_SIZE, 0, USE_MISSING);
    store<u32>(uses + use * USE_SIZE, 0, USE_EXCEPTED);
  }
}

/** Rows in which the value of the use was missing: of keys and presences absent, of others also null. */
export function missing(use: u32): u32 {
  return load<u32>(uses + use * USE_SIZE, USE_MISSING);
}

/** Rows in which it was not of the type of the use. */
export function wrongType(use: u32): u32 {
  return load<u32>(uses + use * USE_SIZE, USE_WRONG_TYPE);
}

/** Rows of which it was not read, since its condition does not hold or fails. */
export function excepted(use: u32): u32 {
  return load<u32>(uses + use * USE_SIZE, USE_EXCEPTED);
}

function countMissing(use: usize): void {
  store<u32>(use, load<u32>(use, USE_MISSING) + 1, USE_MISSING);
}

function countWrongType(use: usize): void {
  store<u32>(use, load<u32>(use, USE_WRONG_TYPE) + 1, USE_WRONG_TYPE);
}

/** Adds a use, in the order TIME, TIME_IF_ANY, KEY, others; false when there are too many. `condition`: −1 for none. */
export function addField(kind: u32, node: usize, ordinal: u32, condition: i32): bool {
  if (useCount == MAX_USES) return false;
  const use = uses + useCount * USE_SIZE;
  useCount++;
  if (kind == KEY) keyCount++;
  store<u32>(use, kind, USE_KIND);
  store<u32>(use, load<u32>(node, NODE_SLOT), USE_SLOT);
  store<u64>(use, load<u64>(node, NODE_BIT), USE_BIT);
  store<u32>(use, ordinal, USE_ORDINAL);
  store<i32>(use, condition, USE_CONDITION);
  return true;
}

/** Where the column of the use now begins. */
export function setColumn(use: u32, column: usize): void {
  store<u32>(uses + use * USE_SIZE, column, USE_COLUMN);
}

export function setTime(forms: u32, unit: u32): void {
  timeForms = forms;
  timeUnit = unit;
}

/** Whether a DOUBLE may also be text that is a number. */
export function setNumericText(may: bool): void {
  numericText = may;
}

/** Writes the row; false when the line is the host's (nothing is counted then). `found`: the nodes the line has. */
export function writeRow(row: u32, found: u64): bool {
  const seen = memberCount == 0 ? found : computeMembers(found);
  if (seen == 0) return false;
  const passes = judge(seen);
  if (passes < 0) return false;
  let use = writeTimes(row, seen);
  if (use == 0) return false;
  const end = uses + useCount * USE_SIZE;
  countFailures();
  countUncomputed();
  if (keyCount != 0) {
    keyColumn = load<u32>(use, USE_COLUMN);
    const others = use + keyCount * USE_SIZE;
    for (; use < others; use += USE_SIZE) {
      if (passes == 0) enqueue(nullText, FILTERED);
      else enqueueValue(use, seen);
    }
    if (waiting + keyCount > MAX_WAITING) numberKeys(row + 1);
  }
  if (passes == 0) {
    filtered++;
    for (; use < end; use += USE_SIZE) writeNothing(use, row);
    return true;
  }
  for (; use < end; use += USE_SIZE) {
    const condition = load<i32>(use, USE_CONDITION);
    if (condition >= 0 && !holds(condition)) except(use, row);
    else writeValue(use, row, (seen & load<u64>(use, USE_BIT)) != 0);
  }
  return true;
}

/** The use behind those of times; 0: the line is the host's. */
// @ts-ignore: decorator
@inline
function writeTimes(row: u32, seen: u64): usize {
  const end = uses + useCount * USE_SIZE;
  let use = uses;
  for (; use < end; use += USE_SIZE) {
    const kind = load<u32>(use, USE_KIND);
    if (kind > TIME_IF_ANY) break;
    const there = (seen & load<u64>(use, USE_BIT)) != 0;
    const at = there ? time(load<u32>(use, USE_SLOT)) : NaN;
    if (kind == TIME && at != at) return 0;
    store<f64>(load<u32>(use, USE_COLUMN) + (row << 3), at);
  }
  return use;
}

/** The row of a line without events, which has its times and is none of the results; false when the line is the host's. */
export function writeNone(row: u32, seen: u64): bool {
  let use = writeTimes(row, seen);
  if (use == 0) return false;
  if (keyCount != 0) keyColumn = load<u32>(use, USE_COLUMN);
  for (let i: u32 = 0; i < keyCount; i++, use += USE_SIZE) enqueue(nullText, FILTERED);
  if (waiting + keyCount > MAX_WAITING) numberKeys(row + 1);
  filtered++;
  for (; use < uses + useCount * USE_SIZE; use += USE_SIZE) writeNothing(use, row);
  return true;
}

function except(use: usize, row: u32): void {
  writeNothing(use, row);
  store<u32>(use, load<u32>(use, USE_EXCEPTED) + 1, USE_EXCEPTED);
}

/** Of a row that is none of the results, or excepted, nothing is read, and nothing is missing. */
function writeNothing(use: usize, row: u32): void {
  const kind = load<u32>(use, USE_KIND);
  const column: usize = load<u32>(use, USE_COLUMN);
  if (kind == PRESENCE || kind == PASSES) store<u8>(column + row, 0);
  else if (kind == SPAN) store<u64>(column + (row << 3), 0);
  else store<f64>(column + (row << 3), NaN);
}

// @ts-ignore: decorator
@inline
function time(slot: usize): f64 {
  const at: usize = load<u32>(slot, SLOT_START);
  const end: usize = load<u32>(slot, SLOT_END);
  const type = load<u32>(slot, SLOT_TYPE);
  if (type == STRING) {
    if (timeForms & ISO && readIso(at + 1, end - 1, (timeForms & ZONELESS) != 0)) return instant;
    if (timeForms & PATTERN && readPattern(at + 1, end - 1)) return instant;
    if (timeForms & EPOCH_TEXT && end - at < LONGEST && readEpoch(at + 1, end - 1, timeUnit)) return instant;
  } else if (type == NUMBER || type == NUMERAL) {
    if (timeForms & EPOCH && readEpoch(at, end, timeUnit)) return instant;
  }
  return hostInstant(at, end);
}

// @ts-ignore: decorator
@inline
function enqueue(at: usize, length: usize): void {
  const place = queue + waiting * WAITING_SIZE;
  store<u32>(place, at);
  store<u32>(place, length, 4);
  store<u32>(place, length == <usize>FILTERED ? 0 : hashOf(at, length), 8);
  waiting++;
}

// @ts-ignore: decorator
@inline
function enqueueValue(use: usize, seen: u64): void {
  if ((seen & load<u64>(use, USE_BIT)) == 0) {
    countMissing(use);
    enqueue(nullText, 4);
    return;
  }
  const slot: usize = load<u32>(use, USE_SLOT);
  const at: usize = load<u32>(slot, SLOT_START);
  enqueue(at, <usize>load<u32>(slot, SLOT_END) - at);
}

/**
 * Numbers the values of the keys of the rows that wait, the last of which is before `row`. Done for many rows at once,
 * because a large table lies far away: a loop that does nothing else has dozens of its entries on their way at once.
 */
export function numberKeys(row: u32): void {
  let to = keyColumn + ((row * keyCount - waiting) << 2);
  const end = queue + waiting * WAITING_SIZE;
  fetch(queue + 8, end, WAITING_SIZE);
  for (let place = queue; place < end; place += WAITING_SIZE, to += 4) {
    const at: usize = load<u32>(place);
    const length: usize = load<u32>(place, 4);
    if (length == <usize>FILTERED) {
      store<i32>(to, -1);
      continue;
    }
    const id = find(at, length, load<u32>(place, 8));
    store<i32>(to, id < 0 ? newcomer(at, length, id) : id);
  }
  waiting = 0;
}

function newcomer(at: usize, length: usize, why: i32): i32 {
  const id = intern(at, length);
  if (why == -1) remember(at, length, id);
  return id;
}

// @ts-ignore: decorator
@inline
function writeValue(use: usize, row: u32, there: bool): void {
  const kind = load<u32>(use, USE_KIND);
  const slot: usize = load<u32>(use, USE_SLOT);
  const type = there ? load<u32>(slot, SLOT_TYPE) : NULL;
  const column: usize = load<u32>(use, USE_COLUMN);
  if (kind == DOUBLE) {
    if (type == NUMBER) store<f64>(column + (row << 3), load<f64>(slot, SLOT_VALUE));
    else store<f64>(column + (row << 3), noDouble(use, row, slot, type));
  } else writeOther(kind, column, slot, type, row, there, use);
}

function noDouble(use: usize, row: u32, slot: usize, type: u32): f64 {
  if (type == NUMERAL) {
    const value = numeral(load<u32>(use, USE_ORDINAL), row, load<u32>(slot, SLOT_START), load<u32>(slot, SLOT_END));
    if (value == value) return value;
  } else if (type == STRING && numericText) {
    const value = numberInText(use, row, load<u32>(slot, SLOT_START), load<u32>(slot, SLOT_END));
    if (value == value) return value;
  }
  if (type == NULL) countMissing(use);
  else countWrongType(use);
  return NaN;
}

/** The number that the text [at, end) is, quotation marks included; NaN for other text. One with escapes is the host's. */
function numberInText(use: usize, row: u32, at: usize, end: usize): f64 {
  const ordinal = load<u32>(use, USE_ORDINAL);
  const next = readNumber(at + 1);
  if (next == end - 1 && type == NUMBER) return value;
  if (next == end - 1) return numeral(ordinal, row, at + 1, next);
  for (let p = at + 1; p < end; p++) if (load<u8>(p) == 0x5c) return numeral(ordinal, row, at, end);
  return NaN;
}

function writeOther(kind: u32, column: usize, slot: usize, type: u32, row: u32, there: bool, use: usize): void {
  if (kind == PASSES) store<u8>(column + row, 1);
  else if (kind == PRESENCE) {
    store<u8>(column + row, <u8>there);
    if (!there) countMissing(use);
  } else if (kind == SPAN) {
    const place = column + (row << 3);
    store<u32>(place, type == NULL ? 0 : load<u32>(slot, SLOT_START));
    store<u32>(place, type == NULL ? 0 : load<u32>(slot, SLOT_END), 4);
    if (type == NULL) countMissing(use);
  } else {
    store<f64>(column + (row << 3), lengthOfTime(use, row, slot, type));
  }
}

function lengthOfTime(use: usize, row: u32, slot: usize, type: u32): f64 {
  if (type == NUMBER) return load<f64>(slot, SLOT_VALUE);
  if (type != STRING) return noDouble(use, row, slot, type);
  const value = duration(load<u32>(slot, SLOT_START), load<u32>(slot, SLOT_END));
  if (value != value) countWrongType(use);
  return value;
}

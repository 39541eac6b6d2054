// Whether a line is to be a row of the results: comparisons of single values with constants, each true or false, and a
// table that gives the answer for all of them together. What may be another value than its bytes show (a text with
// escapes, a number of many digits) is left to the host, and so is what a strict comparison may fail of. Plain twin:
// the filters of the host; held equal by test/laws/decoder.test.ts.
import {
  NODE_BIT,
  NODE_SLOT,
  NUMBER,
  NUMERAL,
  SLOT_END,
  SLOT_START,
  SLOT_TYPE,
  SLOT_VALUE,
} from './layout';

// A condition: 48 bytes.
const KIND: usize = 0;
const SLOT: usize = 4;
const BIT: usize = 8;
const NUMBER_VALUE: usize = 16;
/** The type of value it compares with, and for other types than numbers its bytes. */
const TYPE: usize = 24;
const PLACE: usize = 28;
const BYTES: usize = 32;
const STRICT: usize = 36;
const SIZE: u32 = 48;
const MAX_CONDITIONS: u32 = 6;

/** Kinds of condition. */
const EXISTS: u32 = 0;
const EQUAL: u32 = 1;
const UNEQUAL: u32 = 2;
const LESS: u32 = 3;
const AT_MOST: u32 = 4;
const MORE: u32 = 5;
const AT_LEAST: u32 = 6;

/** What a condition, or all of them, come to. */
export const FALSE: i32 = 0;
export const TRUE: i32 = 1;
export const UNDECIDED: i32 = -1;

const conditions = memory.data(48 * 6, 16);
export let conditionCount: u32 = 0;
/** A bit for each way in which the conditions can hold: that of the first is bit 0 of its number. */
let truth: u64 = 0;

/** Adds a condition of a node; false when there are too many. `text` are the bytes of the value, for other types than numbers. */
export function addCondition(
  kind: u32,
  node: usize,
  valueType: u32,
  number: f64,
  text: usize,
  length: usize,
  strict: bool,
): bool {
  if (conditionCount == MAX_CONDITIONS) return false;
  const condition = conditions + conditionCount * SIZE;
  conditionCount++;
  store<u32>(condition, kind, KIND);
  store<u32>(condition, load<u32>(node, NODE_SLOT), SLOT);
  store<u64>(condition, load<u64>(node, NODE_BIT), BIT);
  store<f64>(condition, number, NUMBER_VALUE);
  store<u32>(condition, valueType, TYPE);
  store<u32>(condition, text, PLACE);
  store<u32>(condition, length, BYTES);
  store<u32>(condition, <u32>strict, STRICT);
  return true;
}

export function setTruth(table: u64): void {
  truth = table;
}

/** Whether the line is to be a row; UNDECIDED: the host knows. `seen`: the nodes the line has. */
export function judge(seen: u64): i32 {
  let holding: u32 = 0;
  for (let i: u32 = 0; i < conditionCount; i++) {
    const condition = conditions + i * SIZE;
    const holds = holdsOf(condition, (seen & load<u64>(condition, BIT)) != 0);
    if (holds < 0) return UNDECIDED;
    holding |= <u32>holds << i;
  }
  return <i32>((truth >> <u64>holding) & 1);
}

// @ts-ignore: decorator
@inline
function holdsOf(condition: usize, there: bool): i32 {
  const kind = load<u32>(condition, KIND);
  if (kind == EXISTS) return <i32>there;
  const slot: usize = load<u32>(condition, SLOT);
  const wanted = load<u32>(condition, TYPE);
  const type = there ? load<u32>(slot, SLOT_TYPE) : 0;
  if (type == NUMERAL) return UNDECIDED;
  if (type != wanted) return load<u32>(condition, STRICT) != 0 ? UNDECIDED : <i32>(kind == UNEQUAL);
  if (type == NUMBER) return compared(kind, load<f64>(slot, SLOT_VALUE), load<f64>(condition, NUMBER_VALUE));
  const equal = equalBytes(condition, load<u32>(slot, SLOT_START), load<u32>(slot, SLOT_END));
  return equal < 0 ? UNDECIDED : kind == EQUAL ? equal : 1 - equal;
}

// @ts-ignore: decorator
@inline
function compared(kind: u32, value: f64, constant: f64): i32 {
  if (kind == EQUAL) return <i32>(value == constant);
  if (kind == UNEQUAL) return <i32>(value != constant);
  if (kind == LESS) return <i32>(value < constant);
  if (kind == AT_MOST) return <i32>(value <= constant);
  return <i32>(kind == MORE ? value > constant : value >= constant);
}

/** Whether the value [at, end) is written as that of the condition; a text with an escape may be equal all the same. */
function equalBytes(condition: usize, at: usize, end: usize): i32 {
  const length: usize = load<u32>(condition, BYTES);
  if (end - at == length && memory.compare(load<u32>(condition, PLACE), at, length) == 0) return TRUE;
  return hasEscape(at, end) ? UNDECIDED : FALSE;
}

/** Sixteen bytes are looked at at once; after the end, as after the block, 64 bytes may be read. */
function hasEscape(at: usize, end: usize): bool {
  for (let p = at; p < end; p += 16) {
    const found = i8x16.bitmask(i8x16.eq(v128.load(p), i8x16.splat(0x5c)));
    if (found != 0 && p + ctz(found) < end) return true;
  }
  return false;
}

// Which lines are rows of the results, and of which rows a field is read. A condition is a diagram: each of its decisions
// asks a question and goes on by the answer, which is no, yes, or that it fails. Questions about single values and
// constants are answered here; others are the host's, whose answers for texts are remembered (answers.ts). What may be
// another value than its bytes show (a text with escapes, a number of many digits) is not decided, and the line the
// host's. Plain twin: the filters of the host; held equal by test/laws/decoder.test.ts.
import { answerTo } from './answers';
import { judgeFound, judgeNumber } from './host';
import { CONTAINER, NUMBER, NUMERAL, SLOT_END, SLOT_START, SLOT_TYPE, SLOT_VALUE } from './layout';
import {
  ABSENT,
  BYTES,
  collect,
  FIRST_PLACE,
  found,
  isDouble,
  JUDGE,
  KIND,
  NUMBERED,
  NUMBER_VALUE,
  PLACE,
  PLACES,
  PLACE_BIT,
  PLACE_SIZE,
  PLACE_SLOT,
  questionOf,
  TYPE,
  UNLIKE,
} from './question';

/** Kinds of question, and JUDGE. */
const EXISTS: u32 = 0;
const EQUAL: u32 = 1;
const UNEQUAL: u32 = 2;
const LESS: u32 = 3;
const AT_MOST: u32 = 4;
const MORE: u32 = 5;
/** After AT_LEAST. */
const HAS: u32 = 7;

/** Answers, and what conditions come to. */
const NO: i32 = 0;
export const YES: i32 = 1;
const FAILED: i32 = 2;
const FIRST_DECISION: u32 = 3;
export const UNDECIDED: i32 = -1;

// A decision: its question, and where it goes on after each answer.
const DECISION_SIZE: u32 = 16;
const decisions = memory.data(16 * 256, 16);
const MAX_DECISIONS: u32 = 256;
let decisionCount: u32 = 0;

// A condition: where it begins, what it has come to in the present line, and rows for which it has failed.
const BEGIN: usize = 0;
const OUTCOME: usize = 4;
const FAILURES: usize = 8;
const CONDITION_SIZE: u32 = 12;
const conditions = memory.data(12 * 64, 16);
const MAX_CONDITIONS: u32 = 64;
let conditionCount: u32 = 0;
/** So many of them, the first, are of rows. */
let ofRows: u32 = 0;

/** Adds a decision, which goes on at earlier ones or at outcomes. */
export function addDecision(asks: u32, no: u32, yes: u32, failed: u32): bool {
  if (decisionCount == MAX_DECISIONS) return false;
  const decision = decisions + decisionCount * DECISION_SIZE;
  store<u32>(decision, questionOf(asks));
  store<u32>(decision, target(no), 4);
  store<u32>(decision, target(yes), 8);
  store<u32>(decision, target(failed), 12);
  decisionCount++;
  return true;
}

/** An outcome, or the address of a decision. */
function target(number: u32): usize {
  return number < FIRST_DECISION ? <usize>number : decisions + (number - FIRST_DECISION) * DECISION_SIZE;
}

export function addCondition(begin: u32): bool {
  if (conditionCount == MAX_CONDITIONS) return false;
  store<u32>(conditions + conditionCount * CONDITION_SIZE, target(begin), BEGIN);
  conditionCount++;
  return true;
}

export function setConditionsOfRows(count: u32): void {
  ofRows = count;
}

/** Begins to count anew. */
export function resetFailures(): void {
  for (let i: u32 = 0; i < conditionCount; i++) store<u32>(conditions + i * CONDITION_SIZE, 0, FAILURES);
}

/** Rows for which a condition has failed, since `resetFailures`. */
export function failed(condition: u32): u32 {
  return load<u32>(conditions + condition * CONDITION_SIZE, FAILURES);
}

/** Whether the line is to be a row of the results; UNDECIDED: the host knows. `seen`: the nodes the line has. */
// @ts-ignore: decorator
@inline
export function judge(seen: u64): i32 {
  return conditionCount == 0 ? YES : judgeAll(seen);
}

/** Whether the conditions can be judged here. */
export function isDecided(seen: u64): bool {
  return conditionCount == 0 || judgeAll(seen) != UNDECIDED;
}

/** The conditions of rows, until one does not hold; and if all do, those of fields. */
function judgeAll(seen: u64): i32 {
  const afterRows = conditions + ofRows * CONDITION_SIZE;
  const end = conditions + conditionCount * CONDITION_SIZE;
  let passes = true;
  for (let condition = conditions; condition < end; condition += CONDITION_SIZE) {
    const outcome = passes ? decide(load<u32>(condition, BEGIN), seen) : NO;
    if (outcome == UNDECIDED) return UNDECIDED;
    store<i32>(condition, outcome, OUTCOME);
    if (condition < afterRows && outcome != YES) passes = false;
  }
  return <i32>passes;
}

/** The line is a row: what has failed of it counts. */
// @ts-ignore: decorator
@inline
export function countFailures(): void {
  if (conditionCount != 0) countEach();
}

function countEach(): void {
  const end = conditions + conditionCount * CONDITION_SIZE;
  for (let condition = conditions; condition < end; condition += CONDITION_SIZE)
    if (load<i32>(condition, OUTCOME) == FAILED) store<u32>(condition, load<u32>(condition, FAILURES) + 1, FAILURES);
}

/** Whether a condition holds in the present line. */
// @ts-ignore: decorator
@inline
export function holds(condition: u32): bool {
  return load<i32>(conditions + condition * CONDITION_SIZE, OUTCOME) == YES;
}

function decide(begin: usize, seen: u64): i32 {
  let at = begin;
  while (at >= FIRST_DECISION) {
    const answer = answerOf(load<u32>(at), seen);
    if (answer == UNDECIDED) return UNDECIDED;
    at = load<u32>(at + 4 + (<usize>answer << 2));
  }
  return <i32>at;
}

// @ts-ignore: decorator
@inline
function answerOf(question: usize, seen: u64): i32 {
  const kind = load<u32>(question, KIND);
  const there = (seen & load<u64>(question, FIRST_PLACE + PLACE_BIT)) != 0;
  if (kind == EXISTS) return <i32>there;
  if (kind >= HAS) return kind == HAS ? has(question, seen, there) : judged(question, seen, there);
  if (!there) return load<i32>(question, ABSENT);
  const slot: usize = load<u32>(question, FIRST_PLACE + PLACE_SLOT);
  const type = load<u32>(slot, SLOT_TYPE);
  if (type == NUMERAL) return load<u32>(question, TYPE) == NUMBER ? UNDECIDED : load<i32>(question, UNLIKE);
  if (type != load<u32>(question, TYPE)) return load<i32>(question, UNLIKE);
  if (type == NUMBER) return compared(kind, load<f64>(slot, SLOT_VALUE), load<f64>(question, NUMBER_VALUE));
  const equal = equalBytes(question, load<u32>(slot, SLOT_START), load<u32>(slot, SLOT_END));
  return equal == UNDECIDED || kind == EQUAL ? equal : 1 - equal;
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

/** Whether the value [at, end) is written as the constant; a text with an escape may be equal all the same. */
function equalBytes(question: usize, at: usize, end: usize): i32 {
  const length: usize = load<u32>(question, BYTES);
  if (end - at == length && memory.compare(load<u32>(question, PLACE), at, length) == 0) return YES;
  return hasEscape(at, end) ? UNDECIDED : NO;
}

/** Sixteen bytes are looked at at once; after the end, as after the block, 64 bytes may be read. */
function hasEscape(at: usize, end: usize): bool {
  for (let p = at; p < end; p += 16) {
    const found = i8x16.bitmask(i8x16.eq(v128.load(p), i8x16.splat(0x5c)));
    if (found != 0 && p + ctz(found) < end) return true;
  }
  return false;
}

/** Whether a member is there; the second place is that of which it is a member. */
function has(question: usize, seen: u64, there: bool): i32 {
  if (there) return YES;
  const object = question + FIRST_PLACE + PLACE_SIZE;
  if ((seen & load<u64>(object, PLACE_BIT)) == 0) return FAILED;
  const slot: usize = load<u32>(object, PLACE_SLOT);
  return load<u32>(slot, SLOT_TYPE) == CONTAINER && load<u8>(load<u32>(slot, SLOT_START)) == 0x7b ? NO : FAILED;
}

/** A text of four bytes, with the quotation marks if it is one, or a number of four digits, is one of not too many. */
const FEW: u32 = 4;

function judged(question: usize, seen: u64, there: bool): i32 {
  if (load<u32>(question, PLACES) > 1) return judgeFound(load<u32>(question, NUMBERED), found, collect(question, seen));
  if (!there) return load<i32>(question, ABSENT);
  const slot: usize = load<u32>(question, FIRST_PLACE + PLACE_SLOT);
  const at: usize = load<u32>(slot, SLOT_START);
  const length = load<u32>(slot, SLOT_END) - <u32>at;
  const number = load<u32>(question, NUMBERED);
  // Of a member that is computed a number need not have a text.
  if ((length > FEW || length == 0) && isDouble(slot)) return judgeNumber(number, load<f64>(slot, SLOT_VALUE));
  return answerTo(number, at, length);
}

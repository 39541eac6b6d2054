// What is asked about the values of a line: their places, and for a comparison with a constant that. It is the part that
// conditions (condition.ts) and computed members (members.ts) have in common.
import { openAnswers } from './answers';
import { NODE_BIT, NODE_SLOT, NUMBER, NUMERAL, SLOT_END, SLOT_START, SLOT_TYPE, SLOT_VALUE } from './layout';
import { reserve } from './memory';

// A question: 48 bytes, and then its places, 16 bytes each.
export const KIND: usize = 0;
/** The type of the constant that a value is compared with, and for other types than numbers its bytes. */
export const TYPE: usize = 4;
export const PLACE: usize = 8;
export const BYTES: usize = 12;
export const NUMBER_VALUE: usize = 16;
/** The answers where nothing is there, and where a value of another type is. */
export const ABSENT: usize = 24;
export const UNLIKE: usize = 28;
export const PLACES: usize = 32;
export const NUMBERED: usize = 36;
export const FIRST_PLACE: usize = 48;
export const PLACE_SLOT: usize = 0;
export const PLACE_BIT: usize = 8;
export const PLACE_SIZE: u32 = 16;
const MAX_PLACES: u32 = 16;
const MAX_QUESTIONS: u32 = 64;

/** The kind of question that is the host's. */
export const JUDGE: u32 = 8;

const questions = memory.data(4 * 64, 16);
let questionCount: u32 = 0;
export let lastQuestion: usize = 0;

/** What was found at the places of a question, for the host: type, begin, end, and if it is a number that. */
export const FOUND_SIZE: u32 = 24;
export const found = memory.data(24 * 16, 16);

/** Adds a question; false when there is no room. What belongs to it follows in calls of its own. */
export function addQuestion(kind: u32, absent: i32, unlike: i32): bool {
  if (questionCount == MAX_QUESTIONS) return false;
  if (kind == JUDGE && !openAnswers()) return false;
  const question = reserve(FIRST_PLACE + MAX_PLACES * PLACE_SIZE);
  if (question == 0) return false;
  store<u32>(question, kind, KIND);
  store<i32>(question, absent, ABSENT);
  store<i32>(question, unlike, UNLIKE);
  store<u32>(question, questionCount, NUMBERED);
  store<u32>(questions + (questionCount << 2), question);
  lastQuestion = question;
  questionCount++;
  return true;
}

/** What the last question compares with. `text` are the bytes of the value, for other types than numbers. */
export function compareWith(valueType: u32, number: f64, text: usize, length: usize): void {
  store<u32>(lastQuestion, valueType, TYPE);
  store<f64>(lastQuestion, number, NUMBER_VALUE);
  store<u32>(lastQuestion, text, PLACE);
  store<u32>(lastQuestion, length, BYTES);
}

/** The last question is also about this node, whose value is read. */
export function addPlace(node: usize): bool {
  const count = load<u32>(lastQuestion, PLACES);
  if (count == MAX_PLACES) return false;
  const place = lastQuestion + FIRST_PLACE + count * PLACE_SIZE;
  store<u32>(place, load<u32>(node, NODE_SLOT), PLACE_SLOT);
  store<u64>(place, load<u64>(node, NODE_BIT), PLACE_BIT);
  store<u32>(lastQuestion, count + 1, PLACES);
  return true;
}

/** The question of this number. */
export function questionOf(number: u32): usize {
  return load<u32>(questions + (number << 2));
}

/** Whether the value is a number below 2^53, of which its double is all. */
// @ts-ignore: decorator
@inline
export function isDouble(slot: usize): bool {
  return load<u32>(slot, SLOT_TYPE) == NUMBER && Math.abs(load<f64>(slot, SLOT_VALUE)) < 9007199254740992;
}

/** Puts together what stands at the places of the question. Returns how many they are. */
export function collect(question: usize, seen: u64): u32 {
  const count = load<u32>(question, PLACES);
  let place = question + FIRST_PLACE;
  let to = found;
  for (let i: u32 = 0; i < count; i++, place += PLACE_SIZE, to += FOUND_SIZE) {
    const slot: usize = load<u32>(place, PLACE_SLOT);
    if ((seen & load<u64>(place, PLACE_BIT)) == 0) store<u32>(to, 0);
    else {
      store<u32>(to, isDouble(slot) ? NUMBER : NUMERAL);
      store<u32>(to, load<u32>(slot, SLOT_START), 4);
      store<u32>(to, load<u32>(slot, SLOT_END), 8);
      store<f64>(to, load<f64>(slot, SLOT_VALUE), 16);
    }
  }
  return count;
}

// What the host has answered, by question and text: it is asked but once as long as there are not too many different texts.
// When the room is full all is forgotten, so that no input makes it larger.
import { judgeText } from './host';
import { firstBytes, hashOf } from './intern';
import { reserve } from './memory';

const HASH: usize = 0;
const LENGTH: usize = 4;
const PLACE: usize = 8;
/** The number of the question and the answer, plus one: 0 is a vacant entry. */
const ANSWER: usize = 12;
const ENTRY: u32 = 16;
const ENTRIES: u32 = 1 << 17;
const MOST: u32 = 1 << 16;
const MAX_PROBES: u32 = 64;
const ROOM: usize = 1 << 22;
/** Of longer texts there are hardly two the same. */
const LONGEST: u32 = 256;

let table: usize = 0;
let count: u32 = 0;
/** Where the texts are kept, each with zeros up to a multiple of sixteen. */
let room: usize = 0;
let top: usize = 0;

/** False when memory ran out. */
export function openAnswers(): bool {
  if (table == 0) table = reserve(ENTRIES * ENTRY);
  if (room == 0) room = top = reserve(ROOM);
  return table != 0 && room != 0;
}

/** The answer of the host to a question about the value of `length` bytes at `at`. */
export function answerTo(question: u32, at: usize, length: u32): i32 {
  if (length > LONGEST) return judgeText(question, at, at + length);
  const hash = hashOf(at, length) ^ ((question + 1) * 0x9e3779b1);
  let slot: u32 = hash & (ENTRIES - 1);
  for (let probes: u32 = 0; probes < MAX_PROBES; probes++) {
    const entry = table + slot * ENTRY;
    const answer = load<u32>(entry, ANSWER);
    if (answer == 0) return ask(question, at, length, hash, entry);
    if (
      load<u32>(entry, HASH) == hash &&
      load<u32>(entry, LENGTH) == length &&
      answer >> 2 == question &&
      isSame(at, load<u32>(entry, PLACE), length)
    )
      return <i32>(answer & 3) - 1;
    slot = (slot + 1) & (ENTRIES - 1);
  }
  return judgeText(question, at, at + length);
}

function ask(question: u32, at: usize, length: u32, hash: u32, vacant: usize): i32 {
  const answer = judgeText(question, at, at + length);
  if (answer < 0) return answer;
  if (count == MOST || top + length + 16 > room + ROOM) {
    memory.fill(table, 0, ENTRIES * ENTRY);
    count = 0;
    top = room;
    return answer;
  }
  memory.copy(top, at, length);
  store<u32>(vacant, hash, HASH);
  store<u32>(vacant, length, LENGTH);
  store<u32>(vacant, top, PLACE);
  store<u32>(vacant, (question << 2) | (answer + 1), ANSWER);
  top += (length + 15) & ~15;
  count++;
  return answer;
}

/** Whether the `length` bytes at `a` are those at `b`. */
function isSame(a: usize, b: usize, length: usize): bool {
  let i: usize = 0;
  for (; i + 16 <= length; i += 16) if (v128.any_true(v128.xor(v128.load(a + i), v128.load(b + i)))) return false;
  return !v128.any_true(v128.and(v128.xor(v128.load(a + i), v128.load(b + i)), firstBytes(length - i)));
}

// Members that the host computes of each line, before its conditions: their values are put where those of the line itself
// would be, so that whatever reads a place reads them. Their texts are kept as long as the batch is.
import { compute } from './host';
import {
  BOOLEAN,
  CONTAINER,
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
import { collect, found, lastQuestion, NUMBERED } from './question';

// A member that is computed: its question, where its value is put, and whether that failed in the present line.
const MEMBER_SLOT: usize = 4;
const MEMBER_BIT: usize = 8;
const MEMBER_SPELLED: usize = 16;
const MEMBER_FAILED: usize = 20;
const MEMBER_FAILURES: usize = 24;
const MEMBER_SIZE: u32 = 32;
const MAX_MEMBERS: u32 = 32;
const members = memory.data(32 * 32, 16);
export let memberCount: u32 = 0;
/** What is left for the texts of members, as long as the batch is. */
let roomTop: usize = 0;
let roomEnd: usize = 0;

/** The last question is the expression of this member, which is computed of every line; `spelled`: its text is needed too. */
export function addMember(node: usize, spelled: bool): bool {
  if (memberCount == MAX_MEMBERS) return false;
  const member = members + memberCount * MEMBER_SIZE;
  store<u32>(member, lastQuestion);
  store<u32>(member, load<u32>(node, NODE_SLOT), MEMBER_SLOT);
  store<u64>(member, load<u64>(node, NODE_BIT), MEMBER_BIT);
  store<u32>(member, <u32>spelled, MEMBER_SPELLED);
  store<u32>(lastQuestion, memberCount, NUMBERED);
  memberCount++;
  return true;
}

/** Where the texts of members are put from now on. */
export function setRoom(from: usize, end: usize): void {
  roomTop = from;
  roomEnd = end;
}

/** Lines for which a member could not be computed, since `resetMembers`. */
export function uncomputed(member: u32): u32 {
  return load<u32>(members + member * MEMBER_SIZE, MEMBER_FAILURES);
}

/** Begins to count anew. */
export function resetMembers(): void {
  for (let i: u32 = 0; i < memberCount; i++) store<u32>(members + i * MEMBER_SIZE, 0, MEMBER_FAILURES);
}

/** The line is a row: what has failed of it counts. */
export function countUncomputed(): void {
  for (let i: u32 = 0; i < memberCount; i++) {
    const member = members + i * MEMBER_SIZE;
    store<u32>(member, load<u32>(member, MEMBER_FAILURES) + load<u32>(member, MEMBER_FAILED), MEMBER_FAILURES);
  }
}

/** Computes the members of a line, in their order. Returns the nodes the line has then; 0: it is the host's. */
export function computeMembers(seen: u64): u64 {
  let nodes = seen;
  for (let i: u32 = 0; i < memberCount; i++) {
    const member = members + i * MEMBER_SIZE;
    const question: usize = load<u32>(member);
    const count = collect(question, nodes);
    const spelled = load<u32>(member, MEMBER_SPELLED);
    const length = compute(load<u32>(question, NUMBERED), found, count, spelled, roomTop, <u32>(roomEnd - roomTop));
    if (length < 0) return 0;
    store<u32>(member, load<u32>(found), MEMBER_FAILED);
    put(load<u32>(member, MEMBER_SLOT), <usize>length);
    nodes |= load<u64>(member, MEMBER_BIT);
  }
  return nodes;
}

/** Puts the value into its slot: a number that the host has left in `found`, or the text of this length. */
function put(slot: usize, length: usize): void {
  store<u32>(slot, roomTop, SLOT_START);
  store<u32>(slot, roomTop + length, SLOT_END);
  const c = length == 0 ? 0 : load<u8>(roomTop);
  roomTop += length;
  if (load<u32>(found, 4) != 0) {
    store<u32>(slot, NUMBER, SLOT_TYPE);
    store<f64>(slot, load<f64>(found, 16), SLOT_VALUE);
  } else if (c == 0x22) store<u32>(slot, STRING, SLOT_TYPE);
  else if (c == 0x7b || c == 0x5b) store<u32>(slot, CONTAINER, SLOT_TYPE);
  else if (c == 0x6e) store<u32>(slot, NULL, SLOT_TYPE);
  else store<u32>(slot, c == 0x74 || c == 0x66 ? BOOLEAN : NUMERAL, SLOT_TYPE);
}

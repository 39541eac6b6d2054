// Values within a value that is known to be JSON, since its line was scanned: where they are, and the slots they are put
// into. Plain twin: JSON.parse.
import {
  BOOLEAN,
  CONTAINER,
  NODE_BIT,
  NODE_CHILD,
  NODE_INDEX,
  NODE_LENGTH,
  NODE_NAME,
  NODE_SIBLING,
  NODE_SLOT,
  NULL,
  SLOT_END,
  SLOT_START,
  SLOT_TYPE,
  SLOT_VALUE,
  STRING,
} from './layout';
import { readNumber, type, value } from './number';
import { closing, skipSpace } from './text';

/** What `entry` found: the name's first byte and its closing quotation mark, and where the value begins. */
export let nameAt: usize = 0;
export let nameEnd: usize = 0;
export let valueAt: usize = 0;
/** The nodes that `place` has reached. */
export let reached: u64 = 0;

/** The first member or element of the container at `at`; 0: it has none. */
// @ts-ignore: decorator
@inline
export function firstEntry(at: usize): usize {
  const p = skipSpace(at + 1);
  return load<u8>(p) == load<u8>(at) + 2 ? 0 : p;
}

/** The one after that whose value ends at `end`; 0: it was the last. */
// @ts-ignore: decorator
@inline
export function nextEntry(end: usize): usize {
  const p = skipSpace(end);
  return load<u8>(p) == 0x2c ? skipSpace(p + 1) : 0;
}

/** Reads the member (or element) at `at`; the end of its value. */
export function entry(at: usize, isMember: bool): usize {
  valueAt = at;
  if (isMember) {
    nameAt = at + 1;
    nameEnd = closing(nameAt);
    valueAt = skipSpace(skipSpace(nameEnd + 1) + 1);
  }
  return valueEnd(valueAt);
}

/** The name is written with escapes. */
export function hasEscapedName(): bool {
  for (let p = nameAt; p < nameEnd; p++) if (load<u8>(p) == 0x5c) return true;
  return false;
}

function valueEnd(at: usize): usize {
  const c = load<u8>(at);
  if (c == 0x22) return closing(at + 1) + 1;
  if ((c | 0x20) == 0x7b) return containerEnd(at + 1);
  let p = at + 1;
  // Up to a comma, a bracket, or a blank; those of numbers and literals are none.
  while (load<u8>(p) > 0x20 && load<u8>(p) != 0x2c && (load<u8>(p) | 0x20) != 0x7d) p++;
  return p;
}

/** The end of the container whose content begins at `at`. */
function containerEnd(at: usize): usize {
  let p = at;
  let depth = 1;
  while (true) {
    const bytes = v128.load(p);
    const folded = v128.or(bytes, i8x16.splat(0x20));
    const opens = i8x16.eq(folded, i8x16.splat(0x7b));
    const closes = i8x16.eq(folded, i8x16.splat(0x7d));
    const found = i8x16.bitmask(v128.or(v128.or(opens, closes), i8x16.eq(bytes, i8x16.splat(0x22))));
    if (found == 0) {
      p += 16;
      continue;
    }
    p += ctz(found);
    const c = load<u8>(p);
    if (c == 0x22) p = closing(p + 1);
    else if ((c | 0x20) == 0x7b) depth++;
    else if (--depth == 0) return p + 1;
    p++;
  }
}

/** Puts the value [at, end) where the node is read, and those within it below. False when it is the host's. */
export function place(node: usize, at: usize, end: usize): bool {
  reached = 0;
  return placeBelow(node, at, end);
}

function placeBelow(node: usize, at: usize, end: usize): bool {
  reached |= load<u64>(node, NODE_BIT);
  const slot: usize = load<u32>(node, NODE_SLOT);
  if (slot != 0) putValue(slot, at, end);
  if (load<u32>(node, NODE_CHILD) == 0 || (load<u8>(at) | 0x20) != 0x7b) return true;
  const isObject = load<u8>(at) == 0x7b;
  let index = 0;
  for (let p = firstEntry(at); p != 0; index++) {
    const stop = entry(p, isObject);
    if (isObject && hasEscapedName()) return false;
    const child = isObject ? member(node) : element(node, index);
    if (child != 0) {
      // What an earlier member of the name has placed below would still be there.
      if (load<u32>(child, NODE_CHILD) != 0 && (reached & load<u64>(child, NODE_BIT)) != 0) return false;
      if (!placeBelow(child, valueAt, stop)) return false;
    }
    p = nextEntry(stop);
  }
  return true;
}

function member(node: usize): usize {
  let child: usize = load<u32>(node, NODE_CHILD);
  for (; child != 0; child = load<u32>(child, NODE_SIBLING))
    if (
      load<i32>(child, NODE_INDEX) < 0 &&
      load<u32>(child, NODE_LENGTH) == <u32>(nameEnd - nameAt) &&
      memory.compare(load<u32>(child, NODE_NAME), nameAt, nameEnd - nameAt) == 0
    )
      return child;
  return 0;
}

function element(node: usize, index: i32): usize {
  let child: usize = load<u32>(node, NODE_CHILD);
  for (; child != 0; child = load<u32>(child, NODE_SIBLING)) if (load<i32>(child, NODE_INDEX) == index) return child;
  return 0;
}

/** Puts the value [at, end) into a slot. */
export function putValue(slot: usize, at: usize, end: usize): void {
  store<u32>(slot, at, SLOT_START);
  store<u32>(slot, end, SLOT_END);
  store<u32>(slot, typeOf(at), SLOT_TYPE);
  store<f64>(slot, value, SLOT_VALUE);
}

function typeOf(at: usize): u32 {
  const c = load<u8>(at);
  if (c == 0x22) return STRING;
  if ((c | 0x20) == 0x7b) return CONTAINER;
  if (c == 0x6e) return NULL;
  if (c == 0x74 || c == 0x66) return BOOLEAN;
  readNumber(at);
  return type;
}

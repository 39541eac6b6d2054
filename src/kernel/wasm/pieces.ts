// The events of a line (`--each`): words of a text, what lies between the matches of a text in it, or the values in a
// container. Pieces of a text are copied between quotation marks, so that all that reads values reads JSON; where a text
// is not plain ASCII, or cut by a regular expression, the host cuts it. Plain twin: event/each.ts; held equal by
// test/laws/pieces.test.ts.
import { cut } from './host';
import { firstBytes } from './intern';
import { CONTAINER, NODE_BIT, NODE_SLOT, SLOT_END, SLOT_START, SLOT_TYPE, STRING } from './layout';
import { hasEscapedName, entry, firstEntry, nameAt, nameEnd, nextEntry, place, reached, valueAt } from './values';

/** What the pieces are; WHOLE: the line is one event. */
export const WHOLE: u32 = 0;
const WORDS: u32 = 1;
const BETWEEN: u32 = 2;
/** What the host makes of the text. */
const CUT: u32 = 3;
const CHILDREN: u32 = 4;

export let pieces: u32 = WHOLE;
let source: usize = 0;
let sourceBit: u64 = 0;
let piece: usize = 0;
let pieceBit: u64 = 0;
/** Of BETWEEN: the text between two pieces. */
let between: usize = 0;
let betweenSize: usize = 0;

/** Begin and end of each piece; lines with more of them are the host's. */
const MOST: u32 = 1024;
const spans = memory.data(8 * 1024, 16);
let count: u32 = 0;
/** Places of names, of an object whose values are pieces; larger ones are the host's. */
const MOST_NAMES: u32 = 64;
const names = memory.data(8 * 64, 16);

/** Where pieces of texts are put, and the end of the room. */
let top: usize = 0;
let roomEnd: usize = 0;

/** Lines are cut: what is at `from`, into what is read at `to`. */
export function setPieces(kind: u32, from: usize, to: usize, separator: usize, length: usize): void {
  pieces = kind;
  source = load<u32>(from, NODE_SLOT);
  sourceBit = load<u64>(from, NODE_BIT);
  piece = to;
  pieceBit = load<u64>(to, NODE_BIT);
  between = separator;
  betweenSize = length;
}

/** Where texts of pieces are put from now on. */
export function setPieceRoom(from: usize, end: usize): void {
  top = from;
  roomEnd = end;
}

/** Finds the pieces of the line that has these nodes: how many there are; −1: the line is the host's. */
export function findPieces(seen: u64): i32 {
  count = 0;
  // A member of that name is hidden by the piece.
  if ((seen & pieceBit) != 0) return -1;
  if ((seen & sourceBit) == 0) return 0;
  const at: usize = load<u32>(source, SLOT_START);
  const end: usize = load<u32>(source, SLOT_END);
  const type = load<u32>(source, SLOT_TYPE);
  if (pieces == CHILDREN) return type != CONTAINER || children(at) ? <i32>count : -1;
  if (type != STRING) return 0;
  return texts(at, end) ? <i32>count : -1;
}

/** The same line is read once more: its pieces are found anew, and take no room but what they had. */
export function forgetPieces(): void {
  if (count != 0 && pieces != CHILDREN) top = load<u32>(spans);
}

/** Turns to a piece, counted from 0: the nodes that there are with it; 0: the line is the host's. */
export function turnTo(number: u32, seen: u64): u64 {
  const span = spans + (number << 3);
  return place(piece, load<u32>(span), load<u32>(span, 4)) ? seen | reached : 0;
}

function keep(at: usize, end: usize): bool {
  if (count == MOST) return false;
  const span = spans + (count << 3);
  store<u32>(span, at);
  store<u32>(span, end, 4);
  count++;
  return true;
}

/** The pieces of the text [at, end), quotation marks included. */
function texts(at: usize, end: usize): bool {
  if (top + 2 * (end - at) + 32 > roomEnd) return false;
  if (pieces == CUT || !isPlain(at + 1, end - 1)) return cutByHost(at, end);
  return pieces == WORDS ? words(at + 1, end - 1) : parts(at + 1, end - 1);
}

/** Without escapes, and for words without what is not ASCII. */
function isPlain(at: usize, end: usize): bool {
  const high = pieces == WORDS ? i8x16.splat(-128) : i8x16.splat(0);
  for (let p = at; p < end; p += 16) {
    const bytes = v128.load(p);
    const found = i8x16.bitmask(v128.or(i8x16.eq(bytes, i8x16.splat(0x5c)), v128.and(bytes, high)));
    if (found != 0 && p + ctz(found) < end) return false;
  }
  return true;
}

/** The host writes the pieces as JSON, each with a newline behind it. */
function cutByHost(at: usize, end: usize): bool {
  const length = cut(at, end, top, <u32>(roomEnd - top));
  if (length < 0) return false;
  const stop = top + length;
  while (top < stop) {
    const from = top;
    while (load<u8>(top) != 0x0a) top++;
    if (!keep(from, top)) return false;
    top++;
  }
  return true;
}

/** Runs of letters and digits, in small letters. */
function words(at: usize, end: usize): bool {
  let p = at;
  while (true) {
    while (p < end && wordBits(p) == 0) p += 16;
    if (p >= end) return true;
    p += ctz(wordBits(p));
    if (p >= end) return true;
    let stop = p;
    let bits = ~wordBits(stop) & 0xffff;
    while (bits == 0) bits = ~wordBits((stop += 16)) & 0xffff;
    stop += ctz(bits);
    if (!copy(p, stop, 0x20)) return false;
    p = stop;
  }
}

/** Bits of the letters and digits among sixteen bytes. */
// @ts-ignore: decorator
@inline
function wordBits(at: usize): i32 {
  const bytes = v128.load(at);
  const small = v128.or(bytes, i8x16.splat(0x20));
  const letters = i8x16.le_u(i8x16.sub(small, i8x16.splat(0x61)), i8x16.splat(25));
  return i8x16.bitmask(v128.or(letters, i8x16.le_u(i8x16.sub(bytes, i8x16.splat(0x30)), i8x16.splat(9))));
}

/** What lies between the separators; what is empty is none. */
function parts(at: usize, end: usize): bool {
  const first = i8x16.splat(load<u8>(between));
  let start = at;
  for (let block = at; block < end; block += 16) {
    let found = i8x16.bitmask(i8x16.eq(v128.load(block), first));
    for (; found != 0; found &= found - 1) {
      const p = block + ctz(found);
      if (p < start || !separates(p, end)) continue;
      if (p > start && !copy(start, p, 0)) return false;
      start = p + betweenSize;
    }
  }
  return start >= end || copy(start, end, 0);
}

// @ts-ignore: decorator
@inline
function separates(at: usize, end: usize): bool {
  if (at + betweenSize > end) return false;
  return !v128.any_true(v128.and(v128.xor(v128.load(at), v128.load(between)), firstBytes(betweenSize)));
}

/** A piece between quotation marks, with these bits added to each of its bytes. */
// @ts-ignore: decorator
@inline
function copy(at: usize, end: usize, bits: i8): bool {
  const from = top;
  store<u8>(from, 0x22);
  let to = from + 1;
  for (let p = at; p < end; p += 16, to += 16) v128.store(to, v128.or(v128.load(p), i8x16.splat(bits)));
  const closing = from + 1 + (end - at);
  store<u8>(closing, 0x22);
  top = closing + 1;
  return keep(from, top);
}

/** The values in the container at `at`. */
function children(at: usize): bool {
  const isObject = load<u8>(at) == 0x7b;
  for (let p = firstEntry(at); p != 0;) {
    const end = entry(p, isObject);
    if (isObject && !isNewName()) return false;
    if (!keep(valueAt, end)) return false;
    p = nextEntry(end);
  }
  return true;
}

/** Of two members of the same name there is but one, and numbers come first among names: these are the host's. */
function isNewName(): bool {
  if (count == MOST_NAMES || load<u8>(nameAt) - 0x30 <= 9 || hasEscapedName()) return false;
  const length = <u32>(nameEnd - nameAt);
  for (let i: u32 = 0; i < count; i++) {
    const other = names + (i << 3);
    if (load<u32>(other, 4) == length && memory.compare(load<u32>(other), nameAt, length) == 0) return false;
  }
  const name = names + (count << 3);
  store<u32>(name, nameAt);
  store<u32>(name, length, 4);
  return true;
}

// Lines of fields to the slots of values: access logs, logfmt, and lines that are text. How a field is found is of its format; what it is is one
// rule for all of them (field.ts). What is rare, or wrong, is the host's. Plain twins: format/input/access-line.ts and
// logfmt.ts; held equal by test/laws/fields.test.ts.
import { escaped, field, nothing, put, text } from './field';
import { firstBytes } from './intern';
import {
  BOOLEAN,
  CONTAINER,
  NODE_BIT,
  NODE_CHILD,
  NODE_LENGTH,
  NODE_NAME,
  NODE_SIBLING,
  NODE_SLOT,
} from './layout';
import { special } from './text';

/** Forms of a line. */
export const JSON: u32 = 0;
const COMMON: u32 = 1;
const COMBINED: u32 = 2;
const LOGFMT: u32 = 3;
export const SEPARATED: u32 = 4;
const TEXT: u32 = 5;

export let form: u32 = JSON;
let root: usize = 0;
let refuseAtSigns: bool = false;
/** The nodes that the line has. */
export let seen: u64 = 0;

/** Fields of access logs, in their order. */
const HOST: u32 = 0;
const IDENT: u32 = 1;
const USER: u32 = 2;
const TIME: u32 = 3;
const METHOD: u32 = 4;
const PATH: u32 = 5;
const PROTOCOL: u32 = 6;
const STATUS: u32 = 7;
const BYTES: u32 = 8;
const REFERER: u32 = 9;
const AGENT: u32 = 10;
/** The slot of each; 0: it is not read. */
const slots = memory.data(4 * 11, 16);
/** The nodes that each line of an access log has. */
let always: u64 = 0;

/** The key that last stood at each of the first places of a line: its bytes, a mask of as many, its length and its node. */
const KEY_MASK: usize = 16;
const KEY_LENGTH: usize = 32;
const KEY_NODE: usize = 36;
const KEY_SIZE: u32 = 48;
const MAX_PLACES: u32 = 32;
const keys = memory.data(48 * 32, 16);

const trueText = memory.data<u8>([0x74, 0x72, 0x75, 0x65, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
/** Shows of what kind the record is. */
const recordText = memory.data<u8>([0x7b, 0x7d, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]);

/** After the nodes: lines are of this form, and their fields are children of the root. */
export function setForm(lineForm: u32, rootNode: usize, atSigns: bool): void {
  form = lineForm;
  root = rootNode;
  refuseAtSigns = atSigns;
  always = load<u64>(root, NODE_BIT);
  const slot: usize = load<u32>(root, NODE_SLOT);
  if (slot != 0) put(slot, CONTAINER, recordText, recordText + 2);
}

/** A field of access logs is read at this node. */
export function placeField(field: u32, node: usize): void {
  store<u32>(slots + (field << 2), load<u32>(node, NODE_SLOT));
  always |= load<u64>(node, NODE_BIT);
}

/** Finds the fields of the line [at, end); false: the line is the host's. */
export function readFields(at: usize, end: usize): bool {
  if (form == TEXT) return line(at, end);
  return form == LOGFMT ? pairs(at, end) : access(at, end);
}

// @ts-ignore: decorator
@inline
function slotOf(which: u32): usize {
  return load<u32>(slots + (which << 2));
}

/** The first byte from `at` on that is a blank, or ends the line. */
// @ts-ignore: decorator
@inline
function blankAt(at: usize): usize {
  let p = at;
  while (true) {
    const bytes = v128.load(p);
    const found = i8x16.bitmask(v128.or(i8x16.eq(bytes, i8x16.splat(0x20)), i8x16.eq(bytes, i8x16.splat(0x0a))));
    if (found != 0) return p + ctz(found);
    p += 16;
  }
}

/** The blank behind the word at `at`; `end` or more where there is none, or no word. */
function wordEnd(at: usize, end: usize): usize {
  if (at >= end) return end;
  const blank = blankAt(at);
  return blank == at ? end : blank;
}

/** The quotation mark that ends what stands from `at` on; 0: there is none, or something that would have to be unescaped. */
// @ts-ignore: decorator
@inline
function quoteAt(at: usize): usize {
  let p = at;
  let found = special(p);
  while (found == 0) found = special((p += 16));
  p += ctz(found);
  return load<u8>(p) == 0x22 ? p : 0;
}

/** A field of an access log, of which `-` is none. */
// @ts-ignore: decorator
@inline
function present(which: u32, at: usize, end: usize): bool {
  const slot = slotOf(which);
  return end == at + 1 && load<u8>(at) == 0x2d ? nothing(slot) : field(slot, at, end);
}

/** `host ident user [time] "request" status bytes`, in the combined form `"referer" "agent"`, and more fields. */
function access(at: usize, end: usize): bool {
  // Names with blanks in them, the first field of vhost_combined, and what looks like a time before the time, are the host's.
  const ident = wordEnd(at, end) + 1;
  const user = wordEnd(ident, end) + 1;
  const bracket = wordEnd(user, end) + 1;
  if (bracket + 29 > end) return false;
  if (load<u8>(ident) == 0x5b || load<u8>(user) == 0x5b || load<u8>(bracket) != 0x5b) return false;
  if (!isTime(bracket + 1)) return false;
  const request = bracket + 30;
  const quote = quoteAt(request);
  if (quote == 0) return false;
  seen = always;
  return (
    present(HOST, at, ident - 1) &&
    present(IDENT, ident, user - 1) &&
    present(USER, user, bracket - 1) &&
    field(slotOf(TIME), bracket + 1, bracket + 27) &&
    readRequest(request, quote) &&
    readRest(quote + 1, end)
  );
}

/** `10/Oct/2000:13:55:36 -0700] "`: digits, letters, and what stands between them. */
function isTime(at: usize): bool {
  const first = i8x16(0, 0, 0x2f, 1, 1, 1, 0x2f, 0, 0, 0, 0, 0x3a, 0, 0, 0x3a, 0);
  const second = i8x16(0x3a, 0, 0, 0x3a, 0, 0, 0x20, 2, 0, 0, 0, 0, 0x5d, 0x20, 0x22, 3);
  return isShaped(v128.load(at), first) && isShaped(v128.load(at, 14), second);
}

/** 0 in the shape stands for a digit, 1 for a letter, 2 for a sign, 3 for any byte, all else for itself. */
// @ts-ignore: decorator
@inline
function isShaped(bytes: v128, shape: v128): bool {
  const digit = i8x16.le_u(i8x16.sub(bytes, i8x16.splat(0x30)), i8x16.splat(9));
  const letter = i8x16.le_u(i8x16.sub(v128.or(bytes, i8x16.splat(0x20)), i8x16.splat(0x61)), i8x16.splat(25));
  const sign = v128.or(i8x16.eq(bytes, i8x16.splat(0x2b)), i8x16.eq(bytes, i8x16.splat(0x2d)));
  let good = i8x16.eq(bytes, shape);
  good = v128.bitselect(digit, good, i8x16.eq(shape, i8x16.splat(0)));
  good = v128.bitselect(letter, good, i8x16.eq(shape, i8x16.splat(1)));
  good = v128.bitselect(sign, good, i8x16.eq(shape, i8x16.splat(2)));
  return i8x16.all_true(v128.or(good, i8x16.eq(shape, i8x16.splat(3))));
}

/** `GET /path HTTP/1.1`, or `-`; what looks otherwise is the host's, if anything of it is read. */
function readRequest(at: usize, end: usize): bool {
  const method = slotOf(METHOD);
  const path = slotOf(PATH);
  const protocol = slotOf(PROTOCOL);
  if ((method | path | protocol) == 0) return true;
  if (end == at + 1 && load<u8>(at) == 0x2d) return nothing(method) && nothing(path) && nothing(protocol);
  let p = at;
  while (load<u8>(p) - 0x41 <= 25) p++;
  // At least a byte of a path, and ` HTTP/1.1`.
  const last = end - 9;
  if (p == at || p > at + 64 || load<u8>(p) != 0x20 || p + 2 > last || !isProtocol(last)) return false;
  return (
    field(method, at, p) && field(path, p + 1, last) && field(protocol, last + 1, end)
  );
}

/** ` HTTP/1.1` */
function isProtocol(at: usize): bool {
  if (load<u32>(at) != 0x54544820 || load<u16>(at, 4) != 0x2f50) return false;
  return load<u8>(at, 6) - 0x30 <= 9 && load<u8>(at, 7) == 0x2e && load<u8>(at, 8) - 0x30 <= 9;
}

/** What stands behind the request: its blank is at `at`. */
function readRest(at: usize, end: usize): bool {
  const status = digitsEnd(at, end, 3, 3);
  if (status == 0 || !present(STATUS, at + 1, status)) return false;
  const bytes = digitsEnd(status, end, 1, 20);
  if (bytes == 0 || !present(BYTES, status + 1, bytes)) return false;
  if (form == COMMON) return readMore(bytes, end);
  const referer = quotedEnd(bytes, end);
  if (referer == 0 || !present(REFERER, bytes + 2, referer - 1)) return false;
  const agent = quotedEnd(referer, end);
  return agent != 0 && present(AGENT, referer + 2, agent - 1) && readMore(agent, end);
}

/** The end of the digits, so many of them, or of the `-` behind the blank at `at`; 0: there are none. */
function digitsEnd(at: usize, end: usize, least: usize, most: usize): usize {
  if (at >= end || load<u8>(at) != 0x20) return 0;
  let p = at + 1;
  if (load<u8>(p) == 0x2d) p++;
  else {
    while (load<u8>(p) - 0x30 <= 9) p++;
    if (p < at + 1 + least || p > at + 1 + most) return 0;
  }
  return p == end || (p < end && load<u8>(p) == 0x20) ? p : 0;
}

/** The end of the field in quotes behind the blank at `at`; 0: there is none. */
function quotedEnd(at: usize, end: usize): usize {
  if (at + 2 >= end || load<u16>(at) != 0x2220) return 0;
  const quote = quoteAt(at + 2);
  return quote == 0 ? 0 : quote + 1;
}

/** Fields that nothing reads: they have to be well formed all the same. */
function readMore(at: usize, end: usize): bool {
  let p = at;
  while (p < end) {
    if (load<u8>(p) != 0x20) return false;
    if (p + 1 < end && load<u8>(p, 1) == 0x22) {
      p = quotedEnd(p, end);
      if (p == 0) return false;
    } else p = min(blankAt(p + 1), end);
  }
  return true;
}

/** The name of the only member. */
const lineName = memory.data<u8>([0x6c, 0x69, 0x6e, 0x65]);

/** A line of text; what is blank, or may be an object, is the host's. */
function line(at: usize, end: usize): bool {
  let p = at;
  while (p < end && load<u8>(p) <= 0x20) p++;
  if (p == end || load<u8>(p) == 0x7b) return false;
  const node = member(lineName, 4);
  const slot: usize = load<u32>(node, NODE_SLOT);
  seen = load<u64>(root, NODE_BIT) | load<u64>(node, NODE_BIT);
  return slot == 0 || text(slot, at, end) || escaped(slot, at, end, false);
}

/** `key=value key="text in quotes" flag`. */
function pairs(at: usize, end: usize): bool {
  let p = at;
  let hasValues = false;
  let place: u32 = 0;
  seen = load<u64>(root, NODE_BIT);
  while (true) {
    while (p < end && load<u8>(p) <= 0x20) p++;
    if (p >= end) return hasValues;
    const equals = keyEnd(p);
    const c = load<u8>(equals);
    if (equals == p || c == 0x22 || (refuseAtSigns && load<u8>(p) == 0x40)) return false;
    const node = memberAt(place++, p, equals - p);
    seen |= load<u64>(node, NODE_BIT);
    const slot: usize = load<u32>(node, NODE_SLOT);
    if (c != 0x3d) {
      if (slot != 0) put(slot, BOOLEAN, trueText, trueText + 4);
      p = equals;
      continue;
    }
    hasValues = true;
    const begin = equals + 1;
    const quoted = begin < end && load<u8>(begin) == 0x22;
    const from = quoted ? begin + 1 : begin;
    const to = quoted ? quoteAt(from) : min(bareEnd(from), end);
    if (to == 0 || to < from || !field(slot, from, to)) return false;
    p = quoted ? to + 1 : to;
    if (p < end && load<u8>(p) > 0x20) return false;
  }
}

/** The first byte from `at` on that is no part of a key. */
// @ts-ignore: decorator
@inline
function keyEnd(at: usize): usize {
  let p = at;
  while (true) {
    const bytes = v128.load(p);
    const equals = i8x16.eq(bytes, i8x16.splat(0x3d));
    const found = i8x16.bitmask(v128.or(equals, endsBare(bytes)));
    if (found != 0) return p + ctz(found);
    p += 16;
  }
}

/** The first byte from `at` on that is no part of a value without quotes. */
// @ts-ignore: decorator
@inline
function bareEnd(at: usize): usize {
  let p = at;
  while (true) {
    const found = i8x16.bitmask(endsBare(v128.load(p)));
    if (found != 0) return p + ctz(found);
    p += 16;
  }
}

/** Blanks, control characters, quotation marks. */
// @ts-ignore: decorator
@inline
function endsBare(bytes: v128): v128 {
  return v128.or(i8x16.le_u(bytes, i8x16.splat(0x20)), i8x16.eq(bytes, i8x16.splat(0x22)));
}

/**
 * The same for the pair at this place in the line: lines nearly always have the same keys in the same order, so the key
 * that stood there before is compared first.
 */
// @ts-ignore: decorator
@inline
function memberAt(place: u32, name: usize, length: usize): usize {
  if (place >= MAX_PLACES || length > 16) return member(name, length);
  const known = keys + place * KEY_SIZE;
  const bytes = v128.and(v128.load(name), v128.load(known, KEY_MASK));
  if (load<u32>(known, KEY_LENGTH) == <u32>length && !v128.any_true(v128.xor(bytes, v128.load(known))))
    return load<u32>(known, KEY_NODE);
  const node = member(name, length);
  const mask = firstBytes(length);
  v128.store(known, v128.and(v128.load(name), mask));
  v128.store(known, mask, KEY_MASK);
  store<u32>(known, length, KEY_LENGTH);
  store<u32>(known, node, KEY_NODE);
  return node;
}

/** The node of the member of this name; node 0 when none is read. */
function member(name: usize, length: usize): usize {
  let child: usize = load<u32>(root, NODE_CHILD);
  for (; child != 0; child = load<u32>(child, NODE_SIBLING))
    if (load<u32>(child, NODE_LENGTH) == <u32>length && memory.compare(load<u32>(child, NODE_NAME), name, length) == 0)
      return child;
  return 0;
}

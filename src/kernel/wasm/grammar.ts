// The grammar of JSON between two values: closing and opening brackets, commas, a member's name, white space. Walked
// once for each new run of such bytes; what it finds is kept as an edge (automaton.ts). Plain twin: JSON.parse, and
// what it cannot decide it does not: 0 leaves the line to the host.
import { draft, inside, learn } from './automaton';
import {
  ARRAY,
  BOOLEAN,
  DIGITS,
  DIGITS_SKIPPED,
  EDGE_EVENT,
  EDGE_EVENTS,
  EDGE_INNER,
  EDGE_KIND,
  EDGE_LENGTH,
  EDGE_LITERAL,
  EDGE_LITERAL_LENGTH,
  EDGE_SLOT,
  EDGE_TARGET,
  EDGE_TOUCHED,
  LINE_END,
  LITERAL,
  MAX_EVENTS,
  NODE_BIT,
  NODE_CHILD,
  NODE_INDEX,
  NODE_LAST,
  NODE_LENGTH,
  NODE_NAME,
  NODE_SIBLING,
  NODE_SLOT,
  NULL,
  OBJECT,
  OUTSIDE,
  SLOT_SIZE,
  STATE_INDEX,
  STATE_KIND,
  STATE_NODE,
  STATE_OWNER,
  STATE_PARENT,
  TEXT,
} from './layout';
import { closing, skipSpace } from './text';

/** The slot of all values that no field reads. */
export const anySlot = memory.data(SLOT_SIZE, 16);

let root: usize = 0;
let atSigns: bool = false;

/** The tree of nodes, and whether objects whose first name begins with `@` are the host's. */
export function openWalk(rootNode: usize, refuseAtSigns: bool): void {
  root = rootNode;
  atSigns = refuseAtSigns;
}

// What is expected next.
const LINE: u32 = 0;
const VALUE: u32 = 1;
const NAME: u32 = 2;
const SEPARATOR: u32 = 3;

// The walk under way.
let origin: usize = 0;
let touched: u64 = 0;
let inner: u64 = 0;
let events: u32 = 0;
let failed: bool = false;

/** The edge from `state` over the bytes at `at`; 0 when they are wrong or for the host to judge. */
export function walk(from: usize, at: usize): usize {
  origin = at;
  touched = 0;
  inner = 0;
  events = 0;
  failed = false;
  let state = from;
  let p = at;
  let node: usize = 0;
  let expected = load<u32>(state, STATE_KIND) == OUTSIDE ? LINE : SEPARATOR;
  while (!failed) {
    p = skipSpace(p);
    const c = load<u8>(p);
    if (expected == VALUE) {
      const slot: usize = load<u32>(node, NODE_SLOT);
      touch(node);
      if (c != 0x7b && c != 0x5b) return failed ? 0 : value(from, state, p, slot);
      state = open(state, p, c, node, slot);
      if (state == 0) return 0;
      p = skipSpace(p + 1);
      expected = c == 0x5b ? VALUE : NAME;
      node = c == 0x5b ? element(load<u32>(state, STATE_NODE), 0) : 0;
      if (load<u8>(p) == c + 2) expected = SEPARATOR;
    } else if (expected == NAME) {
      const end = nameEnd(p, state);
      if (end == 0) return 0;
      node = member(load<u32>(state, STATE_NODE), p + 1, end - p - 1);
      p = skipSpace(end + 1);
      if (load<u8>(p) != 0x3a) return 0;
      p++;
      expected = VALUE;
    } else if (expected == LINE) {
      if (c != 0x7b) return 0;
      node = root;
      expected = VALUE;
    } else {
      const kind = load<u32>(state, STATE_KIND);
      if (kind == OUTSIDE) return c == 0x0a ? finish(from, LINE_END, state, p + 1, anySlot, 0) : 0;
      if (c == 0x2c) {
        expected = kind == OBJECT ? NAME : VALUE;
        if (kind == ARRAY) {
          state = nextElement(state);
          if (state == 0) return 0;
          node = element(load<u32>(state, STATE_NODE), load<u32>(state, STATE_INDEX));
        }
        p++;
      } else {
        if (c != (kind == OBJECT ? 0x7d : 0x5d)) return 0;
        p++;
        const owner: usize = load<u32>(state, STATE_OWNER);
        if (owner != 0) event(p, owner + 1);
        state = load<u32>(state, STATE_PARENT);
      }
    }
  }
  return 0;
}

/** A value begins at the node: which nodes an edge reaches is known; the same inner one twice is the host's. */
function touch(node: usize): void {
  const bit = load<u64>(node, NODE_BIT);
  if (load<u32>(node, NODE_CHILD) != 0) {
    if (inner & bit) failed = true;
    inner |= bit;
  }
  touched |= bit;
}

function event(at: usize, slot: usize): void {
  if (events == MAX_EVENTS) {
    failed = true;
    return;
  }
  const place = draft + EDGE_EVENT + (events << 3);
  store<u32>(place, at - origin);
  store<u32>(place, slot, 4);
  events++;
}

/** Into a container. */
function open(state: usize, at: usize, c: u8, node: usize, slot: usize): usize {
  if (slot != 0) event(at, slot);
  return inside(state, c == 0x7b ? OBJECT : ARRAY, load<u32>(node, NODE_CHILD) != 0 ? node : 0, 0, slot);
}

function member(node: usize, name: usize, length: usize): usize {
  let child: usize = load<u32>(node, NODE_CHILD);
  for (; child != 0; child = load<u32>(child, NODE_SIBLING))
    if (
      load<i32>(child, NODE_INDEX) < 0 &&
      load<u32>(child, NODE_LENGTH) == <u32>length &&
      memory.compare(load<u32>(child, NODE_NAME), name, length) == 0
    )
      return child;
  return 0;
}

function element(node: usize, index: i32): usize {
  let child: usize = load<u32>(node, NODE_CHILD);
  for (; child != 0; child = load<u32>(child, NODE_SIBLING)) if (load<i32>(child, NODE_INDEX) == index) return child;
  return 0;
}

/** The state of the next element: counted only as far as a field reads one. */
function nextElement(state: usize): usize {
  const node: usize = load<u32>(state, STATE_NODE);
  const index = load<i32>(state, STATE_INDEX);
  if (node == 0 || index > load<i32>(node, NODE_LAST)) return state;
  return inside(load<u32>(state, STATE_PARENT), ARRAY, node, index + 1, load<u32>(state, STATE_OWNER));
}

/** The closing quotation mark of the name at `at`; 0 for no name, and for one that would have to be unescaped. */
function nameEnd(at: usize, state: usize): usize {
  if (load<u8>(at) != 0x22) return 0;
  const first = load<u8>(at, 1);
  const outermost = load<u32>(load<u32>(state, STATE_PARENT), STATE_KIND) == OUTSIDE;
  if (atSigns && outermost && (first == 0x40 || first == 0x5c)) return 0;
  const end = closing(at + 1);
  if (end == 0 || load<u32>(state, STATE_NODE) == 0) return end;
  for (let p = at + 1; p < end; p++) if (load<u8>(p) == 0x5c) return 0;
  return end;
}

/** The edge ends at a value that is no container. */
function value(from: usize, state: usize, at: usize, slot: usize): usize {
  const c = load<u8>(at);
  const into = slot == 0 ? anySlot : slot;
  if (c == 0x22) return finish(from, TEXT, state, at + 1, into, 0);
  const digits = slot == 0 ? DIGITS_SKIPPED : DIGITS;
  if (c - 0x30 <= 9) return finish(from, digits, state, at, into, 0xf0);
  if (c == 0x2d) return finish(from, digits, state, at, into, 0xff);
  const length = literal(at, c);
  if (length == 0) return 0;
  store<u32>(draft, c == 0x6e ? NULL : BOOLEAN, EDGE_LITERAL);
  store<u32>(draft, length, EDGE_LITERAL_LENGTH);
  return finish(from, LITERAL, state, at + length, into, 0);
}

function literal(at: usize, c: u8): u32 {
  const four = load<u32>(at);
  if (c == 0x74) return four == 0x65757274 ? 4 : 0;
  if (c == 0x6e) return four == 0x6c6c756e ? 4 : 0;
  return c == 0x66 && load<u32>(at, 1) == 0x65736c61 ? 5 : 0;
}

function finish(from: usize, kind: u32, state: usize, end: usize, slot: usize, ahead: u8): usize {
  if (failed) return 0;
  store<u32>(draft, end - origin, EDGE_LENGTH);
  store<u32>(draft, kind, EDGE_KIND);
  store<u32>(draft, state, EDGE_TARGET);
  store<u32>(draft, slot, EDGE_SLOT);
  store<u64>(draft, touched, EDGE_TOUCHED);
  store<u64>(draft, inner, EDGE_INNER);
  store<u32>(draft, events, EDGE_EVENTS);
  return learn(from, origin, ahead);
}

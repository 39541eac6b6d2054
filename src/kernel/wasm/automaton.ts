// What was learned of the shape of the lines. Between the end of one value and the beginning of the next stand bytes
// like `","path":"`, and they are the same line after line. An edge remembers one such run of bytes, the state it was
// met in and the state it leads to, so that the grammar is looked at once (grammar.ts) and afterwards only compared, a
// dozen bytes at a time. Nothing is guessed: from one state the same bytes always mean the same, whatever came before.
import { reserve } from './memory';
import {
  EDGE_COMPARED,
  EDGE_GUESS,
  EDGE_HEAD,
  EDGE_HEAD_MASK,
  EDGE_KIND,
  EDGE_LENGTH,
  EDGE_SECOND,
  EDGE_SIBLING,
  EDGE_SIZE,
  EDGE_TAIL,
  EDGE_TAIL_MASK,
  EDGE_TARGET,
  EDGE_TEXT,
  NOWHERE,
  OUTSIDE,
  STATE_CHILD,
  STATE_DEPTH,
  STATE_EDGE,
  STATE_EDGES,
  STATE_INDEX,
  STATE_KIND,
  STATE_NODE,
  STATE_OWNER,
  STATE_PARENT,
  STATE_SIBLING,
  STATE_SIZE,
} from './layout';
import { firstBytes } from './intern';

const MAX_STATES: u32 = 1024;
const MAX_EDGES: u32 = 2048;
/** Beyond so many edges from one state (an object whose members are never the same) none is learned. */
const MAX_FANOUT: u32 = 48;
const MAX_LENGTH: usize = 240;
const TEXT_SIZE: u32 = 256;
const MAX_DEPTH: u32 = 512;

/** Before the first line: its guesses are what a line begins with. */
export const start = memory.data(EDGE_SIZE, 16);
/** The edge being walked; kept when it can be, used once when not. */
export const draft = memory.data(EDGE_SIZE, 16);
/** Compares with sixteen newlines, which nothing goes on with: the guess where there is none. */
const nowhere = memory.data(EDGE_SIZE, 16);

let states: usize = 0;
let stateCount: u32 = 0;
let edges: usize = 0;
let edgeCount: u32 = 0;
let texts: usize = 0;
/** Whether something could not be learned for want of room. */
export let full: bool = false;

/** Begins with nothing learned. False when memory ran out. */
export function forget(): bool {
  if (states == 0) {
    states = reserve(MAX_STATES * STATE_SIZE);
    edges = reserve(MAX_EDGES * EDGE_SIZE);
    texts = reserve(MAX_EDGES * TEXT_SIZE);
    if (states == 0 || edges == 0 || texts == 0) return false;
  }
  stateCount = 0;
  edgeCount = 0;
  full = false;
  v128.store(nowhere, i8x16.splat(0x0a), EDGE_HEAD);
  v128.store(nowhere, i8x16.splat(-1), EDGE_HEAD_MASK);
  store<u32>(nowhere, 16, EDGE_COMPARED);
  store<u32>(nowhere, NOWHERE, EDGE_KIND);
  clearGuesses(nowhere);
  clearGuesses(start);
  store<u32>(start, newState(0, OUTSIDE, 0, 0, 0), EDGE_TARGET);
  return true;
}

function clearGuesses(edge: usize): void {
  store<u32>(edge, nowhere, EDGE_GUESS);
  store<u32>(edge, nowhere, EDGE_SECOND);
}

/** Whether the bytes at `at` are those of the edge. */
// @ts-ignore: decorator
@inline
export function matches(edge: usize, at: usize): bool {
  if (v128.any_true(v128.and(v128.xor(v128.load(at), v128.load(edge, EDGE_HEAD)), v128.load(edge, EDGE_HEAD_MASK))))
    return false;
  const compared = load<u32>(edge, EDGE_COMPARED);
  return compared <= 16 || matchesRest(edge, at, compared);
}

// @ts-ignore: decorator
@inline
function matchesRest(edge: usize, at: usize, compared: usize): bool {
  const tail = v128.xor(v128.load(at + compared - 16), v128.load(edge, EDGE_TAIL));
  if (v128.any_true(v128.and(tail, v128.load(edge, EDGE_TAIL_MASK)))) return false;
  return compared <= 32 || matchesMiddle(edge, at, compared);
}

function matchesMiddle(edge: usize, at: usize, compared: usize): bool {
  const text: usize = load<u32>(edge, EDGE_TEXT);
  for (let i: usize = 16; i < compared - 16; i += 16) {
    const from = min(i, compared - 32);
    if (v128.any_true(v128.xor(v128.load(at + from), v128.load(text + from)))) return false;
  }
  return true;
}

/** A known edge from the state for the bytes at `at`; 0 when there is none. */
export function known(state: usize, at: usize): usize {
  for (let edge: usize = load<u32>(state, STATE_EDGE); edge != 0; edge = load<u32>(edge, EDGE_SIBLING))
    if (matches(edge, at)) return edge;
  return 0;
}

/** The edge that followed `from` this time is the first to be tried next time. */
export function foresee(from: usize, edge: usize): void {
  store<u32>(from, load<u32>(from, EDGE_GUESS), EDGE_SECOND);
  store<u32>(from, edge, EDGE_GUESS);
}

/**
 * Keeps the draft, whose bytes begin at `at`, as an edge from the state; `ahead` is how the byte after it is compared
 * (0: not at all). The draft itself when there is no room for it.
 */
export function learn(state: usize, at: usize, ahead: u8): usize {
  clearGuesses(draft);
  const compared = <usize>load<u32>(draft, EDGE_LENGTH) + (ahead != 0 ? 1 : 0);
  if (edgeCount == MAX_EDGES) full = true;
  const fanout = load<u32>(state, STATE_EDGES);
  if (edgeCount == MAX_EDGES || fanout >= MAX_FANOUT || compared > MAX_LENGTH) return draft;
  const edge = edges + edgeCount * EDGE_SIZE;
  const text = texts + edgeCount * TEXT_SIZE;
  edgeCount++;
  memory.copy(edge, draft, EDGE_SIZE);
  memory.copy(text, at, compared);
  store<u32>(edge, text, EDGE_TEXT);
  store<u32>(edge, compared, EDGE_COMPARED);
  const head = min(compared, 16);
  memory.copy(edge + EDGE_HEAD, at, 16);
  v128.store(edge, firstBytes(head), EDGE_HEAD_MASK);
  if (compared > 16) memory.copy(edge + EDGE_TAIL, at + compared - 16, 16);
  v128.store(edge, i8x16.splat(-1), EDGE_TAIL_MASK);
  if (ahead != 0) store<u8>((compared > 16 ? edge + EDGE_TAIL_MASK + 15 : edge + EDGE_HEAD_MASK + compared - 1), ahead);
  store<u32>(edge, load<u32>(state, STATE_EDGE), EDGE_SIBLING);
  store<u32>(state, edge, STATE_EDGE);
  store<u32>(state, fanout + 1, STATE_EDGES);
  return edge;
}

/** The state inside a container that begins in `parent`; 0 when there is no room for another, or it lies too deep. */
export function inside(parent: usize, kind: u32, node: usize, index: u32, owner: usize): usize {
  let child: usize = load<u32>(parent, STATE_CHILD);
  for (; child != 0; child = load<u32>(child, STATE_SIBLING))
    if (
      load<u32>(child, STATE_KIND) == kind &&
      load<u32>(child, STATE_NODE) == <u32>node &&
      load<u32>(child, STATE_INDEX) == index &&
      load<u32>(child, STATE_OWNER) == <u32>owner
    )
      return child;
  return newState(parent, kind, node, index, owner);
}

function newState(parent: usize, kind: u32, node: usize, index: u32, owner: usize): usize {
  const depth: u32 = parent == 0 ? 0 : load<u32>(parent, STATE_DEPTH) + 1;
  if (stateCount == MAX_STATES) full = true;
  if (stateCount == MAX_STATES || depth > MAX_DEPTH) return 0;
  const state = states + stateCount * STATE_SIZE;
  stateCount++;
  memory.fill(state, 0, STATE_SIZE);
  store<u32>(state, parent, STATE_PARENT);
  store<u32>(state, kind, STATE_KIND);
  store<u32>(state, node, STATE_NODE);
  store<u32>(state, index, STATE_INDEX);
  store<u32>(state, owner, STATE_OWNER);
  store<u32>(state, depth, STATE_DEPTH);
  if (parent != 0) {
    store<u32>(state, load<u32>(parent, STATE_CHILD), STATE_SIBLING);
    store<u32>(parent, state, STATE_CHILD);
  }
  return state;
}

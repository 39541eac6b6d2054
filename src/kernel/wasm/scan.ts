// Lines of JSON to rows of columns. One loop over edges and values (automaton.ts): compare the bytes between two values
// with those that stood there in the line before, find the end of the value, go on. Everything rare lies in functions
// of its own, so that the loop stays in registers. A line in doubt is not decided here but handed to the host.
//
// Reading never leaves the block it was given: [from, end) must end with a newline and be followed by 64 bytes that
// may be read, and nothing but the end of a line matches a newline. (Measured: test/bench/decode.js.)
import { draft, foresee, forget, full, known, matches, start } from './automaton';
import { setCopies, top as copied } from './field';
import { form, JSON, readFields, seen as seenFields, SEPARATED } from './fields';
import { isDecided } from './condition';
import { openTable } from './intern';
import {
  DIGITS,
  DIGITS_SKIPPED,
  EDGE_EVENT,
  EDGE_EVENTS,
  EDGE_GUESS,
  EDGE_INNER,
  EDGE_KIND,
  EDGE_LENGTH,
  EDGE_LITERAL,
  EDGE_LITERAL_LENGTH,
  EDGE_SECOND,
  EDGE_SLOT,
  EDGE_TARGET,
  EDGE_TOUCHED,
  LINE_END,
  LITERAL,
  CONTAINER,
  NODE_BIT,
  NODE_CHILD,
  NODE_INDEX,
  NODE_LAST,
  NODE_LENGTH,
  NODE_NAME,
  NODE_SIBLING,
  NODE_SIZE,
  NODE_SLOT,
  SLOT_END,
  SLOT_SIZE,
  SLOT_START,
  SLOT_TYPE,
  SLOT_VALUE,
  STRING,
  TEXT,
} from './layout';
import { reserve } from './memory';
import { readNumber, skipNumber, type, value } from './number';
import { findPieces, forgetPieces, pieces, turnTo, WHOLE } from './pieces';
import { lineEnds, readRecord, seen as seenColumns } from './separated';
import { numberKeys, writeNone, writeRow } from './write-row';
import { closing, newline, special } from './text';
import { openWalk, walk } from './grammar';

export { addCondition, addDecision, failed, setConditionsOfRows } from './condition';
export { setCopies } from './field';
export { placeField, setForm } from './fields';
export { addMember, setRoom, uncomputed } from './members';
export { addPlace, addQuestion, compareWith } from './question';
export { forgetKeys } from './intern';
export { reserve } from './memory';
export { addField, excepted, filtered, missing, resetCounts, setColumn, setNumericText, setTime, wrongType } from './write-row';
export { lastRecordEnd, placeColumn, setColumns, setHeader, setSeparator } from './separated';
export { setPieceRoom, setPieces } from './pieces';
export { setPattern } from './timestamp';

/** Why `scan` came back: all lines read; a line for the host; no room for another row. */
const DONE: u32 = 0;
const DECLINED: u32 = 1;
const ROWS_FULL: u32 = 2;

/** Where the scan stands, after it came back. */
export let place: usize = 0;
export let row: u32 = 0;
export let line: u32 = 0;
/** The line that was declined: its first byte, and its newline. */
export let declinedStart: usize = 0;
export let declinedEnd: usize = 0;

let starts: usize = 0;
let ends: usize = 0;
let lines: usize = 0;
let capacity: u32 = 0;
let origin: usize = 0;
let learnedFor: usize = 0;

/** Where the rows' own columns begin, and how many rows have room. */
export function setRows(startColumn: usize, endColumn: usize, lineColumn: usize, rows: u32): void {
  starts = startColumn;
  ends = endColumn;
  lines = lineColumn;
  capacity = rows;
}

/** Where the byte ranges of the lines are counted from. */
export function setOrigin(at: usize): void {
  origin = at;
}

/** The scan goes on at this row and line. */
export function setPlace(atRow: u32, atLine: u32): void {
  row = atRow;
  line = atLine;
}

let nodeCount: u64 = 0;

/** Adds a node under `parent` (0: the document itself): a member's name, or an index ≥ 0. 0 when there are too many. */
export function addNode(parent: usize, name: usize, length: usize, index: i32): usize {
  if (nodeCount == 62) return 0;
  const node = reserve(NODE_SIZE);
  if (node == 0) return 0;
  store<u32>(node, name, NODE_NAME);
  store<u32>(node, length, NODE_LENGTH);
  store<i32>(node, index, NODE_INDEX);
  store<i32>(node, -1, NODE_LAST);
  store<u64>(node, (<u64>1) << nodeCount, NODE_BIT);
  nodeCount++;
  if (parent != 0) {
    store<u32>(node, load<u32>(parent, NODE_CHILD), NODE_SIBLING);
    store<u32>(parent, node, NODE_CHILD);
    store<i32>(parent, max(load<i32>(parent, NODE_LAST), index), NODE_LAST);
  }
  return node;
}

/** The value of the node is to be read. */
export function wantNode(node: usize): bool {
  if (load<u32>(node, NODE_SLOT) == 0) store<u32>(node, reserve(SLOT_SIZE), NODE_SLOT);
  return load<u32>(node, NODE_SLOT) != 0;
}

/** After the nodes. False when memory ran out. */
export function open(root: usize, refuseAtSigns: bool, salt: u64): bool {
  openWalk(root, refuseAtSigns);
  return openTable(salt) && forget();
}

/** Scans the lines in [from, end). */
export function scan(from: usize, end: usize): u32 {
  if (form == JSON) return scanValues(from, end);
  return form == SEPARATED ? scanRecords(from, end) : scanFields(from, end);
}

/** Lines whose records are fields (fields.ts). */
function scanFields(from: usize, end: usize): u32 {
  for (let p = from; p < end;) {
    if (row == capacity) return done(p, ROWS_FULL);
    const lineEnd = newline(p);
    const last = lineEnd - <usize>(lineEnd > p && load<u8>(lineEnd - 1) == 0x0d);
    const before = copied;
    const status = readFields(p, last) ? writeLine(p, last, seenFields) : DECLINED;
    if (status == ROWS_FULL) setCopies(before);
    if (status != DONE) return status == DECLINED ? decline(p) : done(p, status);
    p = lineEnd + 1;
  }
  return done(end, DONE);
}

/** Records that may go on over line ends (separated.ts). */
function scanRecords(from: usize, end: usize): u32 {
  for (let p = from; p < end;) {
    if (row == capacity) return done(p, ROWS_FULL);
    const lineEnd = readRecord(p, end);
    if (lineEnd == 0 || !writeRow(row, seenColumns)) return decline(p);
    placeRow(p, lineEnd - <usize>(lineEnd > p && load<u8>(lineEnd - 1) == 0x0d));
    line += lineEnds;
    p = lineEnd + 1;
  }
  return done(end, DONE);
}

/** The row of the line [begin, last), or those of its pieces. */
// @ts-ignore: decorator
@inline
function writeLine(begin: usize, last: usize, seen: u64): u32 {
  if (pieces != WHOLE) return writePieces(begin, last, seen);
  if (!writeRow(row, seen)) return DECLINED;
  placeRow(begin, last);
  return DONE;
}

/** A line is taken or declined as a whole: whatever may not be decided of a piece is looked at before any is a row. */
function writePieces(begin: usize, last: usize, seen: u64): u32 {
  const count = findPieces(seen);
  if (count < 0) return DECLINED;
  if (row + max(count, 1) > capacity) {
    forgetPieces();
    return ROWS_FULL;
  }
  for (let i = 0; i < count; i++) {
    const nodes = turnTo(i, seen);
    if (nodes == 0 || !isDecided(nodes)) return DECLINED;
  }
  if (count == 0 && !writeNone(row, seen)) return DECLINED;
  if (count == 0) placeRow(begin, last);
  for (let i = 0; i < count; i++) {
    if (!writeRow(row, turnTo(i, seen))) return DECLINED;
    placeRow(begin, last);
    line--;
  }
  line += <u32>(count != 0);
  return DONE;
}

// @ts-ignore: decorator
@inline
function placeRow(begin: usize, last: usize): void {
  store<u32>(starts + (row << 2), begin - origin);
  store<u32>(ends + (row << 2), last - origin);
  store<u32>(lines + (row << 2), line);
  row++;
  line++;
}

function scanValues(from: usize, end: usize): u32 {
  let p = from;
  if (p == end) return done(p, DONE);
  if (row == capacity) return done(p, ROWS_FULL);
  learnAnew(end - from);
  let begin = p;
  let previous = start;
  let seen: u64 = 0;
  let twice: u64 = 0;
  while (true) {
    let edge: usize = load<u32>(previous, EDGE_GUESS);
    if (!matches(edge, p)) {
      edge = seek(previous, p);
      if (edge == 0) return decline(begin);
    }
    twice |= seen & load<u64>(edge, EDGE_INNER);
    seen |= load<u64>(edge, EDGE_TOUCHED);
    if (load<u32>(edge, EDGE_EVENTS) != 0) mark(edge, p);
    p += load<u32>(edge, EDGE_LENGTH);
    const kind = load<u32>(edge, EDGE_KIND);
    if (kind == TEXT) {
      const slot: usize = load<u32>(edge, EDGE_SLOT);
      store<u32>(slot, p - 1, SLOT_START);
      let found = special(p);
      while (found == 0) found = special((p += 16));
      p += ctz(found);
      if (load<u8>(p) != 0x22) {
        p = closing(p);
        if (p == 0) return decline(begin);
      }
      p++;
      store<u32>(slot, p, SLOT_END);
      store<u32>(slot, STRING, SLOT_TYPE);
    } else if (kind == DIGITS_SKIPPED) {
      p = skipNumber(p);
      if (p == 0) return decline(begin);
    } else if (kind == DIGITS) {
      const slot: usize = load<u32>(edge, EDGE_SLOT);
      store<u32>(slot, p, SLOT_START);
      p = readNumber(p);
      if (p == 0) return decline(begin);
      store<u32>(slot, p, SLOT_END);
      store<u32>(slot, type, SLOT_TYPE);
      store<f64>(slot, value, SLOT_VALUE);
    } else if (kind == LITERAL) {
      const slot: usize = load<u32>(edge, EDGE_SLOT);
      store<u32>(slot, p - load<u32>(edge, EDGE_LITERAL_LENGTH), SLOT_START);
      store<u32>(slot, p, SLOT_END);
      store<u32>(slot, load<u32>(edge, EDGE_LITERAL), SLOT_TYPE);
    } else {
      if (kind != LINE_END || twice != 0) return decline(begin);
      const lineEnd = p - 1;
      const status = writeLine(begin, lineEnd - <usize>(load<u8>(lineEnd - 1) == 0x0d), seen);
      if (status != DONE) return status == DECLINED ? decline(begin) : done(begin, status);
      seen = 0;
      begin = p;
      if (p >= end) return done(p, DONE);
      if (row == capacity) return done(p, ROWS_FULL);
    }
    previous = edge;
  }
}

function done(at: usize, why: u32): u32 {
  numberKeys(row);
  place = at;
  return why;
}

function decline(begin: usize): u32 {
  numberKeys(row);
  declinedStart = begin;
  declinedEnd = newline(begin);
  place = declinedEnd + 1;
  return DECLINED;
}

/** When there was no room to learn more, all is forgotten now and then: the lines may have changed. */
function learnAnew(size: usize): void {
  learnedFor += size;
  if (!full || learnedFor < 1 << 20) return;
  learnedFor = 0;
  forget();
}

/** The edge over the bytes at `at`, when it is not the one that came after `previous` the last time. */
function seek(previous: usize, at: usize): usize {
  let edge: usize = load<u32>(previous, EDGE_SECOND);
  if (!matches(edge, at)) {
    const state: usize = load<u32>(previous, EDGE_TARGET);
    edge = known(state, at);
    if (edge == 0) edge = walk(state, at);
  }
  if (edge != 0 && edge != draft) foresee(previous, edge);
  return edge;
}

/** Containers that begin or end within the edge. */
function mark(edge: usize, at: usize): void {
  const count = load<u32>(edge, EDGE_EVENTS);
  for (let i: u32 = 0; i < count; i++) {
    const event = edge + EDGE_EVENT + (i << 3);
    const slot: usize = load<u32>(event, 4);
    if (slot & 1) store<u32>(slot - 1, at + load<u32>(event), SLOT_END);
    else {
      store<u32>(slot, at + load<u32>(event), SLOT_START);
      store<u32>(slot, CONTAINER, SLOT_TYPE);
    }
  }
}

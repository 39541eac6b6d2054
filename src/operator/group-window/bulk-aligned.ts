// The bulk path for aligned windows. Up to the horizon no element can make anything fire, expire or turn late, so a run
// of elements comes down to finding slots; the aggregates then take the whole run at once. Whatever is not plain (a
// window already passed by, a trigger that has to see the element) stops the run, and `processElement` takes that row.
// Twin of Aligned.add; test/scenarios.ts holds them equal.
//
// One thing at a time, each in a loop of its own: how far the run goes (reach.ts), the cells of each stretch of rows that
// have their windows in common, the aggregates. Small loops are compiled while they run a first time; one loop that did
// all this row by row took a tenth of a second to be.
import type { Instant } from '../../model/instant.js';
import type { Aligned } from './aligned.js';
import { slotForBulk } from './slot-for-bulk.js';
import type { RunProgress, Run } from '../run.js';
import { capacity } from './selection.js';
import { highest, bulkEnd, recordTaken, watermarkBefore } from '../bulk.js';
import type { Slice } from './slice.js';
import { share, worthSharing } from './slice-sharing.js';
import { live, hasOnTimeElements } from './pane-table.js';

/** A run under way. */
interface Bulk {
  readonly place: Aligned;
  readonly run: Run;
  /** Which it is, counted from 1. */
  readonly number: number;
  /** How far it may go. */
  readonly end: number;
  /** Whether windows may share cells, where they do not stamp their panes with the times of single elements. */
  readonly sharing: boolean;
  /** The largest event time before row `seen`: as far as it was needed. */
  high: Instant;
  seen: number;
  /** Rows that went to a cell. */
  placed: number;
}

export function bulkAligned(place: Aligned, run: Run, into: RunProgress): void {
  const { from, high, horizon, clock } = run;
  const end = bulkEnd(run, { row: from, high, watermark: place.now.watermark, horizon, clock });
  const number = ++place.selection.runs;
  const bulk: Bulk = { place, run, number, end, sharing: place.sharing.worth, high, seen: from, placed: 0 };
  let row = from;
  place.selection.pairs = 0;
  for (let before = -1; row < end && row > before;) {
    before = row;
    row = sameWindows(bulk, row);
  }
  flush(bulk);
  recordTaken(run, into, from, row, bulk.placed);
}

function flush({ place, run }: Bulk): void {
  const { selection } = place;
  place.panes.aggregate(selection.slotAt, selection.rowAt, selection.pairs, run.batch, run.arrival);
  selection.pairs = 0;
}

/** Takes rows from `from` on that have the same windows; returns the first that was not taken. */
function sameWindows(bulk: Bulk, from: number): number {
  const { place, run, sharing } = bulk;
  if (run.batch.keys[from]! < 0) return from + 1;
  const slice = place.sliceOf(run, from);
  if (slice === undefined) return from;
  const many = slice.buckets.length;
  if (place.selection.pairs + many > capacity) flush(bulk);
  if (place.panes.stamps) return severalCellsEach(bulk, slice, from);
  if (many === 1) return oneCellEach(bulk, slice, false, from);
  const shared = sharing && many >= worthSharing ? oneCellEach(bulk, slice, true, from) : from;
  return shared > from ? shared : severalCellsEach(bulk, slice, from);
}

/** The rows go to one cell each: that of their one window, or one that all their windows share. */
function oneCellEach(bulk: Bulk, slice: Slice, shares: boolean, from: number): number {
  const { place, run, number, end } = bulk;
  const { selection } = place;
  const { slotAt, rowAt, pairs } = selection;
  const { arrival, batch } = run;
  const { times, keys } = batch;
  const { slots, silent } = place.panes;
  const { from: begins, until } = slice;
  const first = shares && slice.sliceCells === undefined ? share(place, slice, keys[from]!, arrival + from, number) : 0;
  const bucket = shares ? slice.sliceCells : slice.buckets[0];
  if (first < 0 || bucket === undefined || bucket.expired) return from;
  const marks = marksOf(place, bucket.window.end);
  const to = Math.min(end, from + capacity - pairs);
  let { newElements: fresh, elementBudget: budget, unreported: unseen, flags } = slots;
  let n = pairs;
  let row = from;
  for (; row < to; row++) {
    const key = keys[row]!;
    if (key < 0) continue;
    const at = times[row]!;
    if (at < begins || at >= until) break;
    let slot = bucket.find(key);
    if (slot < 0) {
      slot = shares
        ? share(place, slice, key, arrival + row, number)
        : slotForBulk(place, bucket, key, arrival + row, number);
      if (slot < 0) break;
      ({ newElements: fresh, elementBudget: budget, unreported: unseen, flags } = slots);
    }
    if (budget[slot]! <= 0) break;
    if (!silent) {
      budget[slot]!--;
      unseen[slot]!++;
    }
    if (fresh[slot]!++ === 0) flags[slot]! |= marks;
    slotAt[n] = slot;
    rowAt[n++] = row;
  }
  bulk.placed += n - pairs;
  selection.pairs = n;
  return row;
}

/** The rows go to several cells each, or the times of fresh ones matter one by one: panes are stamped with them. */
function severalCellsEach(bulk: Bulk, slice: Slice, from: number): number {
  const { place, run, end } = bulk;
  const { times, keys } = run.batch;
  const { panes, selection } = place;
  const { slotAt, rowAt } = selection;
  const { slots, stamps } = panes;
  const many = slice.buckets.length;
  let row = from;
  for (; row < end; row++) {
    if (keys[row]! < 0) continue;
    const at = times[row]!;
    if (at < slice.from || at >= slice.until) break;
    if (selection.pairs + many > capacity) flush(bulk);
    if (many > capacity || !find(bulk, slice, row)) break;
    for (let b = 0; b < many; b++) {
      const slot = slotAt[selection.pairs]!;
      rowAt[selection.pairs++] = row;
      slots.elementBudget[slot]!--;
      slots.unreported[slot]!++;
      if (slots.newElements[slot]!++ === 0) slots.flags[slot]! |= marksOf(place, slots.end[slot]!);
      if (stamps) panes.trackTimestamps(slot, at, watermarkAt(bulk, row));
    }
    bulk.placed++;
  }
  return row;
}

/** W when the row comes. */
function watermarkAt(bulk: Bulk, row: number): Instant {
  const { place, run } = bulk;
  bulk.high = highest(run, bulk.seen, row, bulk.high);
  bulk.seen = row;
  return watermarkBefore(run, place.now.watermark, bulk.high);
}

/** Puts the cells of a row in all windows of the slice where the next pairs will be; false where one is not to be had. */
function find({ place, run, number }: Bulk, { buckets }: Slice, row: number): boolean {
  const key = run.batch.keys[row]!;
  const { slotAt, pairs } = place.selection;
  for (let b = 0; b < buckets.length; b++) {
    const slot = slotForBulk(place, buckets[b], key, run.arrival + row, number);
    if (slot < 0) return false;
    slotAt[pairs + b] = slot;
  }
  return true;
}

/** Whether W passes the end of the window of the first new element after the run, if it has not before. */
function marksOf(place: Aligned, end: Instant): number {
  return place.now.watermark < end - 1 ? live | hasOnTimeElements : live;
}

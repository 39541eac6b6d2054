// The bulk path for sessions: an element opens a session, falls into one, or makes one longer, and nothing was written
// of it yet, so growing in place is the same as merging. W rises within the run, at the very rows at which
// `processElement` would raise it and by the same steps: so whatever falls due falls due in the same order, and with a
// million sessions something nearly always does. Whatever is more than that stops the run, and `processElement` takes
// that row. Twin of Merging.add; test/scenarios.ts holds them equal.
import type { Saved } from '../../model/saved.js';
import { finished } from '../../trigger/trigger.js';
import type { Merging } from './merging.js';
import type { RunProgress, Run } from '../run.js';
import { capacity } from './selection.js';
import { bulkEnd, recordTaken } from '../bulk.js';
import { triggerFinished, hasOnTimeElements } from './pane-table.js';

/** More elements than a session ever has. */
const plenty = 0x7fffffff;
/** `find` met more than an element may grow or open by itself. */
const notPlain = -2;
const none = -1;

export function bulkMerging(place: Merging, run: Run, into: RunProgress): void {
  const { batch, arrival, ceiling, lag, bound } = run;
  const { panes, now, selection } = place;
  let { from: row, high, clock } = run;
  for (let done = false; !done && high <= bound;) {
    const { watermark } = now;
    const next = Math.min(row + capacity, bulkEnd(run, { row, high, watermark, horizon: -Infinity, clock }));
    const end = enter(place, run, row, next);
    done = end < next || end === row;
    panes.aggregate(selection.slotAt, selection.rowAt, selection.pairs, batch, arrival);
    recordTaken(run, into, row, end, selection.pairs);
    const rises = into.high > high ? Math.min(ceiling, into.high - lag) : watermark;
    if (rises > watermark) {
      run.rise(rises, into);
      clock = Math.min(clock, panes.deadlines.earliest());
    }
    row = end;
    high = into.high;
  }
}

/** The elements of rows [from, to) join their sessions, all at one W; returns the first that was not taken. */
function enter(place: Merging, run: Run, from: number, to: number): number {
  const { batch, arrival } = run;
  const { times, keys } = batch;
  const { panes, deadlines, selection } = place;
  const { slotAt, rowAt } = selection;
  const { slots, silent, stamps } = panes;
  const { watermark } = place.now;
  const fixedGap = place.windows.gap;
  let pairs = 0;
  let row = from;
  for (; row < to; row++) {
    const key = keys[row]!;
    if (key < 0) continue;
    const at = times[row]!;
    const gap = fixedGap ?? place.gapOf(batch, row);
    if (!(gap > 0)) break;
    let slot = find(place, key, at, at + gap);
    if (slot === notPlain) break;
    slot = slot === none ? begin(place, key, at, gap, arrival + row) : grow(place, slot, at, at + gap);
    if (slot < 0) break;
    const due = place.dueOf(slot);
    if (due < deadlines.scheduled(slot)) deadlines.schedule(slot, due);
    slots.newElements[slot]!++;
    if (!silent) {
      slots.unreported[slot]!++;
      slots.elementBudget[slot]!--;
    }
    if (watermark < slots.end[slot]! - 1) slots.flags[slot]! |= hasOnTimeElements;
    if (stamps) panes.trackTimestamps(slot, at, watermark);
    slotAt[pairs] = slot;
    rowAt[pairs++] = row;
  }
  selection.pairs = pairs;
  return row;
}

/** The one open session of the key that [start, end) overlaps or touches; none; or more than this path may decide. */
function find(place: Merging, key: number, start: number, end: number): number {
  const { slots } = place.panes;
  let found = none;
  for (let link = place.head[key] ?? 0; link !== 0; link = place.next[link - 1]!) {
    const slot = link - 1;
    if ((slots.flags[slot]! & triggerFinished) !== 0) return notPlain;
    if (slots.start[slot]! > end || slots.end[slot]! < start) continue;
    if (found !== none) return notPlain;
    found = slot;
  }
  return found;
}

function begin(place: Merging, key: number, at: number, gap: number, arrival: number): number {
  const { panes, now } = place;
  const { start, end } = place.windows.proto(at, gap);
  if (now.watermark >= end - 1 || gap > place.windows.max || panes.full) return notPlain;
  let state: Saved = null;
  let budget = plenty;
  let due = end - 1;
  if (!place.panes.silent) {
    const window = { start, end };
    state = panes.trigger.open(window, now);
    const horizon = panes.trigger.horizon(state, window, now);
    const ready = panes.trigger.ready(state, window, now);
    if (ready || horizon.elements <= 0 || horizon.watermark <= now.watermark || horizon.processing < Infinity)
      return notPlain;
    budget = Math.min(horizon.elements, plenty);
    due = horizon.watermark;
  }
  const slot = panes.openAs(key, start, end, arrival, state);
  place.link(key, slot);
  panes.slots.elementBudget[slot] = budget;
  panes.slots.dueWatermark[slot] = due;
  return slot;
}

function grow(place: Merging, slot: number, at: number, end: number): number {
  const { panes } = place;
  const { slots } = panes;
  if (slots.elementBudget[slot]! <= 0) return notPlain;
  const from = slots.start[slot]!;
  const until = slots.end[slot]!;
  if (at >= from && end <= until) return slot;
  const start = Math.min(from, at);
  const hull = Math.max(until, end);
  const spoke = slots.index[slot] !== 0 || slots.pendingRetractions.has(slot);
  if (spoke || hull - start > place.windows.max || place.now.watermark >= until - 1) return notPlain;
  slots.start[slot] = start;
  slots.end[slot] = hull;
  if (!place.panes.silent) return again(place, slot);
  slots.dueWatermark[slot] = hull - 1;
  return slot;
}

/** Evaluates the trigger for the wider window, as a merge does. */
function again(place: Merging, slot: number): number {
  const { panes } = place;
  const window = panes.slots.window(slot);
  panes.reportToTrigger(slot);
  const merged = panes.trigger.merge([panes.slots.state[slot]!], window, place.now);
  panes.slots.state[slot] = merged === finished ? panes.trigger.open(window, place.now) : merged;
  panes.refreshHorizon(slot);
  return panes.slots.elementBudget[slot]! > 0 ? slot : notPlain;
}

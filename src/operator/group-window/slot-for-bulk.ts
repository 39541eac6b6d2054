// A key's cell in an aligned window, found or begun, as the bulk paths need it.
import type { Clocks } from '../operator.js';
import type { PaneLifecycle } from './pane-lifecycle.js';
import type { WindowKeys } from './window-keys.js';
import { triggerFinished } from './pane-table.js';

/** Of the windows, what it takes to find or begin a cell. */
export interface CellPlace {
  readonly panes: PaneLifecycle;
  readonly now: Clocks;
}

/**
 * The slot of the key in the bucket, with a budget for at least one element that the trigger need not see; −1 where
 * more has to be done than adding, which is for `processElement`.
 * @param arrival of the element, should it be the first
 * @param run the number of the run in bulk that is under way
 */
export function slotForBulk(
  place: CellPlace,
  bucket: WindowKeys | undefined,
  key: number,
  arrival: number,
  run: number,
): number {
  if (bucket === undefined || bucket.expired) return -1;
  const slot = bucket.find(key);
  const { slots } = place.panes;
  if (slot >= 0) return slots.elementBudget[slot]! <= 0 || (slots.flags[slot]! & triggerFinished) !== 0 ? -1 : slot;
  if (bucket.openedFor !== run) prepare(place, bucket, run);
  return bucket.openedBudget <= 0 || place.panes.full ? -1 : begin(place, bucket, key, arrival);
}

/** What a new member of the bucket starts from, once a run: states are plain values, so all may share it. */
function prepare(place: CellPlace, bucket: WindowKeys, run: number): void {
  const { trigger } = place.panes;
  const state = trigger.open(bucket.window, place.now);
  const horizon = trigger.horizon(state, bucket.window, place.now);
  // Deadlines of its own, or an end already passed: then `processElement` opens the window.
  const own = horizon.watermark < bucket.window.end - 1 || horizon.processing < Infinity;
  const ready = trigger.ready(state, bucket.window, place.now);
  bucket.opened = state;
  bucket.openedBudget = own || ready ? 0 : Math.min(horizon.elements, 0x7fffffff);
  bucket.openedDueWatermark = horizon.watermark;
  bucket.openedFor = run;
}

function begin(place: CellPlace, bucket: WindowKeys, key: number, arrival: number): number {
  const { slots } = place.panes;
  const slot = place.panes.openAs(key, bucket.window.start, bucket.window.end, arrival, bucket.opened);
  slots.elementBudget[slot] = bucket.openedBudget;
  slots.dueWatermark[slot] = bucket.openedDueWatermark;
  bucket.add(key, slot);
  return slot;
}

// Elements of one stretch of event time have all their windows in common: with sliding windows of ten minutes every minute,
// ten of them. So in bulk an element is added once, to a cell that the stretch shares, and before anything is due each
// shared cell is merged into those of its windows. The answer is the same to the byte, because merging is adding
// (aggregate/aggregate.ts, laws). The idea is that of panes in sliding windows (Li, Maier, Tufte, Papadimos and Tucker,
// SIGMOD Record 34(1), 2005).
import type { Slice } from './slice.js';
import { WindowKeys } from './window-keys.js';
import { slotForBulk, type CellPlace } from './slot-for-bulk.js';
import { live, hasOnTimeElements } from './pane-table.js';

/** With fewer windows in common there is nothing to gain. */
export const worthSharing = 4;
/** So many elements a shared cell has to have, or merging costs more than adding did. */
const worthMerging = 3;
/** After so many runs it is tried again. */
const patience = 64;
/** Room in a window's cell for all elements that a run may bring. */
const plenty = 1 << 30;

/** Whether the windows of one operator share the cells of slices, and which slices have such cells. */
export class SliceSharing {
  /** Slices with shared cells. */
  readonly slices: Slice[] = [];
  #rest = 0;

  /** Whether runs had enough elements a shared cell, lately. */
  get worth(): boolean {
    if (this.#rest > 0) this.#rest--;
    return this.#rest === 0;
  }

  /** Takes note of what a run has brought. */
  judge(elements: number, cells: number): void {
    if (cells > 0 && elements < cells * worthMerging) this.#rest = patience;
  }
}

/** Of the windows, what it takes to share cells among them. */
interface SharingPlace extends CellPlace {
  readonly sharing: SliceSharing;
}

/** The cell that the key's elements of this slice share; −1 where its windows cannot all take them unseen. */
export function share(place: SharingPlace, slice: Slice, key: number, arrival: number, run: number): number {
  const known = slice.sliceCells?.find(key) ?? -1;
  return known >= 0 ? known : begin(place, slice, key, arrival, run);
}

function begin(place: SharingPlace, slice: Slice, key: number, arrival: number, run: number): number {
  const { slots } = place.panes;
  for (const bucket of slice.buckets) {
    const slot = slotForBulk(place, bucket, key, arrival, run);
    if (slot < 0 || slots.elementBudget[slot]! < plenty || place.now.watermark >= bucket!.window.end - 1) return -1;
  }
  if (slice.sliceCells === undefined) {
    slice.sliceCells = new WindowKeys(-1, { start: slice.from, end: slice.until });
    place.sharing.slices.push(slice);
  }
  const slot = slots.take(key, slice.from, slice.until, arrival);
  slots.flags[slot] = live | hasOnTimeElements;
  slots.elementBudget[slot] = plenty;
  slots.sliceCells++;
  slice.sliceCells.add(key, slot);
  return slot;
}

/** What was shared goes to everybody, and nothing is shared any more. */
export function spread(place: SharingPlace): void {
  if (place.sharing.slices.length === 0) return;
  let elements = 0;
  let cells = 0;
  for (const slice of place.sharing.slices.splice(0)) {
    const shared = slice.sliceCells!;
    slice.sliceCells = undefined;
    for (let i = 0; i < shared.count; i++) {
      elements += give(place, slice, shared.slots[i]!);
      cells++;
    }
  }
  place.sharing.judge(elements, cells);
}

function give(place: SharingPlace, slice: Slice, from: number): number {
  const { panes } = place;
  const { slots } = panes;
  const key = slots.key[from]!;
  const elements = slots.newElements[from]!;
  for (const bucket of slice.buckets) {
    const slot = bucket!.find(key);
    panes.mergeState(slot, from);
    slots.unreported[slot]! += elements;
    slots.elementBudget[slot]! -= elements;
  }
  panes.release(from);
  slots.sliceCells--;
  return elements;
}

// Elements of one stretch of event time have all their windows in common: with sliding windows of ten minutes every minute,
// ten of them. So in bulk an element is added once, to a cell that the stretch shares, and before anything is due each
// shared cell is merged into those of its windows. The answer is the same to the byte, because merging is adding
// (aggregate/aggregate.ts, laws). The idea is that of panes in sliding windows (Li, Maier, Tufte, Papadimos and Tucker,
// SIGMOD Record 34(1), 2005).
import type { Slice } from './slice.js';
import { WindowKeys } from './window-keys.js';
import { slotForBulk, type CellPlace } from './member.js';
import { live, hasOnTimeElements } from './pane-table.js';

/** With fewer windows in common there is nothing to gain. */
export const worthSharing = 4;
/** So many elements a shared cell has to have, or merging costs more than adding did. */
const worthMerging = 3;
/** After so many runs it is tried again. */
const patience = 64;
/** Room in a window's cell for all elements that a run may bring. */
const plenty = 1 << 30;

/** How sharing goes for one placement. */
export class SliceSharing {
  /** Spans with shared cells. */
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

/** The cell that the key's elements of this span share; −1 where its windows cannot all take them unseen. */
export function share(place: SharingPlace, span: Slice, key: number, arrival: number, run: number): number {
  const known = span.sliceCells?.find(key) ?? -1;
  return known >= 0 ? known : begin(place, span, key, arrival, run);
}

function begin(place: SharingPlace, span: Slice, key: number, arrival: number, run: number): number {
  const { slots } = place.panes;
  for (const bucket of span.buckets) {
    const slot = slotForBulk(place, bucket, key, arrival, run);
    if (slot < 0 || slots.elementBudget[slot]! < plenty || place.now.watermark >= bucket!.window.end - 1) return -1;
  }
  if (span.sliceCells === undefined) {
    span.sliceCells = new WindowKeys(-1, { start: span.from, end: span.until });
    place.sharing.slices.push(span);
  }
  const slot = slots.take(key, span.from, span.until, arrival);
  slots.flags[slot] = live | hasOnTimeElements;
  slots.elementBudget[slot] = plenty;
  slots.sliceCells++;
  span.sliceCells.add(key, slot);
  return slot;
}

/** What was shared goes to everybody, and nothing is shared any more. */
export function spread(place: SharingPlace): void {
  if (place.sharing.slices.length === 0) return;
  let elements = 0;
  let cells = 0;
  for (const span of place.sharing.slices.splice(0)) {
    const shared = span.sliceCells!;
    span.sliceCells = undefined;
    for (let i = 0; i < shared.count; i++) {
      elements += give(place, span, shared.slots[i]!);
      cells++;
    }
  }
  place.sharing.judge(elements, cells);
}

function give(place: SharingPlace, span: Slice, from: number): number {
  const { panes } = place;
  const { slots } = panes;
  const key = slots.key[from]!;
  const elements = slots.newElements[from]!;
  for (const bucket of span.buckets) {
    const slot = bucket!.find(key);
    panes.mergeState(slot, from);
    slots.unreported[slot]! += elements;
    slots.elementBudget[slot]! -= elements;
  }
  panes.release(from);
  slots.sliceCells--;
  return elements;
}

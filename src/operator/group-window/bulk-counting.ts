// The bulk path for count windows that do not overlap: until a window is full, an element is one more. Twin of
// Counting.add; test/scenarios.ts holds them equal.
import type { Counting } from './counting.js';
import type { RunProgress, Run } from '../run.js';
import { capacity } from './selection.js';
import { bulkEnd, recordTaken, watermarkBefore } from '../bulk.js';

export function bulkCounting(place: Counting, run: Run, into: RunProgress): void {
  const { batch, from, high, clock, arrival } = run;
  const { panes } = place;
  const { slots } = panes;
  const { size, every } = place.windows;
  const { slotAt, rowAt } = place.selection;
  if (size !== every || place.now.watermark === Infinity) return;
  // Nothing here is ever due by W.
  const end = Math.min(
    from + capacity,
    bulkEnd(run, { row: from, high, watermark: -Infinity, horizon: Infinity, clock }),
  );
  let pairs = 0;
  let before = high;
  let row = from;
  for (; row < end; row++) {
    const key = batch.keys[row]!;
    const at = batch.times[row]!;
    const watermark = panes.stamps ? watermarkBefore(run, place.now.watermark, before) : 0;
    if (at > before) before = at;
    if (key < 0) continue;
    const ordinal = place.ordinalOf(key);
    const begins = ordinal % size === 0;
    if ((ordinal + 1) % size === 0 || (begins && panes.full)) break;
    const slot = begins ? place.begin(key, ordinal, arrival + row)[0]! : place.open[key]![0]!;
    place.ordinals[key] = ordinal + 1;
    slots.newElements[slot]!++;
    if (panes.stamps) panes.trackTimestamps(slot, at, watermark);
    slotAt[pairs] = slot;
    rowAt[pairs++] = row;
  }
  panes.aggregate(slotAt, rowAt, pairs, batch, arrival);
  recordTaken(run, into, from, row, pairs);
}

// The bulk path for count windows that do not overlap: until a window is full, an element is one more. Twin of
// Counting.place; test/scenarios.ts holds them equal.
import type { Counting } from './counting.js';
import type { Absorbed, Run } from './placement.js';

const pairs = 8192;
const slotOf = new Int32Array(pairs);
const rowOf = new Int32Array(pairs);

export function absorbCounting(place: Counting, run: Run, into: Absorbed): void {
  const { batch, from, to, bound, future, clock, arrival } = run;
  const { times, keys, clocks } = batch;
  const { panes } = place;
  const { slots } = panes;
  const { size, every } = place.windows;
  let n = 0;
  let row = from;
  const end = size === every ? Math.min(to, from + pairs) : from;
  for (; row < end; row++) {
    const at = times[row]!;
    if (clocks !== undefined) {
      const said = clocks[row]!;
      if (said > clock) break;
      if (said > into.processing) into.processing = said;
    }
    if (at > future) break;
    if (at > into.high) into.high = at;
    const key = keys[row]!;
    if (key < 0) {
      into.filtered++;
      continue;
    }
    const ordinal = place.ordinalOf(key);
    const begins = ordinal % size === 0;
    if ((ordinal + 1) % size === 0 || (begins && panes.full)) break;
    const slot = begins ? place.begin(key, ordinal, arrival + row)[0]! : place.open[key]![0]!;
    place.ordinals[key] = ordinal + 1;
    slots.fresh[slot]!++;
    if (panes.stamps) panes.notice(slot, at, -Infinity);
    slotOf[n] = slot;
    rowOf[n++] = row;
    if (into.high > bound) {
      row++;
      break;
    }
  }
  panes.take(slotOf, rowOf, n, batch, arrival);
  into.next = row;
}

// The bulk path for aligned windows. Up to the horizon no element can make anything fire, expire or turn late, so a run
// of elements comes down to finding slots; the aggregates then take the whole run at once. Whatever is not plain (a
// span not yet open, a window already passed by, a trigger that wants to see the element) stops the run, and the
// engine's `element` takes that row. Twin of Aligned.place; test/scenarios.ts holds them equal.
import { closed, live, punctual } from './slots.js';
import type { Aligned, Span } from './aligned.js';
import type { Bucket } from './bucket.js';
import type { Absorbed, Run } from './placement.js';

const pairs = 8192;
const slotOf = new Int32Array(pairs);
const rowOf = new Int32Array(pairs);
let runs = 0;

export function absorbAligned(place: Aligned, run: Run, into: Absorbed): void {
  const { batch, to, lag, ceiling, horizon, bound, future, clock, arrival } = run;
  const { times, keys, clocks } = batch;
  const { panes } = place;
  const { slots } = panes;
  const stamps = panes.stamps;
  const number = ++runs;
  let high = run.high;
  let watermark = place.now.watermark;
  let span: Span | undefined;
  let n = 0;
  let row = run.from;
  for (; row < to; row++) {
    const at = times[row]!;
    if (clocks !== undefined) {
      const said = clocks[row]!;
      if (said > clock) break;
      if (said > into.processing) into.processing = said;
    }
    if (at > future) break;
    const rises = at > high ? Math.min(ceiling, at - lag) : watermark;
    const key = keys[row]!;
    if (key >= 0) {
      if (span === undefined || !(at >= span.from && at < span.until)) {
        span = place.span(at);
        if (span === undefined) break;
      }
      const { buckets } = span;
      const many = buckets.length;
      if (many === 0) break;
      if (n + many > pairs) {
        if (many > pairs) break;
        panes.take(slotOf, rowOf, n, batch, arrival);
        n = 0;
      }
      let b = 0;
      for (; b < many; b++) {
        const bucket = buckets[b];
        if (bucket === undefined || bucket.released) break;
        let slot = bucket.find(key);
        if (slot < 0) {
          if (bucket.openedFor !== number) prepare(place, bucket, number);
          if (bucket.openedBudget <= 0) break;
          slot = begin(place, bucket, key, arrival + row);
        } else if (slots.budget[slot]! <= 0 || (slots.flags[slot]! & closed) !== 0) break;
        slotOf[n + b] = slot;
        rowOf[n + b] = row;
      }
      if (b < many) break;
      for (b = 0; b < many; b++) {
        const slot = slotOf[n++]!;
        slots.fresh[slot]!++;
        slots.unseen[slot]!++;
        slots.budget[slot]!--;
        if (watermark < slots.end[slot]! - 1) slots.flags[slot] = live | punctual | slots.flags[slot]!;
        if (stamps) panes.notice(slot, at, watermark);
      }
    } else into.filtered++;
    if (at > high) high = at;
    const rose = rises > watermark;
    if (rose) watermark = rises;
    // The element is in; what its watermark makes due, or which file is next, is for the caller to see to.
    if ((rose && watermark >= horizon) || high > bound) {
      row++;
      break;
    }
  }
  panes.take(slotOf, rowOf, n, batch, arrival);
  into.next = row;
  into.high = high;
}

/** What a new member of the bucket starts from, once a run: states are plain values, so all may share it. */
function prepare(place: Aligned, bucket: Bucket, run: number): void {
  const { trigger } = place.panes;
  const state = trigger.open(bucket.window, place.now);
  const horizon = trigger.horizon(state, bucket.window, place.now);
  // Deadlines of its own, or an end already passed: then `element` opens the window.
  const own = horizon.watermark < bucket.window.end - 1 || horizon.processing < Infinity;
  const ready = trigger.ready(state, bucket.window, place.now);
  bucket.opened = state;
  bucket.openedBudget = own || ready ? 0 : Math.min(horizon.elements, 0x7fffffff);
  bucket.openedDueWatermark = horizon.watermark;
  bucket.openedFor = run;
}

function begin(place: Aligned, bucket: Bucket, key: number, arrival: number): number {
  const { slots } = place.panes;
  const slot = place.panes.openAs(key, bucket.window, arrival, bucket.opened);
  slots.budget[slot] = bucket.openedBudget;
  slots.dueWatermark[slot] = bucket.openedDueWatermark;
  bucket.add(key, slot);
  return slot;
}

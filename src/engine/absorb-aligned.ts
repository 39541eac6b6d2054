// The bulk path for aligned windows. Up to the horizon no element can make anything fire, expire or turn late, so a run
// of elements comes down to finding slots; the aggregates then take the whole run at once. Whatever is not plain (a
// span not yet open, a window already passed by, a trigger that wants to see the element) stops the run, and the
// engine's `element` takes that row. Twin of Aligned.place; test/scenarios.ts holds them equal.
import type { Aligned, Span } from './aligned.js';
import { member } from './member.js';
import { share, worthSharing } from './share.js';
import { live, punctual } from './slots.js';
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
  // The times of fresh elements matter one by one where panes are stamped with them.
  const sharing = !stamps && place.sharing.worth;
  let shared = false;
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
      if (sharing && many >= worthSharing) {
        const slot = share(place, span, key, arrival + row, number);
        if (slot >= 0) {
          slots.fresh[slot]!++;
          slotOf[n] = slot;
          rowOf[n++] = row;
        }
        shared = slot >= 0;
      } else shared = false;
      let b = 0;
      for (; !shared && b < many; b++) {
        const slot = member(place, buckets[b], key, arrival + row, number);
        if (slot < 0) break;
        slotOf[n + b] = slot;
        rowOf[n + b] = row;
      }
      if (!shared && b < many) break;
      for (b = 0; !shared && b < many; b++) {
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

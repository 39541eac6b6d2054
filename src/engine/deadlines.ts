// A step of the clock: windows whose deadline of processing time is strictly before now are judged, in the order of SPEC §3.
import type { Instant } from '../model/instant.js';
import type { Panes } from './panes.js';
import type { Placement } from './placement.js';
import { closed } from './slots.js';

export function meetDeadlines(panes: Panes, placement: Placement, now: Instant): void {
  const { deadlines, slots } = panes;
  const due: number[] = [];
  while (deadlines.soonest() < now) due.push(deadlines.next());
  if (due.length > 0) placement.settle();
  due.sort(slots.order);
  for (const slot of due) {
    if (slots.is(slot, closed) || panes.expired(slots.end[slot]!)) continue;
    panes.judge(slot, 'judged');
    placement.moved(slot);
  }
}

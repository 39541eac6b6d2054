// A step of the clock: windows whose deadline of processing time is strictly before now are judged, in the order of SPEC §3.
import type { Instant } from '../../model/instant.js';
import type { PaneLifecycle } from './pane-lifecycle.js';
import type { ActiveWindows } from './active-windows.js';
import { triggerFinished } from './pane-table.js';

export function meetDeadlines(panes: PaneLifecycle, placement: ActiveWindows, now: Instant): void {
  const { deadlines, slots } = panes;
  const due: number[] = [];
  while (deadlines.earliest() < now) due.push(deadlines.next());
  if (due.length > 0) placement.flushShared();
  due.sort(slots.order);
  for (const slot of due) {
    if (slots.is(slot, triggerFinished) || panes.expired(slots.end[slot]!)) continue;
    panes.evaluateTrigger(slot, 'judged');
    placement.horizonChanged(slot);
  }
}

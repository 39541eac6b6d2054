// What flowctl promises downstream (SPEC §8): W, but below the ts that any pane not yet written could still get from a
// punctual element. So of two flowctl in a pipe the second has all that the first has.
import type { Instant } from '../../model/instant.js';
import type { PaneLifecycle } from './pane-lifecycle.js';
import { triggerFinished, hasOnTimeElements, pastOnTime } from './pane-table.js';

export function outputWatermark(
  panes: PaneLifecycle,
  timestamp: 'end' | 'earliest' | 'latest',
  watermark: Instant,
): Instant {
  let promise = watermark;
  // Panes stamped with the end of their window lie above W, unless W has passed that end and they are still withheld.
  const waiting = timestamp === 'end' ? panes.withheld : panes.slots.all();
  for (const slot of waiting) promise = Math.min(promise, lowestStamp(panes, slot, timestamp) - 1);
  return promise;
}

function lowestStamp(panes: PaneLifecycle, slot: number, timestamp: 'end' | 'earliest' | 'latest'): Instant {
  const { slots } = panes;
  if (slots.is(slot, triggerFinished | pastOnTime) || slots.newElements[slot] === 0) return Infinity;
  const stamped = timestamp === 'earliest' ? slots.lowest[slot]! : slots.highest[slot]!;
  if (timestamp !== 'end' && Number.isFinite(stamped)) return Math.min(stamped, panes.writer.lastInstant(slot));
  return slots.is(slot, hasOnTimeElements) ? panes.writer.lastInstant(slot) : Infinity;
}

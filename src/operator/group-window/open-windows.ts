// Which class holds which windows, and by which path it takes whole runs of elements.
import { Aligned } from './aligned.js';
import { bulkAligned } from './bulk-aligned.js';
import { bulkCounting } from './bulk-counting.js';
import { bulkMerging } from './bulk-merging.js';
import { Counting } from './counting.js';
import { Merging } from './merging.js';
import type { Clocks } from '../operator.js';
import type { PaneLifecycle } from './pane-lifecycle.js';
import type { ActiveWindows } from './active-windows.js';
import type { GroupWindowPlan } from './group-window-plan.js';
import type { EventCounters } from '../../model/counters.js';

export function activeWindowsOf(
  plan: GroupWindowPlan,
  panes: PaneLifecycle,
  now: Clocks,
  counters: EventCounters,
): ActiveWindows {
  const { window, lateness, gapColumn } = plan;
  if (window.kind === 'aligned') return new Aligned(window, panes, now, lateness, counters, bulkAligned);
  if (window.kind === 'merging') return new Merging(window, panes, now, lateness, gapColumn, bulkMerging);
  return new Counting(window, panes, now, bulkCounting);
}

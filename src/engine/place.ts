// Which placement serves which windows.
import { Aligned } from './aligned.js';
import { Counting } from './counting.js';
import { Merging } from './merging.js';
import type { Clocks, Panes } from './panes.js';
import type { Placement } from './placement.js';
import type { EnginePlan } from './plan.js';
import type { Tally } from './tally.js';

export function placementOf(plan: EnginePlan, panes: Panes, now: Clocks, tally: Tally): Placement {
  const { window, lateness, gapColumn } = plan;
  if (window.kind === 'aligned') return new Aligned(window, panes, now, lateness, tally);
  if (window.kind === 'merging') return new Merging(window, panes, now, lateness, gapColumn);
  return new Counting(window, panes, now);
}

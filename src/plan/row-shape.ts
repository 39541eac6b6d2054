// What is known of the rows of a plan before there are any (SPEC §12).
import type { RowShape } from '../format/output/row-layout.js';
import type { GroupWindowPlan } from '../operator/group-window/group-window-plan.js';
import { panesPerWindow } from '../operator/group-window/panes-per-window.js';

/** What decides which rows a window has. */
export type Windowing = Pick<GroupWindowPlan, 'window' | 'trigger' | 'lateness' | 'accumulation'>;

/**
 * @param keys names of the keys
 * @param values names of the values
 */
export function rowShape(windowing: Windowing, keys: readonly string[], values: readonly string[]): RowShape {
  const { window, accumulation } = windowing;
  const panes = panesPerWindow(windowing);
  const lives = window.kind === 'merging' && window.timeToLive === true;
  const boundless = lives || (window.kind === 'aligned' && window.boundless === true);
  return {
    windows: window.kind === 'counting' ? 'count' : boundless ? 'global' : 'time',
    panes: panes !== 'single',
    retractions: panes === 'several' && accumulation.retracts,
    ...{ keys, values },
  };
}

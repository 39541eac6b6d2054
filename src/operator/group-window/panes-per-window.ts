// What panes a window can have, as far as the plan shows: with rows that do not hold their place, a reader has to be
// sure that there is but one (SPEC §12). Held against what happens by test/laws/panes-per-window.test.ts.
import type { GroupWindowPlan } from './group-window-plan.js';

/**
 * `single`: one, on time, first and last. `one`: one at most, whatever its timing. `several`: more than one, or one that is
 * taken back. A stop that shows windows which are not complete is not thought of.
 */
export type PanesPerWindow = 'single' | 'one' | 'several';

export function panesPerWindow({
  window,
  trigger,
  lateness,
}: Pick<GroupWindowPlan, 'window' | 'trigger' | 'lateness'>): PanesPerWindow {
  // The rest at the end of the input is an early pane, unless a window ends with every event.
  if (window.kind === 'counting') return window.every === 1 ? 'single' : 'one';
  if (lateness === 0 && (trigger.silentUntilEnd === true || trigger.notBeforeEnd === true)) return 'single';
  return trigger.firesOnce === true ? 'one' : 'several';
}

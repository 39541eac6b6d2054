// What rows say of their panes (SPEC §12): --pane.
import type { Duration } from '../../model/instant.js';
import { panesPerWindow, type PanesPerWindow } from '../../operator/group-window/panes-per-window.js';
import type { Spec } from '../../text/spec.js';
import { buildTrigger } from '../../trigger/index.js';
import { buildWindow } from '../../window/index.js';
import type { Zones } from '../../window/zone-rules.js';
import type { OptionReader } from './option-reader.js';

/** What decides which panes a window has. */
export interface Windowing {
  readonly window: Spec;
  readonly trigger: Spec;
  /** L, in ms. */
  readonly lateness: Duration;
  readonly zones: Zones | undefined;
}

/** Refuses rows that a reader could not tell apart. */
export function checkPane(reading: OptionReader, windowing: Windowing): void {
  if (reading.options.pane !== 'never' || panesOf(windowing) !== 'several') return;
  const message =
    'with never a reader could not tell the rows of a window apart, and here it can have several (--trigger, --early, --allowed-lateness): leave it out';
  reading.refuse('pane', message, 'auto|always');
}

function panesOf({ window, trigger, lateness, zones }: Windowing): PanesPerWindow {
  return panesPerWindow({
    window: buildWindow(window, zones),
    trigger: buildTrigger(trigger, { index: () => 0 }),
    lateness,
  });
}

// The model's four questions, answered: what group-by-window does.
import type { Accumulation } from '../../accumulation/accumulation.js';
import type { Cells } from '../../aggregate/aggregate.js';
import type { Duration } from '../../model/instant.js';
import type { Trigger } from '../../trigger/trigger.js';
import type { WindowFn } from '../../window/window-fn.js';

export interface GroupWindowPlan {
  readonly window: WindowFn;
  readonly trigger: Trigger;
  readonly accumulation: Accumulation;
  /** L, Infinity for `unlimited`. */
  readonly lateness: Duration;
  readonly onTime: 'always' | 'if-triggered' | 'if-new';
  readonly closing: 'always' | 'if-new';
  readonly timestamp: 'end' | 'earliest' | 'latest';
  /** Fresh cells, one per aggregate, in the order of the result's members. */
  readonly aggregates: readonly Cells[];
  /** The column of the session gap, when it comes from the event; else −1. */
  readonly gapColumn: number;
  /** For each signal of the trigger (`delta`), its column. */
  readonly signalColumns: readonly number[];
  /** `--max-open-windows`; Infinity: none. */
  readonly maxOpenWindows: number;
}

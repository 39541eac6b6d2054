// What the engine is told of a run: the model's four questions, answered. Built by cli/plan.ts (and by tests).
import type { Accumulation } from '../../accumulation/accumulation.js';
import type { Cells } from '../../aggregate/aggregate.js';
import type { Duration } from '../../model/instant.js';
import type { Trigger } from '../../trigger/trigger.js';
import type { WatermarkGenerator } from '../../watermark/generator.js';
import type { WindowFn } from '../../window/window-fn.js';

export interface EnginePlan {
  readonly window: WindowFn;
  readonly domain: 'event' | 'processing';
  readonly generator: WatermarkGenerator;
  /** `--idle`; undefined: off. */
  readonly idle: Duration | undefined;
  /** `--max-future`, for inputs that are not trusted; undefined: off. */
  readonly maxFuture: Duration | undefined;
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

/** Whether the clock is the time of events, and an event without a time has no place in the windows. */
export function needsClock({ domain, window }: EnginePlan): boolean {
  if (domain === 'event') return false;
  return window.kind === 'merging' || (window.kind === 'aligned' && window.boundless !== true);
}

/** In how many windows an event is, more or less. */
export function windowsOfEach({ window }: EnginePlan): number {
  if (window.kind === 'merging') return 1;
  return window.kind === 'counting'
    ? Math.ceil(window.size / window.every)
    : Math.max(1, window.assign(0).windows.length);
}

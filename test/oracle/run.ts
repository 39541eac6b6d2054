// What a run of the oracle remembers, and the words of SPEC §4 for it.
import type { Instant } from '../../src/model/instant.js';
import type { Counted } from './count-windows.js';
import type { Element } from './elements.js';
import type { Input } from './inputs.js';
import type { Late, Row, Scenario } from './scenario.js';
import type { Here, TriggerState } from './trigger-rules.js';
import type { Span } from './windows.js';

export interface LiveWindow extends Span {
  readonly key: string;
  /** The place of its first event (merged: of its earliest part). */
  readonly since: number;
  /** What the values are counted from; `discarding` empties it after each pane. */
  elements: readonly Element[];
  /** Elements since the last pane. */
  fresh: readonly Element[];
  /** A fresh element came while W < maxTs. */
  punctual: boolean;
  trigger: TriggerState;
  /** The trigger has finished: no more panes, and events for it are refused. */
  closed: boolean;
  /** Panes written so far, and those of them that were not early. */
  panes: number;
  nonSpeculative: number;
  /** `retracting`: the last pane, and those of swallowed windows that nobody has taken back yet. */
  previous: Row | undefined;
  undo: readonly Row[];
}

export interface Run {
  readonly scenario: Scenario;
  W: Instant;
  now: Instant;
  /** The clock when anything last came from any input. */
  latest: Instant;
  readonly inputs: readonly Input[];
  windows: LiveWindow[];
  /** Count windows: what each key has seen. */
  readonly counted: Map<string, Counted>;
  events: number;
  rows: Row[];
  late: Late[];
}

export function maxTs(span: Span): Instant {
  return span.end - 1;
}

export function gc(run: Run, span: Span): Instant {
  return run.scenario.domain === 'processing' ? maxTs(span) : maxTs(span) + run.scenario.lateness;
}

export function isExpired(run: Run, span: Span): boolean {
  return run.W >= gc(run, span);
}

export function here(run: Run, window: Span): Here {
  return { watermark: run.W, now: run.now, maxTs: maxTs(window) };
}

/** In order of window end, window start, then arrival of the window's first event. */
export function inOrder(windows: readonly LiveWindow[]): readonly LiveWindow[] {
  const by = (a: number, b: number): number => (a === b ? 0 : a - b);
  return [...windows].sort((a, b) => by(a.end, b.end) || by(a.start, b.start) || a.since - b.since);
}

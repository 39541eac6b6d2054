// WHERE in event time (Dataflow paper §2.2): the three kinds of window function that the operator has. A new window
// is one of these kinds; nothing in the operator depends on a window's name.
import type { Duration, Instant } from '../model/instant.js';
import type { Kind } from '../text/registry.js';
import type { Window } from '../model/window.js';
import type { Zones } from './zone-rules.js';

/** The windows of one instant, and the span [from, until) of instants around it that have the very same windows. */
export interface Assignment {
  /** In order of end, then start; empty where the function leaves gaps. */
  readonly windows: readonly Window[];
  readonly from: Instant;
  readonly until: Instant;
}

/**
 * Windows that depend on the event's time alone and are the same for every key (AssignWindows, paper §2.2.1).
 * Law: every window contains its instant; `from ≤ at < until`; the answer is the same for all of the span.
 */
export interface AlignedWindows {
  readonly kind: 'aligned';
  /** The one window has no bounds (`global`): an event needs no time to be in it. */
  readonly boundless?: true;
  /** Every window is this long, in ms; without it they differ, or have no bounds. */
  readonly length?: Duration;
  /** An instant that is not finite is in no window, unless that is boundless. Pure. */
  assign(at: Instant): Assignment;
}

/** The answer of every function that bounds its windows where there is no instant: −∞, +∞, NaN. */
export function nowhere(at: Instant): Assignment {
  return { windows: [], from: at, until: at };
}

/** What merging a proto-window with the live windows it touches comes to (MergeWindows, paper §2.2.2). */
export interface Merge {
  /** The window the element goes to. */
  readonly into: Window;
  /** Indices of the live windows that become part of it, in order of start. */
  readonly swallowed: readonly number[];
}

/** Windows of each key that grow and merge: sessions. */
export interface MergingWindows {
  readonly kind: 'merging';
  /**
   * The windows are the life of a key's state, and have no bounds in rows: none is too late for them, since an event that is
   * older than W is written at W.
   */
  readonly timeToLive?: true;
  /** The gap when it is the same for all events; undefined when it comes from the event (`gapPath`). */
  readonly gap: Duration | undefined;
  /** JSONPath text of the gap in the event, when `gap` is undefined. */
  readonly gapPath: string | undefined;
  /** No session is longer; Infinity without a maximum. */
  readonly max: Duration;
  /** `[at, at + gap)`. */
  proto(at: Instant, gap: Duration): Window;
  /** `live` are the open windows of the key, in any order. Pure. */
  merge(proto: Window, at: Instant, live: readonly Window[]): Merge;
}

/** Windows over the ordinals of a key's events; no function of time. */
export interface CountingWindows {
  readonly kind: 'counting';
  /** Events a window spans. */
  readonly size: number;
  /** A window ends after each so many events; equal to `size` when they do not overlap. */
  readonly every: number;
}

export type WindowFn = AlignedWindows | MergingWindows | CountingWindows;

/**
 * What is read and written as text stands behind the colon, undefined when there is none; `Zones` has the rules of
 * every zone but UTC.
 */
export interface WindowEntry extends Kind<WindowFn, Zones> {
  /** Whether it needs `--time` (all but `global` and `count`). */
  readonly needsTime: boolean;
}

// WHEN in processing time (Dataflow paper §2.3, SPEC §6): the interface every trigger meets. A trigger holds nothing
// and reads no clock: state goes in, state comes out, as plain values, so a checkpoint is just these states. There are
// no timers: a deadline is derived from state (`horizon`), so it can be neither lost nor orphaned.
//
// What a trigger must not read: whether elements are kept (accumulation), whether anything is new (the operator: a pane
// with nothing fresh is not written, except by the rules of SPEC §7), whether a window has expired (lateness).
import type { Instant } from '../model/instant.js';
import type { Kind } from '../text/registry.js';
import type { Spec } from '../text/spec.js';
import type { Horizon } from '../model/horizon.js';
import type { Now } from '../model/clocks.js';
import type { Saved } from '../model/saved.js';
import type { Window } from '../model/window.js';

export const finished = 'finished';
export type Finished = typeof finished;

/** What a trigger sees of elements that joined its window: usually one; many where its horizon allowed it. */
export interface NewElements {
  /** How many. */
  readonly count: number;
  /** Event time of the element; meaningful only when count is 1 and the horizon called for it (elements: 0). */
  readonly at: Instant;
  /** The element's number in signal column `index` (`delta`), NaN when it has none. Likewise only when count is 1. */
  signal(index: number): number;
}

/** `State` is a plain value (`Saved`); null where there is nothing to remember. */
export interface Trigger<State extends Saved = Saved> {
  /** The state of a part that begins now, with no elements yet. */
  open(window: Window, now: Now): State;
  add(state: State, joined: NewElements, window: Window, now: Now): State;
  /** Should the pane fire now? */
  ready(state: State, window: Window, now: Now): boolean;
  /** The pane fires: the state afterwards, or finished. Only called when ready. */
  fired(state: State, window: Window, now: Now): State | Finished;
  /**
   * Of a ready state: whether the firing is that of an end-of-window part (`watermark`, `default`, the end of
   * `watermark(early, late)`), for `--on-time` (SPEC §7).
   */
  endOfWindow(state: State, window: Window, now: Now): boolean;
  /** The state of `window`, which replaces the windows these states belonged to (by their start). */
  merge(states: readonly (State | Finished)[], window: Window, now: Now): State | Finished;
  /**
   * Of a state that is not ready: until when it cannot be. Law: never ready before its horizon. (A state that is ready is
   * tested again with every element.)
   */
  horizon(state: State, window: Window, now: Now): Horizon;
  /** Can it finish while data may still come, losing it (SPEC §6)? `lateness` is L. */
  canFinish(lateness: number): boolean;
  /** *Waits for the end* in the sense of SPEC §6: `watermark` and `default`. */
  readonly waitsForEnd: boolean;
  /**
   * Before W passes the end of its window it is never ready, whatever comes: `open`, `add` and `merge` are null there, and
   * the horizon is the end alone. So a million windows need no call.
   */
  readonly silentUntilEnd?: boolean;
  /** The last of these alone: it is not ready before W passes the end of its window. */
  readonly notBeforeEnd?: boolean;
  /** It is finished with its first firing, or it never fires: no window has two panes of it. */
  readonly firesOnce?: boolean;
  /** Its state cannot be merged (`delta`, and whatever has it as a part): it is refused with sessions. */
  readonly refusesMerging?: boolean;
  /** It has deadlines of processing time (`delay`, `aligned`, and whatever has one as a part). */
  readonly asksClock?: boolean;
}

/** The columns that triggers watch (`delta`). */
export interface Signals {
  /** Registers the JSONPath text and returns the number of its signal; throws UsageError when it is no path. */
  index(path: string): number;
}

/** What building a trigger needs from outside. */
export interface TriggerContext {
  readonly signals: Signals;
  /** The trigger of a spec inside this one. */
  readonly part: (spec: Spec) => Trigger;
}

/** What is read and written as text are the texts between the parentheses, split at top-level commas; [] without any. */
export interface TriggerEntry extends Kind<Trigger, TriggerContext, readonly string[]> {
  /** What is left of it, for a person, where W does not rise before the end of all input; undefined: all. */
  readonly wordsWithoutW?: (spec: Spec, part: (spec: Spec) => string) => string;
}

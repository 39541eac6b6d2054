// `watermark(early=A, late=B)` (SPEC §6): speculative panes, the pane on time, corrections.
//
//   early ──W ≥ maxTs: the end fires──▶ late          A, or nothing, fires in the early phase; B in the late.
//     ▲                                   │           Elements go to the part of the current phase. A part that
//     └──a merge reopens the window───────┘           finishes starts anew; whichever phase begins, begins empty.
import { never, soonest } from '../model/horizon.js';
import type { Now } from '../model/clocks.js';
import type { Saved } from '../model/saved.js';
import { maxTs, type Window } from '../model/window.js';
import { restarting } from './parts.js';
import { finished, type Finished, type Trigger } from './trigger.js';

interface Phased {
  readonly [name: string]: Saved;
  readonly late: boolean;
  /** Of the current phase's trigger; null when it has none. */
  readonly part: Saved;
}

/** @param late undefined: finished once the end has fired */
export function phases(early: Trigger | undefined, late: Trigger | undefined): Trigger<Phased> {
  const before = early && restarting(early);
  const after = late && restarting(late);
  const current = (state: Phased): Trigger | undefined => (state.late ? after : before);
  const beginEarly = (window: Window, now: Now): Phased => ({ late: false, part: before?.open(window, now) ?? null });
  const beginLate = (window: Window, now: Now): Phased => ({ late: true, part: after?.open(window, now) ?? null });
  const atEnd = (state: Phased, window: Window, now: Now): boolean => !state.late && now.watermark >= maxTs(window);
  return {
    open: beginEarly,
    add: (state, joined, window, now) => {
      const trigger = current(state);
      return trigger === undefined ? state : { ...state, part: trigger.add(state.part, joined, window, now) };
    },
    ready: (state, window, now) =>
      atEnd(state, window, now) || (current(state)?.ready(state.part, window, now) ?? false),
    fired: (state, window, now) => {
      if (atEnd(state, window, now)) return after === undefined ? finished : beginLate(window, now);
      return { ...state, part: current(state)!.fired(state.part, window, now) };
    },
    endOfWindow: (state, window, now) =>
      atEnd(state, window, now) || (state.late && after!.endOfWindow(state.part, window, now)),
    merge: (states, window, now) => merge(states, before, after, window, now),
    horizon: (state, window, now) => {
      const own = current(state)?.horizon(state.part, window, now) ?? never;
      return state.late ? own : soonest(own, { ...never, watermark: maxTs(window) });
    },
    canFinish: (lateness) => late === undefined && lateness > 0,
    waitsForEnd: false,
    notBeforeEnd: early === undefined,
    refusesMerging: early?.refusesMerging === true || late?.refusesMerging === true,
    asksClock: early?.asksClock === true || late?.asksClock === true,
  };
}

/**
 * Late only if all were late and the end has passed; else early again, where a window that was late has an early part
 * that began anew when its end fired. A window that finished was late with nothing to come.
 */
function merge(
  states: readonly (Phased | Finished)[],
  before: Trigger | undefined,
  after: Trigger | undefined,
  window: Window,
  now: Now,
): Phased | Finished {
  const late = now.watermark >= maxTs(window) && states.every((state) => state === finished || state.late);
  const trigger = late ? after : before;
  if (late && trigger === undefined) return finished;
  if (trigger === undefined) return { late, part: null };
  const parts = states.map((state) =>
    state !== finished && state.late === late ? state.part : trigger.open(window, now),
  );
  return { late, part: trigger.merge(parts, window, now) };
}

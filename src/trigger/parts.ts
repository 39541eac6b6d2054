// What triggers made of triggers share: the bookkeeping of parts. A part that has finished stands in its composite's
// state as `finished`; a composite that has finished is remembered as nothing else, so to a merge all its parts are.
import { soonest, never, type Horizon } from '../model/horizon.js';
import type { Now } from '../model/clocks.js';
import type { Saved } from '../model/saved.js';
import type { Window } from '../model/window.js';
import { finished, type Finished, type NewElements, type Trigger } from './trigger.js';

/** The states of a composite's parts, in their order; `finished` is one of them. */
export type PartStates = readonly Saved[];

/** What `any`, `all` and `or-finally` have in common: their parts begin, get every element and are tested together. */
export function together(parts: readonly Trigger[]) {
  return {
    open: (window: Window, now: Now): PartStates => openParts(parts, window, now),
    add: (states: PartStates, joined: NewElements, window: Window, now: Now): PartStates =>
      addToParts(parts, states, joined, window, now),
    endOfWindow: (states: PartStates, window: Window, now: Now): boolean => endOfPart(parts, states, window, now),
    horizon: (states: PartStates, window: Window, now: Now): Horizon => horizonOfParts(parts, states, window, now),
    waitsForEnd: false,
    refusesMerging: refuseMerging(parts),
    asksClock: askClock(parts),
  };
}

function openParts(parts: readonly Trigger[], window: Window, now: Now): PartStates {
  return parts.map((part) => part.open(window, now));
}

/** Every part that has not finished sees the elements. */
function addToParts(
  parts: readonly Trigger[],
  states: PartStates,
  joined: NewElements,
  window: Window,
  now: Now,
): PartStates {
  return parts.map((part, i) => (isFinished(states[i]!) ? finished : part.add(states[i]!, joined, window, now)));
}

/** Whether the part is ready, finished ones not being so. */
export function partReady(part: Trigger, state: Saved, window: Window, now: Now): boolean {
  return !isFinished(state) && part.ready(state, window, now);
}

/** Whether some part is ready and would fire as an end of the window. */
function endOfPart(parts: readonly Trigger[], states: PartStates, window: Window, now: Now): boolean {
  return parts.some((part, i) => partReady(part, states[i]!, window, now) && part.endOfWindow(states[i]!, window, now));
}

export function mergeParts(
  parts: readonly Trigger[],
  merged: readonly (PartStates | Finished)[],
  window: Window,
  now: Now,
): PartStates {
  return parts.map((part, i) =>
    part.merge(
      merged.map((states) => (states === finished ? finished : states[i]!)),
      window,
      now,
    ),
  );
}

/** The soonest of what the unfinished parts have to respect. */
function horizonOfParts(parts: readonly Trigger[], states: PartStates, window: Window, now: Now): Horizon {
  return parts.reduce(
    (horizon, part, i) =>
      isFinished(states[i]!) ? horizon : soonest(horizon, ahead(part.horizon(states[i]!, window, now), now)),
    never,
  );
}

/** What a part waited for and has got is behind it, and must not hide what another still waits for (`all`). */
function ahead({ watermark, processing, elements }: Horizon, now: Now): Horizon {
  return {
    watermark: watermark > now.watermark ? watermark : Infinity,
    processing: processing >= now.processing ? processing : Infinity,
    elements,
  };
}

export function isFinished(state: Saved): state is Finished {
  return state === finished;
}

export function askClock(parts: readonly Trigger[]): boolean {
  return parts.some((part) => part.asksClock === true);
}

export function refuseMerging(parts: readonly Trigger[]): boolean {
  return parts.some((part) => part.refusesMerging === true);
}

/** The same trigger, starting anew whenever it finishes. */
export function restarting(part: Trigger): Trigger {
  return {
    ...part,
    firesOnce: false,
    fired: (state, window, now) => anew(part.fired(state, window, now), part, window, now),
    merge: (states, window, now) => anew(part.merge(states, window, now), part, window, now),
  };
}

function anew(state: Saved, part: Trigger, window: Window, now: Now): Saved {
  return isFinished(state) ? part.open(window, now) : state;
}

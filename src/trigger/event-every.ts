// `event-every(i)` (SPEC §6): whenever W passes a multiple of i of event time inside the window, and its end.
//
//   window [0, 25), i = 10, first element at 3:      deadlines 10 · 20 · 24 = maxTs, and there it stays:
//                                                     a late element finds it passed and fires at once
//
// Deadlines that W jumps over are taken together: nothing can have come between them, so only the first has a pane. One
// that passes with nothing fresh is no firing; the next element then waits for the multiple behind W.
import { durationText } from '../text/duration.js';
import { never } from '../model/horizon.js';
import { mod, type Duration, type Instant } from '../model/instant.js';
import type { Now } from '../model/clocks.js';
import { maxTs, type Window } from '../model/window.js';
import { numberIn, specOf } from '../text/spec.js';
import { exactly, positive } from './arguments.js';
import { finished, type Finished, type Trigger, type TriggerEntry } from './trigger.js';

/** The next deadline, and whether elements came since it was set; null before the first element. */
type Due = readonly [at: Instant, fresh: boolean] | null;

export function eventEvery(interval: Duration): Trigger<Due> {
  const after = (at: Instant, window: Window): Instant =>
    Number.isFinite(at) ? Math.min(at - mod(at, interval) + interval, maxTs(window)) : maxTs(window);
  const pending = (due: Due & object, window: Window, now: Now): Instant =>
    due[1] || due[0] > now.watermark ? due[0] : after(now.watermark, window);
  return {
    open: () => null,
    add: (due, joined, window, now) => [due === null ? after(joined.at, window) : pending(due, window, now), true],
    ready: (due, _, now) => due !== null && due[1] && now.watermark >= due[0],
    fired: (_, window, now) => [after(now.watermark, window), false],
    endOfWindow: () => false,
    merge: (states, window, now) => earliest(states, (due) => pending(due, window, now)),
    horizon: (due) => (due?.[1] === true ? { ...never, watermark: due[0] } : { ...never, elements: 0 }),
    canFinish: () => false,
    waitsForEnd: false,
  };
}

function earliest(states: readonly (Due | Finished)[], pending: (due: Due & object) => Instant): Due {
  const begun = states.filter((due) => due !== null && due !== finished);
  if (begun.length === 0) return null;
  return [Math.min(...begun.map(pending)), begun.some(([, fresh]) => fresh)];
}

export const entry: TriggerEntry = {
  name: 'event-every',
  form: 'event-every(D)',
  doc: 'whenever the watermark passes a multiple of D in the window, or its end, and at every late event',
  example: 'event-every(1h)',
  parse(args) {
    const [interval] = exactly(args, 1, entry.form);
    return specOf('event-every', { interval: positive(interval!, entry.form) });
  },
  text: (spec) => [durationText(numberIn(spec, 'interval'))],
  build: (spec) => eventEvery(numberIn(spec, 'interval')),
  words: (spec) =>
    `when the watermark passes a multiple of ${durationText(numberIn(spec, 'interval'))} in the window, or its end, and at every late element`,
  wordsWithoutW: () => 'at the end of all input',
};

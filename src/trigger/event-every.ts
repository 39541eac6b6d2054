// `event-every(i)` (SPEC §6): whenever W passes a multiple of i of event time inside the window, and its end.
//
//   window [0, 25), i = 10, first element at 3:      deadlines 10 · 20 · 24 = maxTs, and there it stays:
//                                                     a late element finds it passed and fires at once
//
// Deadlines that W jumps over are taken together: nothing can have come between them, so only the first has a pane.
import { durationText } from '../model/duration.js';
import { never } from '../model/horizon.js';
import { mod, type Duration, type Instant } from '../model/instant.js';
import { maxTs, type Window } from '../model/window.js';
import { exactly, positive } from './arguments.js';
import { finished, type Finished, type Trigger, type TriggerEntry } from './trigger.js';

/** The state is the next deadline, null before the first element. */
export function eventEvery(interval: Duration): Trigger<Instant | null> {
  const after = (at: Instant, window: Window): Instant =>
    Number.isFinite(at) ? Math.min(at - mod(at, interval) + interval, maxTs(window)) : maxTs(window);
  return {
    open: () => null,
    add: (due, joined, window) => due ?? after(joined.at, window),
    ready: (due, _, now) => due !== null && now.watermark >= due,
    fired: (_, window, now) => after(now.watermark, window),
    endOfWindow: () => false,
    merge: (states, window, now) =>
      earliest(states, (due) => (due > now.watermark ? due : after(now.watermark, window))),
    horizon: (due) => (due === null ? { ...never, elements: 0 } : { ...never, watermark: due }),
    canFinish: () => false,
    waitsForEnd: false,
    words: `when the watermark passes a multiple of ${durationText(interval)} in the window, or its end, and at every late element`,
  };
}

/**
 * @param pending a deadline that has passed has had its pane; if the merge put off the end it is followed by the next
 */
function earliest(states: readonly (Instant | null | Finished)[], pending: (due: Instant) => Instant): Instant | null {
  let first: Instant | null = null;
  for (const due of states) {
    if (due === null || due === finished) continue;
    const next = pending(due);
    if (first === null || next < first) first = next;
  }
  return first;
}

export const entry: TriggerEntry = {
  name: 'event-every',
  form: 'event-every(D)',
  doc: 'whenever the watermark passes a multiple of D in the window, or its end, and at every late event',
  example: 'event-every(1h)',
  parse(args) {
    const [interval] = exactly(args, 1, entry.form);
    return eventEvery(positive(interval!, entry.form));
  },
};

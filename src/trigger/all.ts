// `all(T, …)` (SPEC §6): once every part is ready; they fire together and that was it.
import { atLeastOne } from './arguments.js';
import {
  addToParts,
  askClock,
  endOfPart,
  horizonOfParts,
  isFinished,
  mergeParts,
  openParts,
  refuseMerging,
  type PartStates,
} from './parts.js';
import { finished, type Trigger, type TriggerEntry } from './trigger.js';

export function all(...parts: readonly Trigger[]): Trigger<PartStates> {
  return {
    open: (window, now) => openParts(parts, window, now),
    add: (states, joined, window, now) => addToParts(parts, states, joined, window, now),
    ready: (states, window, now) =>
      parts.every((part, i) => isFinished(states[i]!) || part.ready(states[i]!, window, now)),
    fired: () => finished,
    endOfWindow: (states, window, now) => endOfPart(parts, states, window, now),
    merge: (merged, window, now) => {
      const states = mergeParts(parts, merged, window, now);
      return states.every(isFinished) ? finished : states;
    },
    horizon: (states, window, now) => horizonOfParts(parts, states, window, now),
    canFinish: (lateness) => lateness > 0 || !parts.some((part) => part.waitsForEnd),
    waitsForEnd: false,
    refusesMerging: refuseMerging(parts),
    asksClock: askClock(parts),
    words: parts.map((part) => part.words).join(', and '),
  };
}

export const entry: TriggerEntry = {
  name: 'all',
  form: 'all(T, …)',
  doc: 'once all of the triggers are ready',
  example: 'repeat(all(count(10), delay(10s)))',
  parse: (args, part) => all(...atLeastOne(args, entry.form).map(part)),
};

// `any(T, …)` (SPEC §6): as soon as one part is ready; all ready parts fire together and that was it.
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

export function any(...parts: readonly Trigger[]): Trigger<PartStates> {
  return {
    open: (window, now) => openParts(parts, window, now),
    add: (states, joined, window, now) => addToParts(parts, states, joined, window, now),
    ready: (states, window, now) =>
      parts.some((part, i) => isFinished(states[i]!) || part.ready(states[i]!, window, now)),
    fired: () => finished,
    endOfWindow: (states, window, now) => endOfPart(parts, states, window, now),
    merge: (merged, window, now) => {
      const states = mergeParts(parts, merged, window, now);
      return states.some(isFinished) ? finished : states;
    },
    horizon: (states, window, now) => horizonOfParts(parts, states, window, now),
    canFinish: (lateness) => lateness > 0 || !parts.every((part) => part.waitsForEnd),
    waitsForEnd: false,
    refusesMerging: refuseMerging(parts),
    asksClock: askClock(parts),
    words: parts.map((part) => part.words).join(', or '),
  };
}

export const entry: TriggerEntry = {
  name: 'any',
  form: 'any(T, …)',
  doc: 'once one of the triggers is ready',
  example: 'repeat(any(count(100), delay(10s)))',
  parse: (args, part) => any(...atLeastOne(args, entry.form).map(part)),
};

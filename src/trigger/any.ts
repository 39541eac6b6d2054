// `any(T, …)` (SPEC §6): as soon as one part is ready; all ready parts fire together and that was it.
import { specOf, specsIn } from '../text/spec.js';
import { atLeastOne } from './arguments.js';
import { isFinished, mergeParts, together, type PartStates } from './parts.js';
import { finished, type Trigger, type TriggerEntry } from './trigger.js';

export function any(...parts: readonly Trigger[]): Trigger<PartStates> {
  return {
    ...together(parts),
    ready: (states, window, now) =>
      parts.some((part, i) => isFinished(states[i]!) || part.ready(states[i]!, window, now)),
    fired: () => finished,
    merge: (merged, window, now) => {
      const states = mergeParts(parts, merged, window, now);
      return states.some(isFinished) ? finished : states;
    },
    canFinish: (lateness) => lateness > 0 || !parts.every((part) => part.waitsForEnd),
    firesOnce: true,
  };
}

export const entry: TriggerEntry = {
  name: 'any',
  form: 'any(T, …)',
  doc: 'once one of the triggers is ready',
  example: 'repeat(any(count(100), delay(10s)))',
  parse: (args, { part }) => specOf('any', { parts: atLeastOne(args, entry.form).map(part) }),
  text: (spec, part) => specsIn(spec, 'parts').map(part),
  build: (spec, { part }) => any(...specsIn(spec, 'parts').map(part)),
  words: (spec, part) => specsIn(spec, 'parts').map(part).join(', or '),
};

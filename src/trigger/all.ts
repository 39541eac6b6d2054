// `all(T, …)` (SPEC §6): once every part is ready; they fire together and that was it.
import { specOf, specsIn } from '../text/spec.js';
import { atLeastOne } from './arguments.js';
import { isFinished, mergeParts, together, type PartStates } from './parts.js';
import { finished, type Trigger, type TriggerEntry } from './trigger.js';

export function all(...parts: readonly Trigger[]): Trigger<PartStates> {
  return {
    ...together(parts),
    ready: (states, window, now) =>
      parts.every((part, i) => isFinished(states[i]!) || part.ready(states[i]!, window, now)),
    fired: () => finished,
    merge: (merged, window, now) => {
      const states = mergeParts(parts, merged, window, now);
      return states.every(isFinished) ? finished : states;
    },
    canFinish: (lateness) => lateness > 0 || !parts.some((part) => part.waitsForEnd),
    firesOnce: true,
  };
}

export const entry: TriggerEntry = {
  name: 'all',
  form: 'all(T, …)',
  doc: 'once all of the triggers are ready',
  example: 'repeat(all(count(10), delay(10s)))',
  parse: (args, { part }) => specOf('all', { parts: atLeastOne(args, entry.form).map(part) }),
  text: (spec, part) => specsIn(spec, 'parts').map(part),
  build: (spec, { part }) => all(...specsIn(spec, 'parts').map(part)),
  words: (spec, part) => specsIn(spec, 'parts').map(part).join(', and '),
};

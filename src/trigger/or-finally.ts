// `or-finally(T, U)` (SPEC §6): T, until U is ready: then once more and that was it.
import { specIn, specOf } from '../text/spec.js';
import { exactly } from './arguments.js';
import { isFinished, mergeParts, partReady, together, type PartStates } from './parts.js';
import { finished, type Finished, type Trigger, type TriggerEntry } from './trigger.js';

export function orFinally(main: Trigger, last: Trigger): Trigger<PartStates> {
  const parts = [main, last];
  return {
    ...together(parts),
    ready: (states, window, now) => parts.some((part, i) => partReady(part, states[i]!, window, now)),
    fired: (states, window, now) => {
      if (last.ready(states[1]!, window, now)) return finished;
      return either([main.fired(states[0]!, window, now), states[1]!]);
    },
    merge: (merged, window, now) => either(mergeParts(parts, merged, window, now)),
    canFinish: (lateness) => main.canFinish(lateness) || lateness > 0 || !last.waitsForEnd,
    firesOnce: main.firesOnce === true,
  };
}

/** It has finished when either part has. */
function either(states: PartStates): PartStates | Finished {
  return states.some(isFinished) ? finished : states;
}

export const entry: TriggerEntry = {
  name: 'or-finally',
  form: 'or-finally(T, U)',
  doc: 'T, until U is ready: then for the last time',
  example: 'or-finally(repeat(count(10)), watermark)',
  parse(args, { part }) {
    const [main, last] = exactly(args, 2, entry.form);
    return specOf('or-finally', { main: part(main!), last: part(last!) });
  },
  text: (spec, part) => [part(specIn(spec, 'main')), part(specIn(spec, 'last'))],
  build: (spec, { part }) => orFinally(part(specIn(spec, 'main')), part(specIn(spec, 'last'))),
  words: (spec, part) => `${part(specIn(spec, 'main'))}, until for the last time ${part(specIn(spec, 'last'))}`,
};

// `count(n)` (SPEC §6): n elements since this part began or last fired. Its state is how many there were.
import { never } from '../model/horizon.js';
import { numberIn, specOf } from '../text/spec.js';
import { countOf, exactly } from './arguments.js';
import { finished, type Trigger, type TriggerEntry } from './trigger.js';

export function count(n: number): Trigger<number> {
  return {
    open: () => 0,
    add: (seen, joined) => seen + joined.count,
    ready: (seen) => seen >= n,
    fired: () => finished,
    endOfWindow: () => false,
    merge: (states) => {
      let sum = 0;
      for (const seen of states) {
        if (seen === finished) return finished;
        sum += seen;
      }
      return sum;
    },
    horizon: (seen) => ({ ...never, elements: Math.max(0, n - seen - 1) }),
    canFinish: () => true,
    waitsForEnd: false,
    firesOnce: true,
  };
}

export const entry: TriggerEntry = {
  name: 'count',
  form: 'count(N)',
  doc: 'once there are N elements',
  example: 'repeat(count(100))',
  parse(args) {
    const [n] = exactly(args, 1, entry.form);
    return specOf('count', { elements: countOf(n!, entry.form) });
  },
  text: (spec) => [`${numberIn(spec, 'elements')}`],
  build: (spec) => count(numberIn(spec, 'elements')),
  words(spec) {
    const n = numberIn(spec, 'elements');
    return n === 1 ? 'at the next element' : `after ${n} elements`;
  },
};

// `delta(x, PATH)` (SPEC §6): the value at PATH has moved by more than x since the last firing; the first one is only
// remembered. Of two merged windows it would be unclear which firing was the last, so sessions are refused.
import { never } from '../model/horizon.js';
import { UsageError } from '../text/usage-error.js';
import { numberIn, specOf, textIn } from '../text/spec.js';
import { exactly } from './arguments.js';
import type { Trigger, TriggerEntry } from './trigger.js';

/** The value at the last firing, and the newest; null before the first value. */
type Moved = readonly [remembered: number, newest: number] | null;

/** @param signal the number of the signal column */
export function delta(threshold: number, signal: number): Trigger<Moved> {
  return {
    open: () => null,
    add: (moved, joined) => {
      const value = joined.count === 1 ? joined.signal(signal) : NaN;
      if (Number.isNaN(value)) return moved;
      return moved === null ? [value, value] : [moved[0], value];
    },
    ready: (moved) => moved !== null && Math.abs(moved[1] - moved[0]) > threshold,
    fired: (moved) => moved && [moved[1], moved[1]],
    endOfWindow: () => false,
    merge: () => {
      throw new Error('delta was given windows that merge');
    },
    horizon: () => ({ ...never, elements: 0 }),
    canFinish: () => false,
    waitsForEnd: false,
    refusesMerging: true,
  };
}

export const entry: TriggerEntry = {
  name: 'delta',
  form: 'delta(NUMBER, PATH)',
  doc: 'whenever the number at PATH has moved by more than NUMBER since the last pane; not with sessions',
  example: 'delta(0.5, $.temperature)',
  parse(args, { path: known }) {
    const [text, path] = exactly(args, 2, entry.form);
    const threshold = /^\d+(\.\d+)?(e[+-]?\d+)?$/i.test(text!) ? Number(text) : NaN;
    if (!Number.isFinite(threshold)) throw new UsageError(`"${text!}" is no number from 0 up`, entry.form);
    return specOf('delta', { threshold, path: known(path!) });
  },
  text: (spec) => [`${numberIn(spec, 'threshold')}`, textIn(spec, 'path')],
  build: (spec, { signals }) => delta(numberIn(spec, 'threshold'), signals.index(textIn(spec, 'path'))),
  words: (spec) =>
    `when ${textIn(spec, 'path')} has moved by more than ${numberIn(spec, 'threshold')} since the last pane`,
};

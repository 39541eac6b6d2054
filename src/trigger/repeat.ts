// `repeat(T)` (SPEC §6): T, and when it finishes T again.
import { specIn, specOf } from '../text/spec.js';
import { exactly } from './arguments.js';
import { restarting } from './parts.js';
import type { Trigger, TriggerEntry } from './trigger.js';

export function repeat(part: Trigger): Trigger {
  return { ...restarting(part), canFinish: () => false, waitsForEnd: false };
}

export const entry: TriggerEntry = {
  name: 'repeat',
  form: 'repeat(T)',
  doc: 'T again and again',
  example: 'repeat(any(count(100), delay(10s)))',
  parse(args, { part }) {
    const [text] = exactly(args, 1, entry.form);
    return specOf('repeat', { part: part(text!) });
  },
  text: (spec, part) => [part(specIn(spec, 'part'))],
  build: (spec, { part }) => repeat(part(specIn(spec, 'part'))),
  words: (spec, part) => `again and again ${part(specIn(spec, 'part'))}`,
};

// `repeat(T)` (SPEC §6): T, and when it finishes T again.
import { exactly } from './arguments.js';
import { restarting } from './parts.js';
import type { Trigger, TriggerEntry } from './trigger.js';

export function repeat(part: Trigger): Trigger {
  return { ...restarting(part), canFinish: () => false, waitsForEnd: false, words: `again and again ${part.words}` };
}

export const entry: TriggerEntry = {
  name: 'repeat',
  form: 'repeat(T)',
  doc: 'T again and again',
  example: 'repeat(any(count(100), delay(10s)))',
  parse(args, part) {
    const [text] = exactly(args, 1, entry.form);
    return repeat(part(text!));
  },
};

// `never` (SPEC §6): nothing but the end of a window's life, when what has not been fired is written all the same.
import { never as nothing } from '../model/horizon.js';
import { specOf } from '../text/spec.js';
import { noArguments } from './arguments.js';
import type { Trigger, TriggerEntry } from './trigger.js';

export function never(): Trigger<null> {
  return {
    open: () => null,
    add: () => null,
    ready: () => false,
    fired: () => null,
    endOfWindow: () => false,
    merge: () => null,
    horizon: () => nothing,
    canFinish: () => false,
    waitsForEnd: false,
    notBeforeEnd: true,
    firesOnce: true,
  };
}

export const entry: TriggerEntry = {
  name: 'never',
  form: 'never',
  doc: 'not before the window expires',
  example: 'never',
  parse(args) {
    noArguments(args, entry.form);
    return specOf('never');
  },
  text: () => [],
  build: never,
  words: () => 'never before the window expires',
  wordsWithoutW: () => 'at the end of all input',
};

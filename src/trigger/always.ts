// `always` (SPEC §6): a pane for every element.
import { never } from '../model/horizon.js';
import { specOf } from '../text/spec.js';
import { noArguments } from './arguments.js';
import type { Trigger, TriggerEntry } from './trigger.js';

export function always(): Trigger<null> {
  return {
    open: () => null,
    add: () => null,
    ready: () => true,
    fired: () => null,
    endOfWindow: () => false,
    merge: () => null,
    horizon: () => ({ ...never, elements: 0 }),
    canFinish: () => false,
    waitsForEnd: false,
  };
}

export const entry: TriggerEntry = {
  name: 'always',
  form: 'always',
  doc: 'at every element',
  example: 'watermark(late=always)',
  parse(args) {
    noArguments(args, entry.form);
    return specOf('always');
  },
  text: () => [],
  build: always,
  words: () => 'at every element',
};

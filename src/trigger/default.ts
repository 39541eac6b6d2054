// `default` (SPEC §6): on time when W passes the end of the window, then once per late event, for as long as the window
// lives. Ready whenever the end has passed; that a pane needs something new is the operator's rule, not this one's.
import { atEnd } from '../model/horizon.js';
import { maxTs } from '../model/window.js';
import { specOf } from '../text/spec.js';
import { noArguments } from './arguments.js';
import type { Trigger, TriggerEntry } from './trigger.js';

export function byDefault(): Trigger<null> {
  return {
    open: () => null,
    add: () => null,
    ready: (_, window, now) => now.watermark >= maxTs(window),
    fired: () => null,
    endOfWindow: () => true,
    merge: () => null,
    horizon: (_, window) => atEnd(window),
    canFinish: () => false,
    waitsForEnd: true,
    silentUntilEnd: true,
  };
}

export const entry: TriggerEntry = {
  name: 'default',
  form: 'default',
  doc: 'when the watermark passes the end of the window, then at every late event',
  example: 'default',
  parse(args) {
    noArguments(args, entry.form);
    return specOf('default');
  },
  text: () => [],
  build: byDefault,
  words: () => 'when the watermark passes the end of the window, then at every late element',
  wordsWithoutW: () => 'at the end of all input',
};

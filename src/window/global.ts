// The one window of everything (Dataflow paper §2.2): with it, only triggers and the end of input write results.
import { specOf } from '../text/spec.js';
import { UsageError } from '../text/usage-error.js';
import { global as theWindow } from '../model/window.js';
import type { AlignedWindows, Assignment, WindowEntry } from './window-fn.js';

const always: Assignment = { windows: [theWindow], from: -Infinity, until: Infinity };

export function global(): AlignedWindows {
  return { kind: 'aligned', boundless: true, assign: () => always };
}

export const entry: WindowEntry = {
  name: 'global',
  form: 'global',
  doc: 'one window over all of time, written at the end of the input or when a trigger says so',
  example: 'global',
  needsTime: false,
  parse(args) {
    if (args !== undefined) throw new UsageError(`it takes no argument, not "${args}"`, entry.form);
    return specOf('global');
  },
  text: () => undefined,
  build: global,
  words: () => 'one window over all of time',
};

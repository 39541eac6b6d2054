// The one window of everything (Dataflow paper §2.2): with it, only triggers and the end of input write results. With a
// time to live the state of each key is forgotten so long after it was last written, which makes it a session whose
// bounds are not shown (OPERATORS §7).
import type { Duration } from '../model/instant.js';
import { has, numberIn, specOf } from '../text/spec.js';
import { UsageError } from '../text/usage-error.js';
import { global as theWindow } from '../model/window.js';
import { lengthOf, lengthText } from './arguments.js';
import { session } from './session.js';
import type { AlignedWindows, Assignment, MergingWindows, WindowEntry } from './window-fn.js';

const always: Assignment = { windows: [theWindow], from: -Infinity, until: Infinity };

export function global(): AlignedWindows {
  return { kind: 'aligned', boundless: true, assign: () => always };
}

/** The state of a key lives so long after its last event. */
export function globalWithin(timeToLive: Duration): MergingWindows {
  return { ...session(timeToLive), timeToLive: true };
}

export const entry: WindowEntry = {
  name: 'global',
  form: 'global[,ttl=D]',
  doc: 'one window over all of time, written at the end of the input or when a trigger says so; with ttl the state of a key is forgotten D after its last event',
  example: 'global',
  needsTime: false,
  parse(args) {
    if (args === undefined) return specOf('global');
    const [, length] = /^ttl=(.*)$/s.exec(args.trim()) ?? [];
    if (length === undefined) throw new UsageError(`it takes no argument but ttl=D, not "${args}"`, entry.form);
    return specOf('global', { ttl: lengthOf(length, 'the time to live', entry.form) });
  },
  text: (spec) => (has(spec, 'ttl') ? `ttl=${lengthText(spec, 'ttl')}` : undefined),
  build: (spec) => (has(spec, 'ttl') ? globalWithin(numberIn(spec, 'ttl')) : global()),
  words: (spec) =>
    has(spec, 'ttl')
      ? `one window for each key, forgotten ${lengthText(spec, 'ttl')} after its last event`
      : 'one window over all of time',
};

// The triggers that `--trigger`, `--early` and `--late-firing` know. A new one is a file and a line here; parser, help,
// man page, completions and the law suite walk this list.
import { entry as aligned } from './aligned.js';
import { entry as all } from './all.js';
import { entry as always } from './always.js';
import { entry as any } from './any.js';
import { entry as count } from './count.js';
import { entry as byDefault } from './default.js';
import { entry as delay } from './delay.js';
import { entry as delta } from './delta.js';
import { entry as each } from './each.js';
import { entry as eventEvery } from './event-every.js';
import { entry as never } from './never.js';
import { entry as orFinally } from './or-finally.js';
import { parse } from './parse.js';
import { entry as repeat } from './repeat.js';
import type { Signals, Trigger, TriggerEntry } from './trigger.js';
import { entry as watermark } from './watermark.js';

export const triggers: readonly TriggerEntry[] = [
  byDefault,
  watermark,
  count,
  delay,
  aligned,
  eventEvery,
  repeat,
  any,
  all,
  each,
  orFinally,
  delta,
  never,
  always,
];

/**
 * Reads the value of `--trigger`, or of one of its short forms.
 * @param signals where `delta` registers the paths it watches
 * @throws Misuse
 */
export function parseTrigger(text: string, signals: Signals): Trigger {
  return parse(text, triggers, signals);
}

// The triggers that `--trigger`, `--early` and `--late-firing` take. A new one is a file and a line here; parser, help,
// man page, completions and the law suite walk this list.
import { kindOf } from '../text/registry.js';
import { SpecFault, type Spec } from '../text/spec.js';
import { triggerSynonyms } from '../text/synonyms.js';
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
import { deepest, parse, type KnownPath } from './parse.js';
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
 * @param path looks at the paths that `delta` watches
 * @throws UsageError
 */
export function parseTrigger(text: string, path: KnownPath = (any) => any): Spec {
  return parse(text, triggers, path);
}

/** The trigger that a spec stands for. Throws SpecFault, and UsageError where `signals` does. */
export function buildTrigger(spec: Spec, signals: Signals): Trigger {
  const part = (inner: Spec): Trigger => triggerKind(inner).build(inner, { signals, part });
  return part(spec);
}

/**
 * The value of `--trigger` that a spec stands for: `repeat(count(100))`.
 * @param depth how many triggers it stands in
 * @throws SpecFault also where more are nested than a text may have
 */
export function triggerText(spec: Spec, depth = 0): string {
  if (depth > deepest) throw new SpecFault('', `is nested more than ${deepest} deep`);
  const args = triggerKind(spec).text(spec, (part) => triggerText(part, depth + 1));
  return args.length === 0 ? spec.is : `${spec.is}(${args.join(', ')})`;
}

/**
 * The words of `explain` for it: `when the watermark passes the end of the window`.
 * @param rises whether W rises before the end of all input
 * @throws SpecFault
 */
export function triggerWords(spec: Spec, rises = true): string {
  const kind = triggerKind(spec);
  const part = (inner: Spec): string => triggerWords(inner, rises);
  const without = rises ? undefined : kind.wordsWithoutW?.(spec, part);
  return without ?? kind.words(spec, part);
}

function triggerKind(spec: Spec): TriggerEntry {
  return kindOf(spec, { noun: 'trigger', entries: triggers, synonyms: triggerSynonyms });
}

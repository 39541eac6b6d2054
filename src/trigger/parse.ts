// The little language of triggers (SPEC §6): T := NAME[(ARG, …)], where an ARG may be a T again.
import { UsageError } from '../text/usage-error.js';
import { durationIn } from '../text/named-value.js';
import { suggest, suggestionText } from '../text/suggest.js';
import { triggerSynonyms } from '../text/synonyms.js';
import { splitArguments } from './split-arguments.js';
import type { Spec } from '../text/spec.js';
import type { TriggerEntry } from './trigger.js';

const form = 'NAME[(ARG, …)], e.g. repeat(any(count(100), delay(10s)))';
/** Deeper nesting is no trigger of any use, and would only exhaust the stack. */
export const deepest = 32;

/** The text of a PATH, as it is. Throws UsageError when it is none. */
export type KnownPath = (text: string) => string;

/**
 * Reads a T made of the given triggers.
 * @param depth how many triggers it stands in
 * @throws UsageError
 */
export function parse(text: string, triggers: readonly TriggerEntry[], path: KnownPath, depth = 0): Spec {
  if (depth > deepest) throw new UsageError(`more than ${deepest} triggers are nested in each other`, form);
  const [, name, inside] = /^\s*([A-Za-z][\w-]*)\s*(?:\((.*)\))?\s*$/s.exec(text) ?? [];
  if (name === undefined) throw new UsageError(complaint(text.trim(), triggers, depth), form);
  const entry = triggers.find((trigger) => trigger.name === name);
  if (entry === undefined) throw new UsageError(`"${name}" is no trigger${suggestion(name, inside, triggers)}`, form);
  const args = inside === undefined ? [] : splitArguments(inside);
  if (args === undefined) throw new UsageError(`brackets or quotes do not match in "${text.trim()}"`, entry.form);
  const part = (inner: string): Spec => parse(inner, triggers, path, depth + 1);
  return entry.parse(args, { zone: 'UTC', path, part });
}

function complaint(text: string, triggers: readonly TriggerEntry[], depth: number): string {
  if (text === '') return 'a trigger is missing';
  const open = text.split('(').length;
  const shut = text.split(')').length;
  if (open !== shut) return `brackets do not match in "${text}"`;
  const guess = bare(text);
  if (guess === undefined) {
    // The arguments of a window stand behind a colon, those of a trigger in parentheses: `count:100`.
    const [, name = text, args] = /^([\w-]+)\s*[:=\s]\s*([^()]+)$/.exec(text) ?? [];
    return `"${text}" is no trigger${suggestion(name, args, triggers)}`;
  }
  // By itself it fires once, which `--early` repeats and `--trigger` refuses.
  const meant = depth === 0 ? `repeat(${guess})` : guess;
  return `"${text}" is ${/^\d+$/.test(text) ? 'a number' : 'a length of time'}, not a trigger${suggestionText(meant)}`;
}

/** `10s` and `100` give how long and how many, and not of what. */
function bare(text: string): string | undefined {
  if (/^\d+$/.test(text)) return `count(${text})`;
  const length = durationIn(text);
  return length === undefined ? undefined : `delay(${length})`;
}

function suggestion(name: string, inside: string | undefined, triggers: readonly TriggerEntry[]): string {
  const names = triggers.map((trigger) => trigger.name);
  const meant = suggest(name, names, triggerSynonyms);
  if (meant === undefined) return '';
  const whole = inside === undefined || inside.length > 60 ? meant : `${meant}(${inside})`;
  return suggestionText(whole);
}

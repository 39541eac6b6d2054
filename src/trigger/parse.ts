// The little language of triggers (SPEC §6): T := NAME[(ARG, …)], where an ARG may be a T again.
import { UsageError } from '../text/usage-error.js';
import { suggest } from '../text/suggest.js';
import { splitArguments } from './split-arguments.js';
import type { Signals, Trigger, TriggerEntry } from './trigger.js';

const form = 'NAME[(ARG, …)], e.g. repeat(any(count(100), delay(10s)))';
/** Deeper nesting is no trigger that anybody means, and would only exhaust the stack. */
const deepest = 32;

/**
 * Reads a T made of the given triggers.
 * @param depth how many triggers it stands in
 * @throws Misuse
 */
export function parse(text: string, triggers: readonly TriggerEntry[], signals: Signals, depth = 0): Trigger {
  if (depth > deepest) throw new UsageError(`more than ${deepest} triggers are nested in each other`, form);
  const [, name, inside] = /^\s*([A-Za-z][\w-]*)\s*(?:\((.*)\))?\s*$/s.exec(text) ?? [];
  if (name === undefined) throw new UsageError(complaint(text), form);
  const entry = triggers.find((trigger) => trigger.name === name);
  if (entry === undefined) throw new UsageError(`"${name}" is no trigger${suggestion(name, triggers)}`, form);
  const args = inside === undefined ? [] : splitArguments(inside);
  if (args === undefined) throw new UsageError(`brackets or quotes do not match in "${text.trim()}"`, entry.form);
  return entry.parse(args, (part) => parse(part, triggers, signals, depth + 1), signals);
}

function complaint(text: string): string {
  if (text.trim() === '') return 'a trigger is missing';
  const open = text.split('(').length;
  const shut = text.split(')').length;
  return open === shut ? `"${text.trim()}" is no trigger` : `brackets do not match in "${text.trim()}"`;
}

function suggestion(name: string, triggers: readonly TriggerEntry[]): string {
  const meant = suggest(name, triggers.map((trigger) => trigger.name)); // prettier-ignore
  return meant === undefined ? '' : `; did you mean ${meant}?`;
}

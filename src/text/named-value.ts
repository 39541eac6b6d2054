// Values of the form NAME[:ARGS] (`--window`, `--watermark`): how they are taken apart, and what is said of one whose name
// no entry has. It is likely to be right in all but the way it is written: `hopping:10m/1m`, `tumbling(1m)`, or `1m` alone.
import { inOurUnits, parseDuration } from './duration.js';
import { formsOf, noSuchEntry, type Entry } from './registry.js';
import { suggest } from './suggest.js';
import type { Synonyms } from './synonyms.js';
import { UsageError } from './usage-error.js';

export interface NamedValue {
  readonly name: string;
  /** What stands behind the colon; undefined without one. */
  readonly args: string | undefined;
}

export function splitNamedValue(text: string): NamedValue {
  const colon = text.indexOf(':');
  return colon < 0 ? { name: text, args: undefined } : { name: text.slice(0, colon), args: text.slice(colon + 1) };
}

/** The text of a NAME[:ARGS]. */
export function namedValue(name: string, args: string | undefined): string {
  return args === undefined ? name : `${name}:${args}`;
}

/** A value without a name, as what it is in itself, and what is likely to be meant by it. */
export interface Guess {
  /** `a length of time` */
  readonly nature: string;
  /** `tumbling:1m` */
  readonly meant: string;
}

/** What a kind of value is called, and how values are guessed at that no entry has the name of. */
export interface Guide {
  /** `window` */
  readonly noun: string;
  readonly synonyms: Synonyms;
  readonly nameless: (text: string) => Guess | undefined;
}

/**
 * The complaint about a value whose name no entry has; it suggests a value that is accepted as it stands, if there is one.
 * @param parse throws a UsageError for what is not accepted
 */
export function unknownValue(
  text: string,
  entries: readonly Entry[],
  { noun, synonyms, nameless }: Guide,
  parse: (text: string) => unknown,
): UsageError {
  const guess = nameless(text.trim());
  if (guess !== undefined && accepted(guess.meant, parse))
    return new UsageError(
      `"${text}" is ${guess.nature}, not a ${noun}; did you mean ${guess.meant}?`,
      formsOf(entries),
    );
  const [, name = '', args] = /^\s*([\p{L}\p{N}_-]+)(?:\s*[:=(\s]\s*(.*?)\s*\)?)?\s*$/su.exec(text) ?? [];
  const names = entries.map((entry) => entry.name);
  const meant = suggest(name, names, synonyms);
  // `hopping(10m, 1m)`: other systems put commas between lengths.
  const forms = args === undefined ? [] : [durationIn(args) ?? args, args.replace(/\s*,\s*/, '/')];
  const whole = forms.map((form) => `${meant ?? ''}:${form}`).find((form) => accepted(form, parse));
  if (meant === undefined || whole === undefined)
    return noSuchEntry(noun, name === '' ? splitNamedValue(text).name : name, entries, synonyms);
  const wrong = whole.startsWith(`${name}:`) ? text : name;
  return new UsageError(`"${wrong}" is no ${noun}; did you mean ${whole}?`, formsOf(entries));
}

/** The duration that a text is, or is but for the names of its units (`5min` → `5m`); undefined when it is none. */
export function durationIn(text: string): string | undefined {
  return accepted(text, parseDuration) ? text : inOurUnits(text);
}

/** Whether `parse` takes a text. */
export function accepted(text: string, parse: (text: string) => unknown): boolean {
  try {
    parse(text);
    return true;
  } catch (error) {
    if (error instanceof UsageError) return false;
    throw error;
  }
}

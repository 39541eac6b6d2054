// Values of the form NAME[:ARGS] (`--window`, `--watermark`): how they are read and written, and the complaint about one
// whose name no entry has. It is likely to be right in all but the way it is written: `hopping:10m/1m`, `tumbling(1m)`, or `1m` alone.
import { inOurUnits, parseDuration } from './duration.js';
import { formsOf, noSuchEntry, type Entry, type Notation, type Registry } from './registry.js';
import type { Spec } from './spec.js';
import { suggest } from './suggest.js';
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

/** An entry whose values have the form NAME[:ARGS]. */
export interface NamedEntry extends Entry {
  parse(args: string | undefined, notation: Notation): Spec;
}

export interface NamedRegistry extends Registry<NamedEntry> {
  /** What is likely to be meant by a value without a name. */
  readonly nameless: (text: string) => Guess | undefined;
}

/**
 * Reads a NAME[:ARGS].
 * @throws UsageError; where no entry has the name, it suggests a value that is accepted as it stands, if there is one
 */
export function parseNamedValue(text: string, registry: NamedRegistry, notation: Notation): Spec {
  const { name, args } = splitNamedValue(text);
  const entry = registry.entries.find((known) => known.name === name);
  if (entry === undefined) throw unknownValue(text, registry, (value) => parseNamedValue(value, registry, notation));
  return entry.parse(args, notation);
}

function unknownValue(text: string, registry: NamedRegistry, parse: (text: string) => Spec): UsageError {
  const { noun, entries, synonyms, nameless } = registry;
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
    return noSuchEntry(name === '' ? splitNamedValue(text).name : name, registry);
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

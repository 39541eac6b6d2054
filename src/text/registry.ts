// One entry of a registry. The parser, `--help`, the man page, the completions and the law suites all walk the
// registries, so a new window, trigger, aggregate or watermark is one file and one line in its room's index.ts.
import { SpecFault, type Spec } from './spec.js';
import { didYouMean } from './suggest.js';
import type { Synonyms } from './synonyms.js';
import { UsageError } from './usage-error.js';

export interface Entry {
  /** The word the user types: `tumbling`, `count`, `bounded`. */
  readonly name: string;
  /** What its names look like, where it has many (`p50`, `p95` …); then `name` stands for them and is none. */
  readonly pattern?: RegExp;
  /** The accepted form: `tumbling:SIZE[,offset=D]`. */
  readonly form: string;
  /** One sentence for help and man page, starting in lower case, without a final full stop. */
  readonly doc: string;
  /** A complete, valid value for the option: `tumbling:1m`. */
  readonly example: string;
}

/** Whether the user who types this word means the entry. */
export function answersTo({ name, pattern }: Entry, word: string): boolean {
  return pattern === undefined ? name === word : pattern.test(word);
}

/** What the reading of an option's value may need. */
export interface Notation {
  /** The name of `--tz`. */
  readonly zone: string;
  /** The text of a PATH, as it is. Throws UsageError when it is none. */
  readonly path: (text: string) => string;
  /** What a value of the same registry means that stands inside another. Throws UsageError. */
  readonly part: (text: string) => Spec;
}

/** The notation of values that have no other one in them and no path that is read before columns are known. */
export const alone: Notation = {
  zone: 'UTC',
  path: (text) => text,
  part: (text) => {
    throw new UsageError(`"${text}" is not understood`);
  },
};

/**
 * An entry whose values are specs: text becomes data, data becomes functions, and words.
 * Law (test/laws/spec.test.ts): `parse(text(spec))` is the spec again, and so is what JSON makes of it.
 */
export interface Kind<Built, Context = undefined, Text = string | undefined> extends Entry {
  /** What stands behind the name, as data. Throws UsageError. */
  parse(text: Text, notation: Notation): Spec;
  /** What to write behind the name; `part` writes a spec inside this one. Throws SpecFault. */
  text(spec: Spec, part: (spec: Spec) => string): Text;
  /** What does it. Throws SpecFault. */
  build(spec: Spec, context: Context): Built;
  /** What it does, for a person; `part` gives the words of a spec inside this one. Throws SpecFault. */
  words(spec: Spec, part: (spec: Spec) => string): string;
}

/** The entries that an option has, and how one is looked up by a name. */
export interface Registry<E extends Entry> {
  /** What an entry is: `window`. */
  readonly noun: string;
  readonly entries: readonly E[];
  /** What other systems call them. */
  readonly synonyms: Synonyms;
}

/** The entry of this name. Throws UsageError when there is none. */
export function entryNamed<E extends Entry>(name: string, registry: Registry<E>): E {
  const found = registry.entries.find((entry) => answersTo(entry, name));
  if (found === undefined) throw noSuchEntry(name, registry);
  return found;
}

/** The entry that gives a spec its meaning. Throws SpecFault when there is none. */
export function kindOf<E extends Entry>(spec: Spec, registry: Registry<E>): E {
  const found = registry.entries.find((entry) => answersTo(entry, spec.is));
  if (found === undefined) throw new SpecFault('is', `names what is not there: ${noSuchEntry(spec.is, registry).message}`); // prettier-ignore
  return found;
}

/** The accepted forms of all entries. */
export function formsOf(entries: readonly Entry[]): string {
  return entries.map(({ form }) => form).join(', ');
}

/** The complaint about a value whose name no entry has. */
export function noSuchEntry(name: string, { noun, entries, synonyms }: Registry<Entry>): UsageError {
  const names = entries.map((entry) => entry.name);
  return new UsageError(`"${name}" is no ${noun}${didYouMean(name, names, synonyms)}`, formsOf(entries));
}

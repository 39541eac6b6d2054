// One entry of a registry. The parser, `--help`, the man page, the completions and the law suites all walk the
// registries, so a new window, trigger, aggregate or watermark is one file and one line in its room's index.ts.
import { didYouMean } from './suggest.js';
import type { Synonyms } from './synonyms.js';
import { UsageError } from './usage-error.js';

export interface Entry {
  /** The word the user types: `tumbling`, `count`, `bounded`. */
  readonly name: string;
  /** The accepted form: `tumbling:SIZE[,offset=D]`. */
  readonly form: string;
  /** One sentence for help and man page, starting in lower case, without a final full stop. */
  readonly doc: string;
  /** A complete, valid value for the option: `tumbling:1m`. */
  readonly example: string;
}

/** The accepted forms of all entries. */
export function formsOf(entries: readonly Entry[]): string {
  return entries.map(({ form }) => form).join(', ');
}

/** The complaint about a value whose name no entry has. `noun` is what it was to be: `window`. */
export function noSuchEntry(noun: string, name: string, entries: readonly Entry[], synonyms: Synonyms): UsageError {
  const names = entries.map((entry) => entry.name);
  return new UsageError(`"${name}" is no ${noun}${didYouMean(name, names, synonyms)}`, formsOf(entries));
}

// The options of one run as they were typed: the type follows from the flag list, so a flag that is not there cannot
// be read. Values are still text; what they mean is in cli/plan.ts.
import type { Flag } from './flag.js';
import { flags, pending } from './flags.js';

type Listed = (typeof flags)[number];

type ValueOf<F> = F extends { readonly choices: readonly (infer Choice)[] }
  ? Choice
  : F extends { readonly repeatable: true }
    ? readonly string[]
    : F extends { readonly argument: string }
      ? string
      : true;

/** By long name; a flag that was not given is absent. Choices have been checked. */
export type Options = { readonly [F in Listed as F['long']]?: ValueOf<F> };

/** The long name of a flag. */
export type Name = Listed['long'];

/** The flags a user can give, by long name. */
export const known: ReadonlyMap<string, Flag> = new Map(
  flags.filter((flag) => !pending.includes(flag.long)).map((flag) => [flag.long, flag]),
);

/** The record of a flag. */
export function flagOf(name: Name): Flag {
  return flags.find((flag) => flag.long === name)!;
}

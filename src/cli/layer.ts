// One place options come from: the command line, an option file, or the environment. Layers are laid over each other
// in cli/parse.ts; within one layer an option that is not repeatable may stand once.
import type { Problem } from './problem.js';
import type { Flag } from './flag.js';

export interface Given {
  /** true for switches. */
  readonly value: string | true;
  /** Empty for the command line, else `FLOWCTL_OPTS` or `opts.txt:3`. */
  readonly origin: string;
}

export interface Layer {
  /** By long name, in the order they were given. */
  readonly given: ReadonlyMap<string, readonly Given[]>;
  readonly operands: readonly string[];
  readonly problems: readonly Problem[];
}

/** Notes one more value of a flag. */
export function note(given: Map<string, Given[]>, flag: Flag, value: string | true, origin: string): void {
  const list = given.get(flag.long);
  if (list === undefined) given.set(flag.long, [{ value, origin }]);
  else list.push({ value, origin });
}

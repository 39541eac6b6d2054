// What a run reads of each line: the only fields that are ever read. Compiled once from the options; every decoder is
// built from it, and it is all that a decoder is given.
import type { Path } from './path.js';
import type { TimeFormat } from './event-time.js';
import type { Filter } from './filter.js';
import type { Each } from './each.js';
import type { SetMember } from './set.js';

export interface ColumnPlan {
  readonly path: Path;
  /** How the value is read; 'duration': a number is ms, text is a DURATION, else NaN (session gaps). */
  readonly as: 'number' | 'json' | 'exists' | 'duration';
  /** Of which events it is read; for the others it has nothing, and nothing is missing there. undefined: of all. */
  readonly where?: Filter | undefined;
}

export interface ReadPlan {
  /** `--time` with its format; undefined without. */
  readonly time: { readonly path: Path; readonly format: TimeFormat } | undefined;
  readonly keys: readonly { readonly name: string; readonly path: Path }[];
  /** The columns of a batch, in this order; equal columns may be shared by several aggregates. */
  readonly columns: readonly ColumnPlan[];
  /** `--clock PATH`, read as a `--time` would be; `--time` need not be there. */
  readonly clock: { readonly path: Path; readonly format: TimeFormat } | undefined;
  /** Members that are added to each event before anything else is read of it, in this order. */
  readonly set: readonly SetMember[];
  /** All must hold. */
  readonly where: readonly Filter[];
  readonly each: Each | undefined;
  /** `--numeric-text`: text that is a JSON number counts as that number in columns of numbers. Filters have it built in. */
  readonly numericText: boolean;
  /** Whether control lines are read (`--control in|both`). */
  readonly control: boolean;
}

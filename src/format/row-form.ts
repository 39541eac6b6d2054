// What a row consists of (SPEC §3), the same for every row of a run.
import type { Cells } from '../aggregate/aggregate.js';
import type { TimeOutput } from '../text/instant-text.js';

export interface RowForm {
  /** The member `key` of an interned key, as JSON text: `{"path":"/a"}`; `{}` without `--key`. */
  readonly keyText: (key: number) => string;
  /** Names of the aggregates, in the order of `cells`. */
  readonly names: readonly string[];
  readonly cells: readonly Cells[];
  readonly timeOutput: TimeOutput;
  /** The kind of the window function: windows of `counting` are ordinals, not instants. */
  readonly kind: 'aligned' | 'merging' | 'counting';
  /** The `seq` of the first row, when rows are numbered; undefined: they are not. */
  readonly sequence?: number | undefined;
}

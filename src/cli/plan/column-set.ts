// The columns that a run asks of every line. What two parts of the plan read in the same way of the same place is one
// column: it is decoded once.
import { parsePath, type Path } from '../../event/path.js';
import type { ColumnPlan } from '../../event/read-plan.js';
import type { ReadSpec } from '../../event/read-spec.js';

export class ColumnSet {
  readonly #columns: { readonly typed: string; readonly path: Path; readonly as: ColumnPlan['as'] }[] = [];

  /** As data. */
  get columns(): ReadSpec['columns'] {
    return this.#columns.map(({ typed, as }) => ({ path: typed, as }));
  }

  /** Asks for a column: the value at this PATH, read like this. Throws UsageError when it is no PATH. */
  add(typed: string, as: ColumnPlan['as']): void {
    const path = parsePath(typed);
    const same = this.#columns.some((column) => column.as === as && column.path.text === path.text);
    if (!same) this.#columns.push({ typed, path, as });
  }
}

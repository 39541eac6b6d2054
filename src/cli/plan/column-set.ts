// The columns that a run reads of every line. What two parts of the plan read in the same way of the same place, of the
// same events, is one column: it is decoded once.
import { parsePath, type Path } from '../../event/path.js';
import type { ColumnSpec, ReadSpec } from '../../event/read-spec.js';

export class ColumnSet {
  readonly #columns: { readonly spec: ColumnSpec; readonly path: Path }[] = [];

  /** As data. */
  get columns(): ReadSpec['columns'] {
    return this.#columns.map(({ spec }) => spec);
  }

  /** Asks for a column. Throws UsageError when its place is no PATH. */
  add(spec: ColumnSpec): void {
    const path = parsePath(spec.path);
    const same = this.#columns.some(
      (column) => column.spec.as === spec.as && column.path.text === path.text && column.spec.where === spec.where,
    );
    if (!same) this.#columns.push({ spec, path });
  }
}

// The columns that a run asks of every line. What two parts of the plan read in the same way of the same place is one
// column: it is decoded once.
import type { ColumnPlan } from '../../event/read-plan.js';
import { parsePath, type Path } from '../../event/path.js';

export class ColumnSet {
  readonly columns: ColumnPlan[] = [];

  /** The number of the column for this path, read like this. */
  index(path: Path, as: ColumnPlan['as']): number {
    const same = this.columns.findIndex((demand) => demand.as === as && demand.path.text === path.text);
    return same >= 0 ? same : this.columns.push({ path, as }) - 1;
  }

  /** The same for the text of a path; throws Misuse. */
  indexOf(text: string, as: ColumnPlan['as']): number {
    return this.index(parsePath(text), as);
  }
}

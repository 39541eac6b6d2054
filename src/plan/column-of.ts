// Which column of a batch is what a plan needs of an event.
import { parsePath } from '../event/path.js';
import type { ColumnSpec, ReadSpec } from '../event/read-spec.js';
import { SpecFault } from '../text/spec.js';

/**
 * The column in which a path is read like this, of these events.
 * @throws SpecFault when there is none
 */
export function columnOf({ columns }: ReadSpec, { path, as, where }: ColumnSpec): number {
  const { text } = parsePath(path);
  const index = columns.findIndex(
    (column) => column.as === as && column.where === where && parsePath(column.path).text === text,
  );
  const whose = where === undefined ? '' : ` where ${where}`;
  if (index < 0) throw new SpecFault('streams[0].read.columns', `lacks ${path}, read as ${as}${whose}`);
  return index;
}

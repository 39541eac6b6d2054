// What `explain` writes of rows: how many a window has, and what distinguishes one from another (SPEC §12).
import type { PaneMode, RowShape } from '../../format/output/row-layout.js';
import type { RowPlan } from '../../job.js';
import { columnsOf, hasPaneColumns } from '../../format/output/columns.js';
import { sentence } from '../topic/topic.js';

/** `csv with the columns start, end, path, ts, count`. Whether rows have a `seq` depends on what stands behind the output. */
export function formText({ format, shape, pane }: RowPlan): string {
  if (format.fixedColumns !== true) return format.name;
  const names = columnsOf(shape, pane, false).map(({ name }) => name);
  return `${format.name} with the columns ${names.join(', ')}`;
}

/** How many rows a window has, and what they show of it. */
export function rowsText({ format, shape, pane }: RowPlan): string {
  if (format.fixedColumns === true) return columnsText(shape, pane);
  const back = shape.retractions ? '; one with `retract` takes another back' : '';
  if (pane === 'never') return sentence('one at most for each key and window, without `pane`');
  if (!shape.panes)
    return sentence(`one for each key and window, on time${pane === 'always' ? '' : ', and so without `pane`'}`);
  if (pane === 'always') return sentence(`each says by its \`pane\` which of its window it is${back}`);
  return sentence(
    `one without \`pane\` is the only one of its window, and on time; each other says by its \`pane\` which it is${back}`,
  );
}

function columnsText(shape: RowShape, pane: PaneMode): string {
  if (!hasPaneColumns(shape, pane)) return sentence('one at most for each key and window');
  const back = shape.retractions ? '; one with `retract` takes another back' : '';
  return sentence(`each says by its \`timing\` and \`index\` which of its window it is${back}`);
}

// What `explain` says of rows: how many a window has, and how one is told from another (SPEC §12).
import type { RowPlan } from '../../job.js';
import { sentence } from '../topic/topic.js';

/** How many rows a window has, and what they say of it. */
export function rowsText({ shape, pane }: RowPlan): string {
  const back = shape.retractions ? '; one with `retract` takes another back' : '';
  if (pane === 'never') return sentence('one at most for each key and window, without `pane`');
  if (!shape.panes)
    return sentence(`one for each key and window, on time${pane === 'always' ? '' : ', and so without `pane`'}`);
  if (pane === 'always') return sentence(`each says by its \`pane\` which of its window it is${back}`);
  return sentence(
    `one without \`pane\` is the only one of its window, and on time; each other says by its \`pane\` which it is${back}`,
  );
}

// `--output-format flat` (SPEC §12): a JSON object a line, with everything on one level.
import { flatBlocks, FlatRows } from './flat-rows.js';
import type { OutputFormat } from './output-format.js';
import { RowNumbers } from './row-numbers.js';
import { rowWriter } from './row-writers.js';

export const flat: OutputFormat = {
  name: 'flat',
  form: 'flat',
  doc: 'one JSON object a line, on one level: {"start":…,"end":…,"path":"/a","ts":…,"count":12}',
  example: 'flat',
  oneLevel: true,
  open(layout, to) {
    const numbers = new RowNumbers(layout.sequence);
    return rowWriter(new FlatRows(layout, numbers), flatBlocks(layout), numbers, to);
  },
};

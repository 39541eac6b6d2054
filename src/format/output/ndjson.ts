// `--output-format ndjson` (SPEC §3): a JSON object a line, window, key and pane being objects in it.
import { nestedBlocks, NestedRows } from './nested-rows.js';
import type { OutputFormat } from './output-format.js';
import { RowNumbers } from './row-numbers.js';
import { rowWriter } from './row-writers.js';

export const ndjson: OutputFormat = {
  name: 'ndjson',
  form: 'ndjson',
  doc: 'one JSON object a line, with window, key and pane as objects in it',
  example: 'ndjson',
  open(layout, to) {
    const numbers = new RowNumbers(layout.sequence);
    return rowWriter(new NestedRows(layout, numbers), nestedBlocks(layout), numbers, to);
  },
};

// `--output-format tsv` (SPEC §12): fields between tabs under a header; a tab, line end or backslash in one is escaped.
import { DelimitedRows, header, type Dialect } from './delimited-rows.js';
import type { OutputFormat } from './output-format.js';
import { RowNumbers } from './row-numbers.js';
import { TextRowWriter } from './row-writers.js';

const escapes: Readonly<Record<string, string>> = { '\t': '\\t', '\n': '\\n', '\r': '\\r', '\\': '\\\\' };

const dialect: Dialect = {
  separator: '\t',
  field: (text) => text.replace(/[\t\n\r\\]/g, (character) => escapes[character]!),
  empty: '',
};

export const tsv: OutputFormat = {
  name: 'tsv',
  form: 'tsv',
  doc: 'values between tabs under a header, with \\t \\n \\r \\\\ for what would part them; null is empty',
  example: 'tsv',
  oneLevel: true,
  fixedColumns: true,
  heading: (layout) => header(layout, dialect),
  open(layout, to) {
    const numbers = new RowNumbers(layout.sequence);
    return new TextRowWriter(new DelimitedRows(layout, numbers, dialect), numbers, to);
  },
};

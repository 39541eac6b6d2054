// `--output-format csv` (SPEC §12): RFC 4180 with a header, lines ending as those of Unix do. An empty field is null, and a
// text without characters stands in quotation marks, so that the two can be told apart.
import { DelimitedRows, header, type Dialect } from './delimited-rows.js';
import type { OutputFormat } from './output-format.js';
import { RowNumbers } from './row-numbers.js';
import { TextRowWriter } from './row-writers.js';

const dialect: Dialect = {
  separator: ',',
  field: (text) => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text),
  empty: '""',
};

export const csv: OutputFormat = {
  name: 'csv',
  form: 'csv',
  doc: 'comma-separated values under a header (RFC 4180); null is empty, lists and objects are JSON text',
  example: 'csv',
  oneLevel: true,
  fixedColumns: true,
  heading: (layout) => header(layout, dialect),
  open(layout, to) {
    const numbers = new RowNumbers(layout.sequence);
    return new TextRowWriter(new DelimitedRows(layout, numbers, dialect), numbers, to);
  },
};

// `--output-format csv` (SPEC §12): RFC 4180 with a header, lines ending as those of Unix do. An empty field is null,
// and a text without characters stands in quotation marks, so that the two differ.
import { delimitedFormat } from './delimited-rows.js';

export const csv = delimitedFormat(
  'csv',
  'comma-separated values under a header (RFC 4180); null is empty, lists and objects are JSON text',
  {
    separator: ',',
    field: (text) => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text),
    empty: '""',
  },
);

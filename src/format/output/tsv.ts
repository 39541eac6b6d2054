// `--output-format tsv` (SPEC §12): fields between tabs under a header; a tab, line end or backslash in one is escaped.
import { delimitedFormat } from './delimited-rows.js';

const escapes: Readonly<Record<string, string>> = { '\t': '\\t', '\n': '\\n', '\r': '\\r', '\\': '\\\\' };

export const tsv = delimitedFormat(
  'tsv',
  'values between tabs under a header, with \\t \\n \\r \\\\ for what would part them; null is empty',
  {
    separator: '\t',
    field: (text) => text.replace(/[\t\n\r\\]/g, (character) => escapes[character]!),
    empty: '',
  },
);

// `--input-format text`: a line that is no JSON object becomes `{"line": …}`, so that plain logs can be counted; one that
// is one is read as it is (SPEC §2).
import { looksLikeObject } from '../event-text.js';
import { bareEntry } from './bare-entry.js';
import type { InputFormat, ParsedRecord } from './input-format.js';
import { readJson } from './ndjson.js';

export const text: InputFormat = {
  framing: 'lines',
  verbatim: false,
  inLine: '$.line',
  scanned: 'text',
  reader: () => ({ read: (line) => (looksLikeObject(line) ? readJson(line) : undefined) ?? plain(line) }),
};

function plain(line: string): ParsedRecord {
  return { record: { line }, text: JSON.stringify({ line }) };
}

export const entry = bareEntry({
  name: 'text',
  doc: 'a line is text, and the member `line` of its record; one that is a JSON object is read as such',
  build: () => text,
  words: 'each line is text, at $.line, or a JSON object',
});

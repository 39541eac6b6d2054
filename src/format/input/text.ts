// `--input-format text`: a line that is no JSON object becomes `{"line": …}`, so that plain logs can be counted; one that
// is one is read as it is (SPEC §2).
import { specOf } from '../../text/spec.js';
import { looksLikeObject } from '../event-text.js';
import type { InputFormat, InputFormatEntry, ParsedRecord } from './input-format.js';
import { readJson } from './ndjson.js';
import { noMore } from './no-more.js';

export const text: InputFormat = {
  framing: 'lines',
  verbatim: false,
  inLine: '$.line',
  reader: () => ({ read: (line) => (looksLikeObject(line) ? readJson(line) : undefined) ?? plain(line) }),
};

function plain(line: string): ParsedRecord {
  return { record: { line }, text: JSON.stringify({ line }) };
}

export const entry: InputFormatEntry = {
  name: 'text',
  form: 'text',
  doc: 'a line is text, and the member `line` of its record; one that is a JSON object is read as such',
  example: 'text',
  parse: (rest) => (noMore(rest, entry), specOf('text')),
  text: () => '',
  build: () => text,
  words: () => 'each line is text, at $.line, or a JSON object',
};

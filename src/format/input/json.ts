// `--input-format json` (SPEC §13): JSON values one after another, over several lines or in one; an array that stands by
// itself is the stream of its elements, and is never held.
import { specOf } from '../../text/spec.js';
import { jsonError } from '../json-error.js';
import type { InputFormat, InputFormatEntry, ParsedRecord, RecordError } from './input-format.js';
import { JsonValues } from './json-values.js';
import { readJson } from './ndjson.js';
import { noMore } from './no-more.js';

export const json: InputFormat = {
  framing: (maxRecord) => new JsonValues(maxRecord),
  verbatim: true,
  inLine: undefined,
  reader: () => ({ read }),
};

/** Line ends stand between values only, so that blanks may stand for them: what is written of a value is one line. */
function read(value: string): ParsedRecord | RecordError {
  const found = readJson(value) ?? jsonError(value)!;
  return 'record' in found ? { record: found.record, text: value.replace(/[\r\n]/g, ' ') } : found;
}

export const entry: InputFormatEntry = {
  name: 'json',
  form: 'json',
  doc: 'JSON values one after another, over several lines or in one; of an array that stands by itself, its elements',
  example: 'json',
  parse: (rest) => (noMore(rest, entry), specOf('json')),
  text: () => '',
  build: () => json,
  words: () => 'each JSON value is a record, and each element of an array that stands by itself',
};

// `--input-format json` (SPEC §13): JSON values one after another, over several lines or in one; an array that stands by
// itself is the stream of its elements, and is never held.
import { jsonError } from '../json-error.js';
import { bareEntry } from './bare-entry.js';
import type { InputFormat, ParsedRecord, RecordError } from './input-format.js';
import { JsonValues } from './json-values.js';
import { readJson } from './ndjson.js';

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

export const entry = bareEntry({
  name: 'json',
  doc: 'JSON values one after another, over several lines or in one; of an array that stands by itself, its elements',
  build: () => json,
  words: 'each JSON value is a record, and each element of an array that stands by itself',
});

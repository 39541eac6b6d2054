// `--input-format ndjson`: a line is a JSON value (SPEC §3). It is a record exactly when JSON.parse takes it and it is
// nested no deeper than 1,024 levels; nothing is repaired or guessed. Nearly always it is an object;
// `seq 9 | flowctl --agg 'sum($)'` has numbers.
import { jsonError, mayBeTooDeep } from '../json-error.js';
import { bareEntry } from './bare-entry.js';
import type { InputFormat, ParsedRecord, RecordError } from './input-format.js';

export const ndjson: InputFormat = {
  framing: 'lines',
  verbatim: true,
  inLine: undefined,
  scanned: 'json',
  reader: () => ({ read: (line) => readJson(line) ?? jsonError(line)! }),
};

/** The record of a JSON text, or why it is nested too deeply; undefined when it is no JSON. */
export function readJson(text: string): ParsedRecord | RecordError | undefined {
  const record = parsedJson(text);
  if (record === undefined) return undefined;
  const tooDeep = mayBeTooDeep(text) ? jsonError(text) : undefined;
  return tooDeep ?? { record, text };
}

/** undefined when it is no JSON. */
function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

export const entry = bareEntry({
  name: 'ndjson',
  doc: 'a line is a JSON value',
  build: () => ndjson,
  words: 'each line is a JSON value',
});

// From the text of a line to its record: what counts as JSON, and what a line of plain text becomes (SPEC §2
// `--input-format`, §3). A line is a record exactly when JSON.parse takes it and it is an object, nested no deeper than
// 1,024 levels; nothing else is repaired or guessed.
import { jsonFault, mayBeTooDeep, type Fault } from './json-fault.js';
import { looksLikeRecord } from './record.js';

export interface LineRecord {
  readonly record: Readonly<Record<string, unknown>>;
  /** The JSON text of the record. */
  readonly text: string;
}

/**
 * The record of a line, or why it is none.
 * @param text whether a line that is no JSON object becomes `{"line": …}`
 */
export function lineRecord(line: string, text: boolean): LineRecord | Fault {
  const record = looksLikeRecord(line) ? parse(line) : undefined;
  if (record !== undefined) return mayBeTooDeep(line) ? shallow(line, record) : { record, text: line };
  if (text) return { record: { line }, text: JSON.stringify({ line }) };
  return jsonFault(line) ?? notAnObject(line);
}

function shallow(text: string, record: LineRecord['record']): LineRecord | Fault {
  return jsonFault(text) ?? { record, text };
}

function parse(line: string): LineRecord['record'] | undefined {
  try {
    return JSON.parse(line) as LineRecord['record'];
  } catch {
    return undefined;
  }
}

const kinds: Readonly<Record<string, string>> = {
  '[': 'an array',
  '"': 'text',
  t: 'a boolean',
  f: 'a boolean',
  n: 'null',
};

function notAnObject(line: string): Fault {
  const at = line.search(/[^ \t\r\n]/);
  return { at, error: `an event is a JSON object, and this is ${kinds[line[at]!] ?? 'a number'}` };
}

// From the text of a line to its record: what counts as JSON, and what a line of plain text becomes (SPEC §2
// `--input-format`, §3). A line is an event exactly when JSON.parse takes it and it is nested no deeper than 1,024
// levels; nothing is repaired or guessed. Nearly always it is an object; `seq 9 | flowctl --agg 'sum($)'` has numbers.
import { jsonError, mayBeTooDeep, type JsonError } from './json-error.js';
import { looksLikeRecord } from './event-text.js';

export interface ParsedLine {
  readonly record: unknown;
  /** The JSON text of the record. */
  readonly text: string;
}

/**
 * The record of a line, or why it is none.
 * @param text whether a line that is no JSON object becomes `{"line": …}`
 */
export function parseLine(line: string, text: boolean): ParsedLine | JsonError {
  if (text && !looksLikeRecord(line)) return plain(line);
  const record = parse(line);
  if (record === undefined) return text ? plain(line) : jsonError(line)!;
  return mayBeTooDeep(line) ? shallow(line, record) : { record, text: line };
}

function plain(line: string): ParsedLine {
  return { record: { line }, text: JSON.stringify({ line }) };
}

function shallow(text: string, record: unknown): ParsedLine | JsonError {
  return jsonError(text) ?? { record, text };
}

/** undefined when it is no JSON. */
function parse(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

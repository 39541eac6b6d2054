// An event as JSON text, for late output with a reason (`--late-format annotated`, SPEC §3): the line as it came, a line
// that was only text as `{"line": …}`, and under `--each` with its piece as the member `@each`. Appending it is enough,
// even where the record has such a member, because of members with the same name the last counts.
import type { Batch } from '../model/batch.js';

/**
 * The event of this row as JSON, numbers and members as they were written.
 * @param text whether a line that is no JSON object stands for `{"line": …}`
 */
export function eventText(batch: Batch, row: number, text: boolean): string {
  const record = recordText(decode(batch.bytes.subarray(batch.starts[row], batch.ends[row])), text);
  if (batch.piece === undefined) return record;
  const each = `"@each":${batch.piece(row)}`;
  return looksLikeRecord(record) ? withMember(record, each) : `{${each}}`;
}

/** The JSON a line stands for. */
export function recordText(line: string, text: boolean): string {
  return text && !isRecord(line) ? JSON.stringify({ line }) : line.trim();
}

function isRecord(line: string): boolean {
  if (!looksLikeRecord(line)) return false;
  try {
    JSON.parse(line);
    return true;
  } catch {
    return false;
  }
}

/** Whether the first character that is no white space opens an object: all that can be one do. */
export function looksLikeRecord(line: string): boolean {
  return /^[ \t\r\n]*\{/.test(line);
}

function withMember(record: string, member: string): string {
  const open = record.slice(0, -1).trimEnd();
  return `${open}${open === '{' ? '' : ','}${member}}`;
}

function decode(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8');
}

// An event as JSON text, for late output with a reason (`--late-format annotated`, SPEC §3): the line as it came, a line
// that was only text as `{"line": …}`, and under `--each` with its piece as the member `@each`. Appending it is enough,
// even where the record has such a member, because of members with the same name the last counts.
import type { Batch } from '../model/batch.js';

/** The event of this row as a JSON object, numbers and members as they were written. */
export function eventText(batch: Batch, row: number): string {
  const record = recordText(decode(batch.bytes.subarray(batch.starts[row], batch.ends[row])));
  return batch.piece === undefined ? record : withMember(record, `"@each":${batch.piece(row)}`);
}

/** The record a line stands for: itself when it is a JSON object, else the line as the member `line`. */
export function recordText(line: string): string {
  return isRecord(line) ? line.trim() : JSON.stringify({ line });
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

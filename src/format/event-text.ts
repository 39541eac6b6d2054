// An event as JSON text, for late output with a reason (`--late-format annotated`, SPEC §3): the record as its format
// reads it, and under `--each` with its piece as the member `@each`. Appending it is enough,
// even where the record has such a member, because of members with the same name the last counts.
import type { Batch } from '../model/batch.js';
import type { InputFormat, RecordReader } from './input/input-format.js';

/** The event of this row as JSON, numbers and members as they were written. */
export function eventText(batch: Batch, row: number, format: InputFormat): string {
  const start = batch.starts[row]!;
  const written = decode(batch.bytes.subarray(start, batch.ends[row]));
  // A time near to itself is of the year that it was read to be of.
  const reader = format.verbatim ? undefined : format.reader(() => batch.times[row]!, batch.preludeAt?.(start));
  const record = recordText(written, reader);
  if (batch.piece === undefined) return record;
  const each = `"@each":${batch.piece(row)}`;
  return looksLikeObject(record) ? withMember(record, each) : `{${each}}`;
}

/** The same as bytes: of a line that is its own JSON text a view, good as long as the batch is. */
export function eventBytes(batch: Batch, row: number, format: InputFormat): Uint8Array {
  const isItself = format.verbatim && format.framing === 'lines' && batch.piece === undefined;
  return isItself
    ? trimmed(batch.bytes, batch.starts[row]!, batch.ends[row]!)
    : Buffer.from(eventText(batch, row, format));
}

/** Without the white space of JSON around it. */
function trimmed(bytes: Uint8Array, start: number, end: number): Uint8Array {
  let [from, to] = [start, end];
  while (from < to && isBlank(bytes[from]!)) from++;
  while (from < to && isBlank(bytes[to - 1]!)) to--;
  return bytes.subarray(from, to);
}

function isBlank(byte: number): boolean {
  return byte === 0x20 || (byte >= 0x09 && byte <= 0x0d);
}

/** The JSON a record stands for. */
function recordText(record: string, reader: RecordReader | undefined): string {
  const read = reader?.read(record);
  return (read !== undefined && 'record' in read ? read.text : record.replaceAll('\n', ' ')).trim();
}

/** Whether the first character that is no white space opens an object: all that can be one do. */
export function looksLikeObject(line: string): boolean {
  return /^[ \t\r\n]*\{/.test(line);
}

/** A JSON object with one member more, `"name":value`. */
export function withMember(record: string, member: string): string {
  const open = record.slice(0, -1).trimEnd();
  return `${open}${open === '{' ? '' : ','}${member}}`;
}

function decode(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8');
}

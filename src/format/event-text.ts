// An event as JSON text, for late output with a reason (`--late-format annotated`, SPEC §3): the record as its format
// reads it, and under `--each` with its piece as the member `@each`. Appending it is enough,
// even where the record has such a member, because of members with the same name the last counts.
import type { Batch } from '../model/batch.js';
import { textEnd, textStart } from '../text/json-space.js';
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
  if (!areEventsLines(batch, format)) return Buffer.from(eventText(batch, row, format));
  const [start, end] = [batch.starts[row]!, batch.ends[row]!];
  const from = textStart(batch.bytes, start, end);
  return batch.bytes.subarray(from, textEnd(batch.bytes, from, end));
}

/** Whether the JSON text of each event is the line that it stands in, but for white space around it. */
export function areEventsLines(batch: Batch, format: InputFormat): boolean {
  return format.verbatim && format.framing === 'lines' && batch.piece === undefined;
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

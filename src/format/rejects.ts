// Lines that are no usable event, as records (SPEC §3). They are few and objects already, which is what the ndjson
// package's stream is made for; it is loaded when the first of them comes. Each record is read back from the stream as
// soon as it is written, so that marks and checkpoints find it at its place.
import type { RejectReason } from '../model/batch.js';
import type { Sink } from '../sink/sink.js';

/** The members of a reject record, in their order. */
export interface RejectRecord {
  /** The input, as the user wrote it. */
  readonly source: string;
  /** From 1. */
  readonly line: number;
  /** Bytes of the input before the line. */
  readonly offset: number;
  readonly reason: RejectReason;
  readonly error: string;
  /** The line; bytes that are no UTF-8 are shown as U+FFFD. */
  readonly raw: string;
}

/** Writes reject records to `sink`. */
export function rejectWriter(sink: Sink): (record: RejectRecord) => void {
  let lines: ReturnType<(typeof import('ndjson'))['stringify']> | undefined;
  return (record) => {
    lines ??= stringify();
    lines.write(record);
    sink.write(lines.read() as string);
  };
}

function stringify(): ReturnType<(typeof import('ndjson'))['stringify']> {
  const require = process.getBuiltinModule('node:module').createRequire(import.meta.url);
  const ndjson = require('ndjson') as typeof import('ndjson');
  return ndjson.stringify();
}

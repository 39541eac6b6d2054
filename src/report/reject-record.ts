// A line that is no usable event, as it is reported: in which input it stands, and where.
import type { Batch, Reject } from '../model/batch.js';
import type { RejectRecord } from '../format/rejects.js';

/** @param source the input, as the user wrote it */
export function rejectRecord(source: string, batch: Batch, reject: Reject): RejectRecord {
  return {
    source,
    line: batch.from.line + reject.line + 1,
    offset: batch.base + reject.start,
    reason: reject.reason,
    error: reject.error,
    raw: Buffer.from(batch.bytes.subarray(reject.start, reject.end)).toString('utf8'),
  };
}

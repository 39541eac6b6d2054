// A line that is no usable event, as it is told of: in which input it stands, and where.
import type { Reject } from '../model/batch.js';
import type { RejectRecord } from '../format/rejects.js';
import type { Input } from '../run/input.js';

export function rejectRecord(reading: Input, reject: Reject): RejectRecord {
  const batch = reading.batch!;
  return {
    source: reading.source.name,
    line: batch.from.line + reject.line + 1,
    offset: batch.base + reject.start,
    reason: reject.reason,
    error: reject.error,
    raw: Buffer.from(batch.bytes.subarray(reject.start, reject.end)).toString('utf8'),
  };
}

// `flowctl sort`: --time and the watermark are all of it.
import type { SortSpec } from '../../plan/plan.js';
import { eventStream } from './event-stream.js';
import { how } from './how.js';
import type { OptionReader } from './option-reader.js';
import { refuseControlAmong } from './passed-on.js';

/** The stream and the operator that the options mean. */
export async function sortModel(reader: OptionReader) {
  const { stream, clock, zones } = await eventStream(reader, 'sort');
  refuseControlAmong(reader, stream.format);
  const { lateness } = how(reader);
  if (lateness === Infinity)
    reader.refuse('allowed-lateness', 'unlimited would hold every event to the end; --watermark none does that');
  const operator: SortSpec = { is: 'sort', allowedLateness: lateness === Infinity ? 0 : lateness };
  return { streams: [stream], steps: [{ operator, from: [stream.name] }], ...{ clock, zones, triggerText: '' } };
}

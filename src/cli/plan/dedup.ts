// `flowctl dedup`: --within, --keep, and what of the stream it reads.
import { parsePath } from '../../event/path.js';
import { wholeEvent } from '../../plan/fingerprint.js';
import type { DedupSpec } from '../../plan/plan.js';
import { eventStream } from './event-stream.js';
import { distance } from './distance.js';
import { how } from './how.js';
import type { OptionReader } from './option-reader.js';
import { refuseControlAmong } from './passed-on.js';

/** The stream and the operator that the options mean. */
export async function dedupModel(reader: OptionReader) {
  const whole = { name: wholeEvent, path: parsePath('$').text };
  const { stream, clock, zones } = await eventStream(reader, 'dedup', [whole]);
  refuseControlAmong(reader, stream.format);
  if (!reader.given('within')) reader.lack('within', 'how far apart are events of a key no longer the same?');
  const { lateness } = how(reader);
  if (lateness === Infinity) reader.refuse('allowed-lateness', 'unlimited would remember every event for ever');
  const operator: DedupSpec = {
    is: 'dedup',
    within: reader.read('within', distance, 1),
    keep: reader.options.keep ?? 'first',
    allowedLateness: lateness === Infinity ? 0 : lateness,
  };
  return { streams: [stream], steps: [{ operator, from: [stream.name] }], ...{ clock, zones, triggerText: '' } };
}

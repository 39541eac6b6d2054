// `flowctl disorder`: which events it reads, and the windows that their lateness is of.
import type { DisorderSpec } from '../../plan/plan.js';
import { buildWindow, parseWindow } from '../../window/index.js';
import { eventStream } from './event-stream.js';
import type { OptionReader } from './option-reader.js';

/** The stream and the operator that the options mean. */
export async function disorderModel(reader: OptionReader) {
  const { stream, clock, zones } = await eventStream(reader, 'disorder');
  const { zone } = stream.read;
  const window = reader.read('window', (text) => parseWindow(text, zone), null);
  const fn = window === null ? undefined : buildWindow(window, zones);
  if (fn !== undefined && (fn.kind !== 'aligned' || fn.boundless === true))
    reader.refuse('window', 'when such a window ends does not depend on the time of an event alone', 'tumbling:1m, sliding:10m/1m or calendar:day'); // prettier-ignore
  const operator: DisorderSpec = { is: 'disorder', window, as: reader.given('json') ? 'json' : 'text' };
  return {
    // The watermark is the default, one below the largest time seen: what other bounds lose follows from it.
    streams: [stream],
    steps: [{ operator, from: [stream.name] }],
    ...{ clock, zones, triggerText: '' },
  };
}

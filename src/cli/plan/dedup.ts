// `flowctl dedup`: --within, --keep, and what of the stream it reads.
import { parsePath } from '../../event/path.js';
import { wholeEvent } from '../../plan/fingerprint.js';
import type { DedupSpec } from '../../plan/plan.js';
import { parseDuration } from '../../text/duration.js';
import { UsageError } from '../../text/usage-error.js';
import { ColumnSet } from './column-set.js';
import { how } from './how.js';
import type { OptionReader } from './option-reader.js';
import { selection } from './what.js';
import { progress } from './when.js';
import { times } from './where.js';

/** The stream and the operator that the options mean. */
export async function dedupModel(reading: OptionReader) {
  const { keys, ...selected } = selection(reading);
  const { format, time, timeFormat, zone, zones } = await times(reading);
  if (time === null) reading.lack('time', 'dedup needs it: where does the time of an event stand?');
  if (!reading.given('within')) reading.lack('within', 'how far apart are events of a key no longer the same?');
  const { clock, clockPath, ...paced } = progress(reading);
  const { control } = reading.options;
  const { lateness } = how(reading);
  if (lateness === Infinity) reading.refuse('allowed-lateness', 'unlimited would remember every event for ever');
  const operator: DedupSpec = {
    is: 'dedup',
    within: reading.read('within', distance, 1),
    keep: reading.options.keep ?? 'first',
    allowedLateness: lateness === Infinity ? 0 : lateness,
  };
  return {
    streams: [
      {
        name: 'events',
        format,
        read: {
          ...selected,
          keys: keys.length > 0 ? keys : [{ name: wholeEvent, path: parsePath('$').text }],
          ...{ time, clock: clockPath, timeFormat, zone, columns: new ColumnSet().columns },
          numericText: reading.given('numeric-text'),
          control: control === 'in' || control === 'both',
        },
        ...paced,
      },
    ],
    steps: [{ operator, from: ['events'] }],
    ...{ clock, zones, triggerText: '' },
  };
}

function distance(text: string): number {
  const length = parseDuration(text);
  if (length > 0) return length;
  throw new UsageError(`"${text}" is no length of time above 0`, 'D: 10m, 1h30m, 250ms');
}

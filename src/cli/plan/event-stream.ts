// The stream of a verb that reads events for themselves, without windows: which of them, their keys, their times, and
// how event time goes on.
import type { ReadSpec } from '../../event/read-spec.js';
import type { OperatorVerb } from '../verbs.js';
import { ColumnSet } from './column-set.js';
import type { OptionReader } from './option-reader.js';
import { selection } from './what.js';
import { progress } from './when.js';
import { times } from './where.js';

/** @param unkeyed the keys where none are given */
export async function eventStream(reader: OptionReader, verb: OperatorVerb, unkeyed: ReadSpec['keys'] = []) {
  const { keys, ...selected } = selection(reader);
  const { format, time, timeFormat, zone, zones } = await times(reader);
  if (time === null) reader.lack('time', `${verb} needs it: where does the time of an event stand?`);
  const { clock, clockPath, ...paced } = progress(reader);
  const { control } = reader.options;
  const stream = {
    name: 'events',
    format,
    read: {
      ...selected,
      keys: keys.length > 0 ? keys : unkeyed,
      ...{ time, clock: clockPath, timeFormat, zone, columns: new ColumnSet().columns },
      numericText: reader.given('numeric-text'),
      control: control === 'in' || control === 'both',
    },
    ...paced,
  };
  return { stream, clock, zones };
}

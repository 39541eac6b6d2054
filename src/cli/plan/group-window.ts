// `flowctl run`: the four questions, answered.
import { has } from '../../text/spec.js';
import { ColumnSet } from './column-set.js';
import { how } from './how.js';
import type { OptionReader } from './option-reader.js';
import { checkRows, rowExpressions } from './rows.js';
import { what } from './what.js';
import { when } from './when.js';
import { where } from './where.js';

/** The stream and the operator that the options mean. */
export async function groupWindowModel(reader: OptionReader) {
  const columns = new ColumnSet();
  // Aggregates may need the length of windows; what is wrong with the aggregates is reported first all the same.
  const apart = reader.apart();
  const { window, kind, length, gapPath, domain, format, time, timeFormat, zone, zones } = await where(apart);
  const { aggregates, ...read } = what(reader, columns, length);
  reader.join(apart);
  const { lateness, ...refinement } = how(reader);
  if (has(window, 'ttl') && reader.given('allowed-lateness'))
    reader.refuse(
      'allowed-lateness',
      'not with ttl: an event that is older than the watermark counts as of its moment',
    );
  const timing = when(reader, columns, kind, lateness);
  const { clock, clockPath, trigger, triggerText, ...progress } = timing;
  const { accumulation } = refinement;
  const expressions = rowExpressions(reader, { keys: read.keys, aggregates });
  checkRows(reader, { window, trigger, accumulation, lateness, zones, keys: read.keys, aggregates, ...expressions });
  if (gapPath !== undefined) reader.attempt('--window', () => columns.add({ path: gapPath, as: 'duration' }));
  const { control } = reader.options;
  const operator = {
    ...{ is: 'group-window' as const, aggregates, ...expressions, window, domain, trigger, ...refinement },
    allowUnsafeTrigger: reader.given('allow-unsafe-trigger'),
    allowedLateness: lateness === Infinity ? ('unlimited' as const) : lateness,
  };
  return {
    streams: [
      {
        name: 'events',
        format,
        read: {
          ...{ ...read, time, clock: clockPath, timeFormat, zone, columns: columns.columns },
          numericText: reader.given('numeric-text'),
          control: control === 'in' || control === 'both',
        },
        ...progress,
      },
    ],
    steps: [{ operator, from: ['events'] }],
    ...{ clock, zones, triggerText },
  };
}

// Where in event time: the window functions, from their registry.
import { windows as entries } from '../../window/index.js';
import { entryTerms, type Topic } from './topic.js';

export const windows: Topic = {
  name: 'windows',
  aliases: ['window'],
  options: ['window', 'time-domain'],
  summary: 'where in event time: tumbling, sliding, sessions, calendar and others',
  blocks: [
    '`--window W` says how events are gathered. A window is [start, end): its end does not belong to it. Windows but global and count need `--time`.',
    entryTerms(entries, 'window'),
    'Sizes and gaps are durations: `250ms`, `10s`, `5m`, `2h`, `1d`, `1w`, sums of these (`1h30m`), ISO 8601 (`PT5M`). Offsets may be negative: `offset=-3ms`. A bare number is refused.',
    'Sessions of one key that touch become one. Calendar windows are counted in `--tz`, so that a day has 23, 24 or 25 hours. Their hours are those of its clocks: `calendar:4-hour` begins at every midnight, and its window is 3 or 5 hours long when the clocks change; N is a divisor of 24.',
    'With `--time-domain processing` windows are of the moment at which events arrive.',
  ],
};

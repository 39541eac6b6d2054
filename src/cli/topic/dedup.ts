// One of events that are the same: `flowctl dedup`.
import type { Topic } from './topic.js';

export const dedup: Topic = {
  name: 'dedup',
  aliases: ['duplicates', 'distinct-events', 'uniq'],
  options: ['within', 'keep', 'duplicates'],
  summary: 'pass on one of events that are the same, as it came',
  blocks: [
    {
      code: [
        'flowctl dedup --key id --time ts --within 10m --watermark bounded:10m events.ndjson',
        'tail -F app.log | flowctl dedup --key msg --time ts --within 1m --duplicates again.ndjson',
      ],
    },
    'Two events of a key less than `--within D` apart in event time are the same. Without `--key` the whole event is the key, compared as JSON. Lines leave byte for byte as they came, so the next flowctl reads them with the same `--time`.',
    {
      terms: [
        [
          '--keep first',
          'The first to arrive passes at once. An event is a duplicate when one that passed is less than D before or after it; a duplicate prolongs nothing.',
        ],
        [
          '--keep earliest',
          'An event opens a group [ts, ts + D) of its key; an earlier one, by less than D, takes its place. The first of a group is written once the watermark says that no earlier one will come, in order of event time.',
        ],
      ],
    },
    'An event that is not above the watermark less `--allowed-lateness` goes to the late stream before anybody looks whether it is a duplicate: what it could be one of may be forgotten. Remembered are the instants that passed, each until the watermark, less the allowed lateness, has come to ts + D − 1; so what is held is what passed in D of event time.',
    'The output watermark (`--control out`) is that of the input, less the allowed lateness; with `--keep earliest` it stays below every event that is still held.',
    'With `--checkpoint` an output file has each line once, however the run died. Into a pipe those since the last checkpoint come again after a crash, and since a line leaves as it came there is no `seq` to drop it by: a second `flowctl dedup` behind the pipe drops it, where its `--within` reaches as far.',
  ],
};

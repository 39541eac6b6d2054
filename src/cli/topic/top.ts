// The largest of each window: `flowctl top`.
import type { Topic } from './topic.js';

export const top: Topic = {
  name: 'top',
  aliases: ['rank', 'top-n', 'top-events'],
  options: ['limit', 'by', 'order'],
  summary: 'write the N events of each key and window that have the largest numbers',
  blocks: [
    {
      code: [
        'flowctl top 3 --by price --key supplier --window tumbling:10m --time bidtime --watermark bounded:10s bids.ndjson',
        'flowctl top 10 --by latency_ms --input-format logfmt --window calendar:day --time ts app.log',
        'flowctl top 5 --by count --time ts counts.ndjson',
      ],
    },
    'Of each key and window the N events with the largest number at `--by`, or with `--order asc` the smallest; of equal ones the first to arrive goes first, so that there are never more than N. Each is a row: `{"window":…,"key":…,"rank":1,"pane":{…},"ts":…,"event":{…}}`, the event as it was written.',
    'It is `flowctl run` with the aggregate `max_by($, PATH, N)` and a row for each event of its list, so that windows, triggers and lateness are those of run. A later pane of a window, early or late, has the whole list again; with `--accumulation retracting` the rows of the list before are taken back first, rank by rank. discarding is refused: what is new since the pane before has no top of the window. Held are N events for each key and open window.',
    'The top of all so far, as it changes: `--window global --trigger always`. The aggregate `top(PATH, K)` of run is another thing: the K most frequent values.',
  ],
};

// Commands to begin with.
import type { TextBlock } from '../page.js';
import type { Topic } from './topic.js';

export const exampleBlocks: readonly TextBlock[] = [
  'Requests and errors per path and minute, from a growing log. Events may be 10 s out of order; corrections are taken for 5 more minutes; the rest is kept aside:',
  {
    code: [
      "tail -F access.ndjson | flowctl --time '$.ts' --key '$.path' --window tumbling:1m \\",
      "    --agg count --agg 'errors=count($.error)' --agg 'slow=max($.latency_ms)' \\",
      '    --watermark bounded:10s --allowed-lateness 5m --late late.ndjson',
    ],
  },
  'The same over a year of files: the same numbers, no clock involved:',
  {
    code: [
      "flowctl --time '$.ts' --key '$.path' --window tumbling:1m --watermark bounded:10s \\",
      '    logs/2025-*.ndjson.gz >hits.ndjson',
    ],
  },
  'User sessions: a first guess after 10 s, then one row when the session is over, and one for each late event, each taking back the one before:',
  {
    code: [
      "nc -lk 9999 | flowctl --time '$.at' --key '$.user' --window session:30m \\",
      "    --early 'delay(10s)' --late-firing 'count(1)' \\",
      '    --accumulation retracting --allowed-lateness 1d',
    ],
  },
  'From cron: go on where the last run stopped, and leave the unfinished day open for the next:',
  {
    code: [
      "flowctl --time '$.ts' --window calendar:day --tz Europe/Berlin \\",
      '    --checkpoint state.ckpt --no-drain -o days.ndjson app.log',
    ],
  },
  'The ten most frequent words of a text:',
  {
    code: [
      "flowctl --input-format text --each 'words($.line)' --key word=@each book.txt |",
      "  jq -r '[.count, .key.word] | @tsv' | sort -rn | head",
    ],
  },
];

export const examples: Topic = {
  name: 'examples',
  aliases: ['example'],
  summary: 'commands to begin with',
  blocks: exampleBlocks,
};

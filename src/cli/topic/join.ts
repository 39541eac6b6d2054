// Two inputs put together: `flowctl join`.
import type { Topic } from './topic.js';

export const join: Topic = {
  name: 'join',
  aliases: ['joins', 'interval-join', 'enrich'],
  options: ['type', 'max-rows', 'left-key', 'right-key', 'left-time', 'right-time', 'left-where', 'right-where'],
  summary: 'put events of two inputs together that have the same key and are near in time',
  blocks: [
    {
      code: [
        "flowctl join --key '$.id' --time '$.ts' --within -5m..0s clicks.ndjson views.ndjson",
        'flowctl join --key id --right-key order --time ts --within 0s..1h --type left orders.ndjson payments.ndjson',
      ],
    },
    'A right event belongs to a left one when their keys are equal and it is LO to HI later in event time, both included: `--within -5m..0s` finds views at most 5 minutes before a click. A key that is missing or null, or has such a part, is equal to none.',
    'A row holds the key, both events as they were written, and as `ts` the later of their times: `{"key":{…},"left":{…},"right":{…},"ts":…}`. An event that nothing has matched has its own time, and null on the other side. So the next flowctl reads rows with `--time ts`.',
    {
      terms: [
        [
          '--type inner',
          'Pairs, each as soon as both events are there; of one event first those with the earlier partners.',
        ],
        [
          '--type left, right, full',
          'Also events of that side, or of both, that nothing has matched, each once nothing can: when the watermark, less the allowed lateness, has come to the end of its interval.',
        ],
        [
          '--type semi, anti',
          'Left events that have a match, each once, at the first; and those that have none. There is no `right`.',
        ],
      ],
    },
    'LEFT and RIGHT are an input each, or a pattern in quotes that stands for many files. Options hold for both; `--left-key`, `--right-time` and so on for one: --input-format, --key, --where, --time, --time-format, --watermark. The watermark is the least of both inputs, so a quiet side holds the other back until `--idle` or its end.',
    'An event that is not above the watermark less `--allowed-lateness` goes to the late stream: what it could belong to may be forgotten. Kept is of each side what the other can still match. The output watermark (`--control out`) is that of the inputs, less the allowed lateness, and below every event that may still be written unmatched.',
  ],
};

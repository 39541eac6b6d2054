// Two inputs put together: `flowctl join`.
import type { Topic } from './topic.js';

export const join: Topic = {
  name: 'join',
  aliases: ['joins', 'interval-join', 'window-join', 'as-of', 'asof', 'lookup', 'enrich'],
  options: [
    'within',
    'window',
    'as-of',
    'table',
    'table-key',
    'tolerance',
    'gone',
    'type',
    'max-rows',
    'left-key',
    'right-key',
    'left-time',
    'right-time',
    'left-where',
    'right-where',
  ],
  summary: 'put events of two inputs together that have the same key and belong together in time',
  blocks: [
    {
      code: [
        "flowctl join --key '$.id' --time '$.ts' --within -5m..0s clicks.ndjson views.ndjson",
        'flowctl join --key id --right-key order --time ts --within 0s..1h --type left orders.ndjson payments.ndjson',
        'flowctl join --key host --time ts --window tumbling:1m --type full errors.ndjson deploys.ndjson',
        'flowctl join --key cur --time ts --as-of --tolerance 1d --type left orders.ndjson rates.ndjson',
        'tail -F orders.ndjson | flowctl join --key customer --table customers.csv --table-key id -',
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
    'With `--window W` events of both sides belong together that are in the same window of their key; sessions are of both sides together. Rows have that `window` behind the key, and its last instant as `ts`. They are written when the watermark has come to it: pairs in the order in which the left events came, then the right ones, and where one side has none the events of the other if `--type` asks for them. With `--allowed-lateness D` a window takes events for D longer: their pairs are written at once, with `"late":true`, and a row without a partner that is not true any more is written again before, with `"retract":true`. A pair is written once, also where sessions merge later on.',
    'With `--as-of` right events are versions of what is known of their key, and each left event is joined with the one that was in force at its time: the last that is not later, and with `--tolerance D` not more than D older; where `--gone EXPR` holds of it, there is none. A left event is written when the watermark, less the allowed lateness, has come to its time, so rows are in order of time, and `ts` is that of the left event. There is `--type inner` and `left`. A version that comes late goes to the late stream, as a late left event does: the answers up to there are given.',
    'With `--table FILE` there is one stream, of one input or many, and each event is joined with the row of its key in FILE, as it comes: the file is read as a whole before the first event, and the last row of a key counts. There is no time in it, so that `--time` may be left out, nothing is late, and the watermark is passed on as it is; what is run again later sees the table as it is then. `--type left` writes events without a row too, `anti` only those.',
    'LEFT and RIGHT are an input each, or a pattern in quotes that stands for many files. Options hold for both; `--left-key`, `--right-time` and so on for one: --input-format, --key, --set, --where, --time, --time-format, --tz, --watermark, --idle. The watermark is the least of both inputs, so a quiet side holds the other back until `--idle` or its end.',
    'An event that is not above the watermark less `--allowed-lateness` goes to the late stream: what it could belong to may be forgotten. Kept is of each side what the other can still match, with `--as-of` the newest version of each key and what is ahead of the watermark; `--max-rows N` limits it. The output watermark (`--control out`) is that of the inputs, less the allowed lateness, and below every event that may still be written unmatched.',
  ],
};

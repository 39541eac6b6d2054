// Where nothing came: `flowctl fill`.
import type { Topic } from './topic.js';

export const fill: Topic = {
  name: 'fill',
  aliases: ['gaps', 'absence', 'heartbeat', 'gapfill', 'locf'],
  options: ['every', 'with', 'for', 'silence', 'expect'],
  summary: 'write rows for windows without one, or say which keys have fallen silent',
  blocks: [
    {
      code: [
        'flowctl --time ts --key path --window tumbling:1m --control out app.ndjson | flowctl fill --every 1m --with zero --for 1h --control in',
        'flowctl fill --silence 5m --key host --time ts --watermark bounded:10s heartbeats.ndjson',
        'flowctl fill --silence 5m --key host --time ts --expect hosts.csv heartbeats.ndjson',
        'nc -lk 9999 | flowctl fill --silence 1m --key host --time ts --watermark wall:5s',
      ],
    },
    {
      terms: [
        [
          '--every D --for D',
          'Gaps. The input are rows as run writes them, with their times in `$.ts` (another place: `--time`) and their keys in `$.key`. From the first row of a key on, each window of length D (`--every 5m,offset=1m`, `--every calendar:day`) without a row of that key gets one: of the shape of its rows, with `"filled":true`. `--with null` says that nothing is known of the values, `zero` makes them 0, and [] where they are lists, `previous` repeats those of the last row. After `--for D` without a row a key is left out, and begins anew with its next.',
        ],
        [
          '--silence D',
          'Absence. Of each key a row `{"key":…,"silent":true,"since":…,"ts":…}` once the watermark, less `--allowed-lateness`, has come to D after its last event, which is `since`; and `{"key":…,"silent":false,"since":…,"for":"PT…","ts":…}` with its next event. The end of the input is no silence. A key that never came is not known, unless `--expect FILE` names it: it is watched from the first event on, and its `since` is null.',
        ],
      ],
    },
    'Rows are passed on byte for byte, each once the watermark has come to its time, and filled ones at the end of their windows, so that all stand in order of time; rows of windows that are not complete (early panes) are passed on at once. A row that comes late is passed on at once too: beside the one that was filled in its place, or with `--accumulation retracting` after that was taken back, if it ended within the last `--for D`. At the end of the input every key is filled in for that long after its last row.',
    'The output watermark (`--control out`) is that of the input, with `--silence` less the allowed lateness.',
  ],
};

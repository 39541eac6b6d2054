// The records that are written (SPEC §3).
import type { Topic } from './topic.js';

export const output: Topic = {
  name: 'output',
  aliases: ['records', 'results', 'panes'],
  options: ['output', 'late', 'late-format', 'rejects', 'stats'],
  summary: 'the records of results, late events and rejects',
  blocks: [
    'Results are JSON objects, one a line:',
    {
      code: [
        '{"window":{"start":"2026-01-01T00:00:00.000Z","end":"2026-01-01T00:01:00.000Z"},',
        ' "key":{"path":"/a"},',
        ' "pane":{"timing":"on-time","index":0,"nonSpeculativeIndex":0,"first":true,"last":true},',
        ' "ts":"2026-01-01T00:00:59.999Z","count":12,"slow":33.1}',
      ],
    },
    {
      terms: [
        ['window', 'null for global windows; {"from":0,"to":100} for count windows.'],
        ['key', 'The values of `--key`, as first seen; {} without.'],
        ['timing', 'early, on-time or late; of one window always in that order, and at most one on-time.'],
        ['index', 'Counts the panes of the window.'],
        ['nonSpeculativeIndex', 'Counts those that are not early; −1 for early ones.'],
        ['last', 'No other pane of this window follows.'],
        ['ts', 'The event time of the row, see `--timestamp`; null when infinite.'],
        ['retract', 'true in a record that takes back an earlier one; it is that record byte for byte otherwise.'],
        ['seq', 'With a checkpoint and results into a pipe: drop rows whose number you have seen.'],
      ],
    },
    { heading: 'Late events' },
    'With `--late-format raw` the line as it came, so that the file can be fed in again. With annotated:',
    { code: ['{"event":…,"reason":"late","ts":…,"watermark":…,"windows":[{"start":…,"end":…,"lateBy":"PT3S"}]}'] },
    { heading: 'Rejects' },
    {
      code: ['{"source":"app.log","line":17,"offset":4211,"reason":"json","error":"…","raw":"…"}'],
    },
    'The reason is json, no-time, bad-time, too-long, utf8 or control.',
    'Nothing is lost, and the final account (`-v`, `--stats`) adds up: lines = control + blank + rejected + read; events = in windows + late + filtered.',
    'DEST is a file, `-` for standard output, `fd:N`, or `none`. Late events go to descriptor 3 when the caller opened it (`3>late.ndjson`); under npx and npm run that descriptor is lost, so name a file with `--late` there.',
  ],
};

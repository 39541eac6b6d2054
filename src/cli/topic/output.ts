// The records that are written (SPEC §3).
import type { RejectReason } from '../../model/batch.js';
import { outputFormats } from '../../format/output/index.js';
import { entryTerms, type Topic } from './topic.js';

/** By the value of `reason`, what was wrong with the line. */
const rejectReasons: Readonly<Record<RejectReason, string>> = {
  json: 'The line is no JSON text, or nests too deep.',
  fields: 'The record has not the fields of its `--input-format`.',
  'no-time': 'Nothing stands at `--time`, or the clock that gives the time is not known.',
  'bad-time': 'What stands there is no time of `--time-format`, or none that can be.',
  'too-long': 'The line is longer than `--max-line`; its first bytes are kept.',
  'too-deep':
    'The paths and filters asked of the line would visit more than 64 nodes for each of its bytes (of a line over 8 KiB: more than half a million and one for each byte): each further `..` multiplies what is visited, and a large regular expression on a long text counts as well.',
  utf8: 'The bytes are no UTF-8.',
  control: 'A control line that is not understood.',
};

export const output: Topic = {
  name: 'output',
  aliases: ['records', 'results', 'panes'],
  options: ['output', 'output-format', 'pane', 'late', 'late-format', 'rejects', 'stats'],
  summary: 'the records of results, late events and rejects',
  blocks: [
    'Results are JSON objects, one a line, unless `--output-format` says otherwise:',
    {
      code: [
        '{"window":{"start":"2026-01-01T00:00:00.000Z","end":"2026-01-01T00:01:00.000Z"},',
        ' "key":{"path":"/a"},"ts":"2026-01-01T00:00:59.999Z","count":12,"slow":33.1}',
      ],
    },
    'A row without `pane` is the only one its window will ever have, and on time. Every other row says which it is (`--pane`):',
    {
      code: [
        '{"window":{…},"key":{…},',
        ' "pane":{"timing":"early","index":0,"nonSpeculativeIndex":-1,"first":true,"last":false},',
        ' "ts":"2026-01-01T00:00:59.999Z","count":7,"slow":21.9}',
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
        [
          'seq',
          'With a checkpoint and results into a pipe: drop rows whose number you have seen. Lines that `dedup` passes on have none.',
        ],
      ],
    },
    { heading: 'Rows for other tools' },
    'Results are in the form that `--output-format` names; late events and rejects are not.',
    entryTerms(outputFormats, 'output-format'),
    'On one level the columns are the bounds of the window, the keys, `ts`, then where the plan can write other than single rows on time `timing`, `index`, `first` and `last`, `retract` where rows can be taken back, `seq` where they are numbered, and the values. `flowctl explain` names them.',
    {
      code: [
        'flowctl --time ts --key path --window tumbling:1m --output-format csv -o hits.csv access.ndjson',
        'flowctl --time ts --key path --window tumbling:1m --output-format flat access.ndjson | jq \'select(.path == "/a")\'',
      ],
    },
    { heading: 'Late events' },
    'With `--late-format raw` the line as it came, so that the file can be fed in again. With annotated:',
    { code: ['{"event":…,"reason":"late","ts":…,"watermark":…,"windows":[{"start":…,"end":…,"lateBy":"PT3S"}]}'] },
    { heading: 'Rejects' },
    {
      code: ['{"source":"app.log","line":17,"offset":4211,"reason":"json","error":"…","raw":"…"}'],
    },
    { terms: Object.entries(rejectReasons) },
    'Nothing is lost, and the final account (`-v`, `--stats`) adds up: lines = control + blank + rejected + read; events = in windows + late + filtered.',
    'DEST is a file, `-` for standard output, `fd:N`, or `none`. Late events go to descriptor 3 when the caller opened it (`3>late.ndjson`); under npx and npm run that descriptor is lost, so name a file with `--late` there.',
  ],
};

// Events in order: `flowctl sort`.
import type { Topic } from './topic.js';

export const sort: Topic = {
  name: 'sort',
  aliases: ['order', 'merge', 'reorder'],
  options: ['max-rows'],
  summary: 'pass events on as they came, in order of event time',
  blocks: [
    {
      code: [
        'flowctl sort --time ts --watermark bounded:30s app.ndjson',
        'flowctl sort --time ts host-*.ndjson',
        'tail -F app.log | flowctl sort --time ts --watermark bounded:5s | flowctl --time ts --window tumbling:1m',
      ],
    },
    'An event is held until the watermark, less `--allowed-lateness`, has come to its time, and then written: by event time, those of one instant in order of arrival. Lines leave byte for byte as they came. An event that is not above that watermark is too late for its place and goes to the late stream, so that what is written never goes back in time.',
    {
      terms: [
        [
          '--watermark ascending',
          'The default: each input is believed to be in order itself, and several are merged into one order. What is not in order is late.',
        ],
        ['--watermark bounded:D', 'Events may be up to D behind the newest; those of the last D are held.'],
        [
          '--watermark none',
          'All events are held, and written at the end of the input. Once they take a third of `--max-memory` they go into a temporary file in the directory that TMPDIR names, so that a file may be much larger than memory; with `--checkpoint`, which keeps what is held, they stay in memory, and the run fails when they do not fit. `--max-rows N` fails at a number of your own.',
        ],
      ],
    },
    'The output watermark (`--control out`) is that of the input, less the allowed lateness. A checkpoint holds the lines that are held. At a stop without one they are written in order all the same, and the run says so.',
  ],
};

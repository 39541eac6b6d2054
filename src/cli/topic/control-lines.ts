// Control lines (SPEC §8).
import type { Topic } from './topic.js';

export const controlLines: Topic = {
  name: 'control-lines',
  aliases: ['control', 'control-line', 'pipes'],
  options: ['control'],
  summary: 'lines that carry watermarks and marks from one flowctl to the next',
  blocks: [
    'A control line is an object of one member whose name begins with @. It is read with `--control in` or `both` and written with `out` or `both`; by default such lines are ordinary data.',
    {
      terms: [
        [
          '{"@watermark": T}',
          'Read: this input’s watermark is at least T. Written: the output is complete up to T but for late panes and retractions.',
        ],
        ['{"@clock": T}', 'Read, with `--clock input`: processing time is T.'],
        [
          '{"@begin": …}',
          'Read: this input will say @end; when it ends without, it was cut off. Written: the first line of all.',
        ],
        ['{"@mark": …}', 'Passed on to results, late events and rejects, after everything that earlier lines caused.'],
        [
          '{"@checkpoint": ID}',
          'A barrier. Read: take a checkpoint now. Written, to results, late events and rejects: what came before it is safe.',
        ],
        ['{"@idle": true}', 'Read: this input is idle and no longer holds the watermark back.'],
        ['{"@end": true}', 'Read: the same, for good. Written: the last line of all.'],
      ],
    },
    'T is milliseconds, ISO 8601 text, or "max". A control line that is not understood is a reject.',
    'With several inputs barriers are aligned: an input that has sent @checkpoint is not read until all others have sent the same ID, or ended; then the checkpoint is taken and the line passed on, once. So it holds what came before the barrier of each input, and nothing that came behind. A barrier that one of the inputs leaves out is void: IDs that are whole numbers rise, others come in order.',
    'A plain pipe cannot show whether what wrote it came to its end or died. An input that began with @begin and ends without @end was cut off: the run fails with status 1 and names it, a checkpoint is kept as it was, and open windows are not passed off as complete. Whatever reads that run finds it cut off as well. A file that may still grow (`--no-drain`) is only not complete yet. An input without @begin ends as ever.',
    'So one run can feed the next, and the second knows what the first knows:',
    {
      code: [
        "flowctl --time '$.ts' --key '$.path' --window tumbling:1m --control out access.ndjson |",
        "  flowctl --time '$.ts' --window tumbling:1h --agg 'busiest=max($.count)' \\",
        '    --watermark punctuated --control in',
      ],
    },
  ],
};

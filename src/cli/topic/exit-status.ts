// Exit status and signals (SPEC §9).
import type { TextBlock } from '../page.js';
import type { Topic } from './topic.js';

export const signals: readonly TextBlock[] = [
  {
    terms: [
      [
        'SIGINT, SIGTERM',
        'Stop reading, finish what was read (of a pipe, what would take long is left and named), write a checkpoint if there is one, flush, exit. Open windows are not passed off as complete: without a checkpoint they are written as early panes. A second signal ends the run at once.',
      ],
      [
        'SIGHUP',
        'Output files are opened anew for appending, as after logrotate; when standard input is a terminal, as SIGTERM.',
      ],
      [
        'SIGUSR1, SIGUSR2',
        'One status line on standard error: events, rate, watermark and which input holds it back, open windows, late events, rejects. In the first moments after the start only SIGUSR2 is safe: until the program has begun, SIGUSR1 is the runtime’s.',
      ],
    ],
  },
];

export const exitStatus: Topic = {
  name: 'exit-status',
  aliases: ['exit', 'status', 'signals'],
  summary: 'what the exit status says, and signals',
  blocks: [
    {
      terms: [
        [
          '0',
          'All input was processed and every window written; or a first signal was obeyed with nothing left open or a checkpoint written.',
        ],
        [
          '1',
          'A failure while running: input or output, disk full, a limit, an unreadable checkpoint; an input that began with @begin and ended without @end (`--control in`); or lines came and none of them was a usable event.',
        ],
        ['2', 'Usage: something is wrong with the options. Nothing was read. (sysexits.h calls this 64.)'],
        [
          '3',
          'Finished, but `--max-bad` or `--fail-on-late` was broken, or events came late without `--watermark` and without a place for them (`--late`, descriptor 3); standard error says which, and by how many, with -q too.',
        ],
        ['4', '`--strict` and bad data: input, line and offset are named.'],
        ['75', 'The checkpoint is in use by another run; try again later.'],
        ['130, 143', 'Stopped by SIGINT or SIGTERM with windows left open and no checkpoint, or by a second signal.'],
        ['141', 'The reader of the results went away.'],
      ],
    },
    { heading: 'Signals' },
    ...signals,
  ],
};

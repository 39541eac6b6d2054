// When, the other half: how far event time is believed to be complete; and what happens to late events.
import { watermarks as entries } from '../../watermark/index.js';
import type { LateReason } from '../../model/late.js';
import { entryTerms, type Topic } from './topic.js';

const lateReasons: Readonly<Record<LateReason, string>> = {
  late: 'Every window of the event was already forgotten.',
  closed: 'The trigger of its window had finished.',
  future: 'Further ahead of the clock than `--max-future`.',
  'no-window': 'Windows with gaps between them (sliding with SLIDE above SIZE) have none for it.',
  gap: 'Its session gap is missing, no duration, or not above zero.',
};

export const watermarks: Topic = {
  name: 'watermarks',
  aliases: ['watermark', 'lateness'],
  options: ['watermark', 'idle', 'max-future', 'allowed-lateness'],
  summary: 'when a window is complete, and what is late',
  blocks: [
    'The watermark W says: every event with a time up to W is believed to be in. It starts before all time, never falls, and is at its end when all inputs have ended. `--watermark WM` is how it follows the events:',
    entryTerms(entries, 'watermark'),
    'A window is complete when W reaches its last instant, and is forgotten when W has passed it by `--allowed-lateness`. In between late events correct it; after that they go to the late stream with reason `late`. An event moves the watermark only after it has been judged itself.',
    'With several inputs W is the lowest of theirs. Regular files are read in event-time order, so rotated logs follow each other and logs of several hosts interleave. An input that falls silent holds W back until it ends, unless `--idle D` leaves it out. When all are silent W stands still, and the last windows wait for the next event or the end; with `bounded:D,idle=D2` it goes on as the clock does once nothing has come for D2, until something comes. It never goes back for that: what then comes with older times may be late.',
    { heading: 'Reasons in the late stream' },
    { terms: Object.entries(lateReasons) },
  ],
};

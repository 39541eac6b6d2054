// How far events are out of order: `flowctl disorder`.
import type { Topic } from './topic.js';

export const disorder: Topic = {
  name: 'disorder',
  aliases: ['skew', 'out-of-order', 'outoforder', 'lag'],
  options: [],
  summary: 'say how far events are out of order, and what each --watermark would lose',
  blocks: [
    {
      code: [
        'flowctl disorder --time ts access.ndjson',
        'flowctl disorder --time ts --key host --window tumbling:1m logs/*.ndjson',
        'tail -F app.log | flowctl disorder --time ts --json   # Ctrl-C writes it',
      ],
    },
    'Which `--watermark bounded:D` do these events need? They are read once, and for every D it is known what a run with it would call late: an event is behind by as much as the largest time that came before it, of the input that is furthest back, is above its own, and late iff that is more than D. What is said of a bound is what a run with it counts on the same inputs in the same order.',
    {
      terms: [
        [
          'without --window',
          'as for `sort` and `dedup`, to which an event is late once the watermark has come to its time.',
        ],
        [
          '--window W',
          'as for a run with these windows: an event is late once the last of its windows has ended, so that most that are behind are not late at all. Tumbling, sliding and calendar windows; when others end does not depend on the time of an event alone.',
        ],
        [
          '--key PATH',
          'the ten keys whose events are furthest behind: a host with a wrong clock, a phone that was offline.',
        ],
        ['--json', 'one object in place of the page.'],
      ],
    },
    'The least bounds that lose none, 0.1 % and 1 % of the events are the least to a thousandth, and the number of late events beside them is exact. Also said are the longest stretches of event time in which nothing had come (a source that paused, or one event from the future that drew the watermark with it), and how many events are ahead of the clock.',
    'It writes one page at the end of the input, or when it is stopped. Memory does not depend on the number of events, only on that of keys.',
  ],
};

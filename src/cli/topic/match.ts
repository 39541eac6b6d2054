// Sequences of events: `flowctl match`.
import type { Topic } from './topic.js';

export const match: Topic = {
  name: 'match',
  aliases: ['patterns', 'pattern', 'cep', 'match-recognize', 'sequences', 'define'],
  options: ['pattern', 'define', 'skip', 'timeouts', 'max-partials'],
  summary: 'find sequences of events of a key that match a pattern',
  blocks: [
    {
      code: [
        "flowctl match --key user --time ts --within 10m --pattern 'fail{3,} ok' --define 'fail=type == \"login_failed\"' --define 'ok=type == \"login\"' log.ndjson",
        "flowctl match --key order --time ts --within 1h --pattern 'placed .. !paid' --define 'placed=@.type==\"placed\"' --define 'paid=@.type==\"paid\"' orders.ndjson",
        "flowctl match --key item --time ts --within 1d --pattern 'a .. b' --define 'b=@.price < $.price' prices.ndjson",
      ],
    },
    'Events of a key are put in order of time, then arrival, and looked through for sequences that match --pattern. A pattern is names one after another; --define says of which events a name holds, and one that is not defined holds of all.',
    {
      terms: [
        ['a b', 'b is the very next event of the key.'],
        ['a .. b', 'b is the next event for which it holds; others between are passed over.'],
        ['a ... b', 'b is any event for which it holds; each makes a match of its own.'],
        ['a !b c', 'c is the very next event, and b does not hold of it.'],
        ['a .. !b .. c', 'Until c, and of c itself, b does not hold.'],
        [
          'a .. !b',
          'At the end: b does not come until --within is over. The match is written then, with ts = first + D − 1 ms.',
        ],
        [
          'a? a* a+ a{3} a{2,5} a{2,}',
          'As often as possible; with another ? behind it as seldom as possible. Between the repetitions is the gap that stands before the first, of which ... counts as ..; .. before the first name of a pattern is for these alone. With ... right behind the quantifier any events may be between: a .. b+... c.',
        ],
        ['a|b, (a b)+, !(a|b)', 'Either; a group; neither.'],
      ],
    },
    'The last event of a match is less than `--within D` after the first; events exactly D apart are too far. D may be left out where all matches have the same number of events.',
    {
      terms: [
        [
          '--skip past-last',
          'The next match begins behind the last event of the one before, as in the MATCH_RECOGNIZE of SQL.',
        ],
        ['--skip next', 'The next match begins at another event.'],
        [
          '--skip to-first:NAME, to-last:NAME',
          'It begins at the first or last event that was taken as NAME, or behind.',
        ],
        ['--skip none', 'Every match is written, as Flink’s CEP does by default.'],
      ],
    },
    'But with none, one match of each first event is written: the one that greedy reading prefers of those that end with the same event. It waits for the very next event of its key where that could prolong it (a b+ at the end), but over no gap: a .. b ..b+ is written with its second b. A match that has begun later, and ends sooner, is written first.',
    'A row holds the key, the events as they were written by the names they were taken as, and times: `{"key":{…},"match":{"fail":[…],"ok":[…]},"first":T,"last":T,"ts":T}`, where ts is that of the last event. So the next flowctl reads rows with `--time ts`. With `--timeouts DEST` partial matches go there that come to no end: `{"key":{…},"partial":{…},"first":T,"ts":T}`.',
    'An event is judged once the watermark, less `--allowed-lateness`, has come to its time; one that is not above that when it comes goes to the late stream. Kept are events that are not judged and those of partial matches, each once; `--max-partials` bounds what a pattern may make of them. The output watermark (`--control out`) is that of the input, less the allowed lateness, and below a match that waits for the next event.',
  ],
};

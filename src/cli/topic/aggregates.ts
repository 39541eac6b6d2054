// What is computed: the aggregates, from their registry.
import { aggregates as entries } from '../../aggregate/index.js';
import { entryTerms, type Topic } from './topic.js';

export const aggregates: Topic = {
  name: 'aggregates',
  aliases: ['aggregate', 'functions'],
  options: ['agg', 'key', 'each'],
  summary: 'what is computed, of which events',
  blocks: [
    '`--agg [NAME=]FN[(PATH, …)] [where EXPR]`, as often as you like; `count` if none is given.',
    entryTerms(entries, 'agg'),
    'PATH is a JSONPath (RFC 9535); `name` and `.a.b` are short for `$.name` and `$.a.b`. The first node selected counts. Missing values, nulls and values of the wrong type are skipped; how many is in the stats.',
    'NAME is `count`, or the function and the last name of the path (`sum_bytes`). The same name twice is refused, and so are `window`, `key`, `pane`, `ts`, `retract`, `seq` and names that begin with @.',
    'Integers are added exactly at any size and written with all their digits; other sums are compensated, rounded once and written as JavaScript writes them (45035996627370500, 1e+28). Results do not depend on chunks, threads or a stop and resume in between.',
    { heading: 'Of which events' },
    {
      terms: [
        [
          '--where EXPR',
          "Only events for which all of these hold: `--where 'status >= 500'`; see `flowctl help expressions`.",
        ],
        [
          'FN … where EXPR',
          "One aggregate alone is of the events for which this holds: `--agg 'errors=count where status >= 500'`.",
        ],
        ['--set NAME=EXPR', "A member more for each event: `--set 'class=int(status / 100)' --key class`."],
        ['--key [NAME=]PATH', 'Each value is counted by itself: `--key host=$.server.name`.'],
        ['--each PATH', "Every node or word becomes an event: `--each 'words($.text)' --key word=@each`."],
      ],
    },
  ],
};

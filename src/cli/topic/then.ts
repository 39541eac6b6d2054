// Several verbs in one process: `flowctl A then B`.
import type { Topic } from './topic.js';

export const then: Topic = {
  name: 'then',
  aliases: ['chain', 'steps', 'pipeline'],
  summary: 'several verbs one after the other, in one process',
  blocks: [
    {
      code: [
        'flowctl run --time ts --window tumbling:1m --key path app.ndjson \\',
        '    then fill --for 1h --with zero then top 3 --by count --window tumbling:1h',
        'flowctl dedup --key id --within 1h --time ts orders.ndjson then join --key customer --table customers.csv --table-key id',
        'flowctl sort --time ts --watermark bounded:30s events.ndjson then dedup --key id --within 10m \\',
        '    then run --window session:30m --key user --checkpoint state.ckpt -o sessions.ndjson',
      ],
    },
    '`then` stands between verbs, each with its options. What leaves is what `A | B | C` would write with control lines on between them (`--control out` … `--control in --watermark punctuated`), byte for byte; but there is one start, one checkpoint, and one exit status.',
    {
      terms: [
        [
          'Event time',
          'After `run`, `top`, `match`, `join` and `fill --silence` a step reads rows, whose time is `ts`; after `dedup`, `sort` and `fill --every` it reads lines as they were, with the `--time` of the step that passed them on. The watermark is what the step before promises: `--watermark` and `--idle` stand in the first step. Rows of windows without an end, and of events without times that were joined with a table, carry no time: the step after has none either, or a `--time` of its own.',
        ],
        [
          'Keys and members',
          'Rows are events like others: after `run --key path` the key is `$.key.path`, and the values are `count`, `sum_bytes` and so on.',
        ],
        [
          'fill',
          'After `run` or `top` with tumbling or calendar windows, `fill` has these windows unless `--every` or `--silence` is given.',
        ],
        [
          'Which step has what',
          'Inputs, and what is said of reading them, stand in the first step; `-o`, `--output-format` and `--control out` in the last. `--late`, `--rejects`, `--max-keys` and the like are of the step they stand in; descriptor 3 takes late events of the first. What is of the run as a whole (`--checkpoint`, `--no-drain`, `--strict`, `--stats`, `-q`, `-v` …) is given once, in any step. FLOWCTL_OPTS holds for every step that has use for it; an @FILE for the step it stands in.',
        ],
        [
          'Reports',
          'Messages, and each line of the account, name the step: `step 2, fill: …`. `--stats` writes a line for each step, which begins with `step` and `verb`.',
        ],
        [
          'A word that is no then',
          'As the value of an option (`--key then`) and behind `--` it is a word like any other; an input of that name is `./then`.',
        ],
      ],
    },
    '`join` reads two inputs, and can be the first step only; with `--table FILE` it reads one, and can be any. `flowctl explain A then B` says what each step means; with `--json` it writes the plan of all of them, which `flowctl run --plan FILE` runs. A checkpoint of other steps, or of other options of a step, is refused with the difference.',
  ],
};

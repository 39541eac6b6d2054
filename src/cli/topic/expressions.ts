// Expressions over an event: CEL on one page, by examples.
import type { Topic } from './topic.js';

export const expressions: Topic = {
  name: 'expressions',
  aliases: ['expression', 'expr', 'cel', 'conditions', 'filters', 'functions-of-expressions'],
  options: ['where', 'set', 'let', 'having'],
  summary: 'conditions and values: CEL by examples',
  blocks: [
    'The EXPR of `--where`, of `where` in `--agg`, and of `--set NAME=EXPR` is in CEL, the Common Expression Language (cel.dev): members of the event are called by their names. A condition with `@` or `$` outside of quotes is a filter expression of RFC 9535 instead, in which both are the event.',
    {
      terms: [
        ['status >= 500', 'Also == != < <= >. Numbers are exact at any size.'],
        ['status >= 500 && host != "a"', 'Also || and !, and parentheses.'],
        ['status in [502, 503, 504]', 'In a list, or among the names of an object.'],
        ['user.id == 7', 'A member of a member; items[0] the first of a list; `user-agent`, in backquotes, any name.'],
        ['has(error) && !has(user.id)', 'Whether it is there; error == null whether it is null.'],
        ['path.startsWith("/api/")', 'Also endsWith, contains.'],
        [
          String.raw`path.matches("^/api/v[0-9]+/")`,
          'Somewhere in the text; the regular expression is of RE2, and takes linear time.',
        ],
        ['r"\\d+"', 'A text in which a backslash is a backslash. Texts stand in " or \', or three of them.'],
        ['bytes / 1024.0 + 1', 'Also - * %. 7 / 2 is 3.5, 6 / 2 is 3. int("42"), double("1.5"), string(42).'],
        ['status < 400 ? "ok" : "bad"', 'One of two.'],
        ['size(tags) > 2', 'Of a text in characters, of a list or an object in members.'],
        [
          'tags.exists(t, t == "x")',
          'Of a list: exists, all, exists_one, filter; map(t, size(t)) makes one of another.',
        ],
        ['method.lowerAscii()', 'Also upperAscii, trim, split, join, replace, indexOf, substring.'],
        ['math.round(ms / 10)', 'Also floor, ceil, trunc, abs, sign, sqrt, greatest(a, b), least(a, b).'],
        [
          'timestamp(ts).getHours("Europe/Berlin") >= 9',
          'Of text in RFC 3339 or as access logs have it, or seconds since 1970. Also getFullYear, getMonth (from 0), getDate, getDayOfWeek (0 is Sunday), getDayOfYear, getMinutes, getSeconds, getMilliseconds; in UTC if no zone is named.',
        ],
        [
          'timestamp(end) - timestamp(start) > duration("1m30s")',
          'Times have + and -. A length of time has getHours, getMinutes, getSeconds, getMilliseconds: all of it in that unit.',
        ],
        ['type(n) == string', 'Also int, double, bool, list, map, null_type.'],
      ],
    },
    'An expression fails where a member is not there, values are of a kind that the operation is not for ("5" + 1), a number is divided by zero, or a whole number would be beyond 64 bits. A condition that fails does not hold, so `error != "x"` holds of no event without error. `false && …` is false and `true || …` true, whatever fails beside it. A member that is set where its expression fails is null. How often each failed is in the stats.',
    { heading: 'Members of its own' },
    {
      code: [
        "flowctl --set 'class=int(status / 100)' --key class …",
        'flowctl --set \'at=day + "T" + clock + "Z"\' --time at …',
      ],
    },
    'A member that is set is there for everything that reads the event: the time, keys, conditions, aggregates, and what is set after it. Timestamps become text in RFC 3339, durations seconds (`90s`).',
    { heading: 'Values of rows' },
    {
      code: [
        "flowctl --agg count --agg 'errors=count where status >= 500' --let 'pct=100 * errors / count' --having 'pct > 5' …",
      ],
    },
    'The EXPR of `--let NAME=EXPR` and of `--having` is over the names of the row: keys and aggregates, `window.start` and `window.end` (timestamps; `window.from` and `window.to` of counting windows), `ts`, `pane.timing`, `pane.index`, `pane.first`, `pane.last`; `key.path` is the key where an aggregate is called so too. A row for which `--having` does not hold is withheld.',
    'With `--numeric-text` text that is a number is compared as that number. There is one kind of number: a whole one below 2^63 is an int, any other a double.',
  ],
};

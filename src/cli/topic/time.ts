// How times are read and written; clocks.
import type { Topic } from './topic.js';

export const time: Topic = {
  name: 'time',
  aliases: ['times', 'durations', 'clocks', 'zones'],
  options: ['time', 'time-format', 'tz', 'clock'],
  summary: 'how times are read and written, zones, clocks, durations',
  blocks: [
    '`--time PATH` is where the time of an event stands, `--time-format F` how it is written:',
    {
      terms: [
        [
          'auto',
          'RFC 3339 or ISO 8601 text, also with slashes in its date (2026/01/01 10:00:00), and with UTC, GMT or a zone in brackets behind it (2026-01-01T10:00:00[Europe/Berlin]); numbers, also as text, by magnitude: seconds below 10^11, milliseconds below 10^14, microseconds below 10^17, else nanoseconds.',
        ],
        ['s, ms, us, ns', 'A number of that unit since 1970; fractions are allowed.'],
        ['iso', 'ISO 8601 text only, with the same zones.'],
        ['clf', 'As in web server logs: 10/Oct/2000:13:55:36 -0700.'],
        ['rfc2822', 'As in mail: Tue, 10 Oct 2000 13:55:36 -0700.'],
        [
          '%…',
          "A strptime pattern: `--time-format '%Y-%m-%d %H:%M:%S.%f'`. %f, %L and %N are the fraction of a second, in any number of digits; %k and %l are %H and %I with a blank for the first digit; %s counts seconds, before 1970 with a minus.",
        ],
      ],
    },
    'A name with signs in it stands in brackets: `--time \'$["@timestamp"]\'` for the events of Elastic.',
    'Instants are whole milliseconds; finer times are rounded down. Times before 1970 are ordinary. A time without a zone is in `--tz` (UTC): of a local time that occurs twice the earlier one, and one that is skipped is moved forward by the gap. The zone of the machine is never asked.',
    "In JSON a time has to be the whole value. Of plain text (`--input-format text`) the line is all there is: with `--time '$.line'` the first place counts at which a time of the format stands.",
    'There auto and iso read a date and its clock time as people and programs write them: one digit for the hour, white space, a comma, `T`, `-` or `_` between the two, AM and PM, Z, UTC, GMT or an offset behind. A stamp goes before a date alone, which is the first moment of its day, and under auto before a number, which needs ten digits to be taken for a time. Dates in paths, addresses and names of files do not count. What may be a time and is not understood (zones by other names than in brackets, 10h30, a date with its clock time elsewhere in the line) makes the line a reject that says so: it is never taken for midnight.',
    { heading: 'Durations' },
    '`250ms`, `10s`, `5m`, `2h`, `1d`, `1w`, sums of these (`1h30m`), ISO 8601 (`PT5M`), `0s`. A bare number is refused.',
    { heading: 'Clocks' },
    'Processing time is needed by the triggers delay and aligned, by the watermark wall, and by `--max-future`. It comes from the machine (`--clock wall`), from `{"@clock": T}` lines (`--clock input`, with `--control in`), or from a field of the events, such as the time of their arrival (`--clock PATH`). With the latter two a replay fires exactly as the live run did.',
    'With `--time-domain processing` the clock is the time of the events. While it is not known, before the first `@clock` line or the first event that has PATH, an event has no time and is rejected as no-time, unless its windows need none (`global`, `count`); after `{"@clock": "max"}` there is no time any more either.',
  ],
};

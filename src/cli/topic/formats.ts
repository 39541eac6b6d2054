// How records are written: the formats of input, from their registry.
import { inputFormats } from '../../format/input/index.js';
import type { TextBlock } from '../page.js';
import { entryTerms, type Topic } from './topic.js';

/** The rules of the formats, which are not in the list of them. */
export const formatRules: readonly TextBlock[] = [
  'In all but the JSON formats a field that is a JSON number is a number (its digits are kept), an empty one is null (`note != null` holds of the others), and all else is text: `007` and `1,5` stay text. Of fields with the same name the last counts. Late events and rejects are the lines as they came.',
  'Records of several lines, like stack traces: with `--multiline RE` a line that does not match RE belongs to the record before it. The last record waits for the next one to start, or for the end.',
  {
    code: [
      "flowctl --input-format 'regex:(?s)^(?<time>\\S+ \\S+) (?<level>\\w+) (?<message>.*)$' \\",
      "    --multiline '^\\d{4}-' --time time --key level app.log",
    ],
  },
  { heading: 'CSV' },
  { code: ["flowctl --input-format csv --time time --key path --agg 'sum(bytes)' one.csv two.csv"] },
  'Records are those of RFC 4180. Each input has a header of its own, so files may have their columns in different orders, and so has each file of a log that is rotated (`--follow`) and each connection; `csv,header=time,path,bytes` names them where there is none. A header of several columns that comes once more between two records is left out: `tail -F` and `cat` make one input of several files. A record is the object of its fields: `--key \'$["the path"]\'`; of columns of the same name the last counts. A quotation mark opens a field only where the field begins. A record with more or fewer fields than there are names is a reject (`fields`).',
  'A quoted field may hold line ends. One that is never closed takes what follows with it, up to --max-line; the reject says where it opened. It ends with its file, connection or datagram at the latest. A checkpoint keeps the header. Datagrams (`udp-listen`) have none: name the columns. Records that are no lines are read by one thread.',
  'Records that leave as they came (late events, those that `dedup` passes on) stand under the header of the first of them, or of the file that is added to, so that they can be fed in again. Those whose columns are the same in another order are put in that order. Other columns are a failure: `--late-format annotated` writes late events whatever their columns.',
  { heading: 'JSON' },
  'With `json` values stand one after another, over several lines or in one, and an array that stands by itself is the stream of its elements; it is never held. A value that is no JSON ends where its brackets are closed, or before the next line that is indented no deeper than the one it began in and opens a value, whichever comes first; outside of brackets it ends with its line. An element without a comma before it, a comma too many, and an array that the input ends in are rejects.',
  { heading: 'Access logs' },
  {
    code: [
      'flowctl --input-format combined --window tumbling:1m --key status \\',
      "    --agg count --agg 'p95(bytes)' access.log",
    ],
  },
  'This needs no `--time`: the format says that it is `time`, written as clf. `-` is null. The request is taken apart; one that is none (a TLS greeting on a plain port) stands whole as `request`, and then method, path and protocol are null. The path has its query. Escapes of Apache and nginx (`\\"`, `\\x16`) are undone.',
  "What a server was told to write behind the last field is the list `extra`: with `\"$http_x_forwarded_for\" $request_time` at the end of the log_format of nginx, `--agg 'p95(extra[1])'` is that of the time. Of lines that begin with the virtual host and its port, as Debian's other_vhosts_access.log has them, that is `vhost`.",
  { heading: 'logfmt' },
  'The grammar is that of go-logfmt, but a key without `=` is true, and a value without quotes may have `=` in it. In quotes the escapes of Go and JSON are undone. A key is one member, whatever stands in it: `http.status=200` is read by `$["http.status"]`. A line without any `=` is a reject.',
  { heading: 'syslog' },
  "Both forms, and what syslogd, rsyslog, syslog-ng and `journalctl -o short` write to files: with or without a priority, a host, a tag. Priority, facility (0–23) and severity (0–7, 3 is an error) are numbers, so `--where 'severity <= 3'` is errors and worse. Structured data is the object `sd`: `--key sd.origin.ip`, and `--key '$.sd[\"exampleSDID@32473\"].eventID'`.",
  'A time without a year is of the year that puts it nearest to, and at most a day after, the clock; for a file that is the time at which it was last written to. One without a zone is in `--tz`. Messages that begin with their length (octet-counted framing, RFC 6587) are rejects: have the sender end them with newlines.',
  { heading: 'Regular expressions' },
  'RE is in the syntax of RE2 and takes linear time whatever the line. It matches anywhere in the line unless it says `^` and `$`. Groups without a name are not members; one that took no part in the match is null. A line that does not match is a reject.',
];

export const formats: Topic = {
  name: 'formats',
  aliases: ['format', 'csv', 'tsv', 'json', 'logfmt', 'clf', 'combined', 'syslog', 'regex', 'ndjson', 'access-logs'],
  options: ['input-format', 'multiline'],
  summary: 'how records are written: JSON lines, JSON, CSV, logfmt, access logs, syslog and others',
  blocks: [
    '`--input-format F` says what a record is and what its members are called. Without it, or with `auto`, that is JSON lines; nothing is guessed: what is not of the format is a reject, which says what it looks like and what would read it.',
    entryTerms(inputFormats, 'input-format'),
    ...formatRules,
  ],
};

// What is said of the first rejected lines: what they look like, and how they become JSON lines.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inputRemedy, looksLike } from '../../src/event/looks-like.js';
import { parsePath } from '../../src/event/path.js';
import { parseTimeFormat } from '../../src/event/event-time.js';
import { oftenWritten, patternsOf } from '../../src/event/time/often.js';
import { strptime } from '../../src/event/time/strptime.js';
import { utc } from '../../src/event/time/zone.js';
import type { RecordPlan } from '../../src/format/input/input-format.js';
import { ndjson } from '../../src/format/input/ndjson.js';
import { text } from '../../src/format/input/text.js';
import { rejectRemedy } from '../../src/report/reject-remedy.js';

describe('a line looks like', () => {
  it.each<[string, string | undefined]>([
    ['\ufffd\ufffd{\0"\0a\0', 'UTF-16'],
    ['{\0"\0a\0"\0:\0', 'UTF-16'],
    ['\0{\0"\0a', 'UTF-16'],
    ['PAR1\u0015\u0004', 'Parquet'],
    ['\u001e{"a":1}', 'a JSON text sequence (RFC 7464)'],
    ['\ufeff{"a":1}', 'a byte order mark before the JSON'],
    ['[', 'a JSON array'],
    ['[{"a":1},{"a":2}]', 'a JSON array'],
    ['[{"a":1},', 'a JSON array'],
    ['{"a":1},', 'a JSON array'],
    ['{', 'JSON over several lines'],
    ['  "a": 1,', 'JSON over several lines'],
    ['  "a": {', 'JSON over several lines'],
    ['  }', 'JSON over several lines'],
    ['{ "a": 1,', 'JSON over several lines'],
    ['{"a":1}{"a":2}', 'several JSON values in one line'],
    ['{"a":1} {"a":2}', 'several JSON values in one line'],
    ['{"a":1,}', 'a comma behind the last member or element'],
    ['{"a":[1,2, ]}', 'a comma behind the last member or element'],
    [`{'a': 1}`, 'text in single quotes, as Python prints it'],
    ['{"a":NaN,"b":1}', 'NaN or Infinity, which JSON does not have'],
    ['{"a":-Infinity}', 'NaN or Infinity, which JSON does not have'],
    ['1.2.3.4 - - [10/Oct/2000:13:55:36 -0700] "GET / HTTP/1.0" 200 2326 "-" "curl"', 'the combined log format'],
    ['::1 - - [10/Oct/2000:13:55:36 -0700] "-" 408 -', 'the Common Log Format'],
    ['data: {"a":1}', 'server-sent events'],
    ['<!DOCTYPE html>', 'HTML or XML'],
    ['2026-01-01T00:00:00Z stdout F {"a":1}', 'JSON behind other text'],
    ['ts=1 level=info msg="hello, world"', 'logfmt'],
    ['ts\thost\tstatus', 'TSV'],
    ['ts,host,status', 'CSV'],
    ['"ts","host name"', 'CSV'],
    ['1,a,200', 'CSV'],
    ['2026-01-01T00:00:00Z,a,200', 'CSV'],
    ['ts;host;status', 'CSV with semicolons'],
    ['Jan  1 00:00:00 host sshd[1]: Accepted', 'syslog'],
    ['<34>1 2026-01-01T00:00:00Z host su - - - x', 'syslog'],
    ['2026-01-01T00:00:00.5+01:00 host su[1]: x', 'syslog'],
    ['2026-01-01 00:00:00,123 INFO Hello, world', 'lines of plain text'],
    ['[Wed Oct 11 14:32:52 2000] [error] client denied', 'lines of plain text'],
    ['Hello, world, how are you', 'lines of plain text'],
    ['{"a":1,"b":', undefined],
    ['{"a" 1}', undefined],
    ['[1,2', undefined],
    ['12', undefined],
    ['true false', undefined],
    ['', undefined],
  ])('%j: %s', (line, what) => {
    expect(looksLike(line)?.what).toBe(what);
  });

  it('nothing that takes long to find out', () => {
    for (const hostile of ['{', '[', '"', '\\', ',', ' ', 'a=', '\t', '{"', '{,', 'a b [', '\0'])
      expect(looksLike(hostile.repeat(1_000_000))?.what ?? '').toMatch(/^/);
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (line) => void looksLike(line)));
  });
});

describe('a format that people name', () => {
  it.each(['csv', 'TSV', 'logfmt', 'combined', 'nginx', 'json', 'parquet', 'xml', 'syslog', 'utf-16'])('%s', (name) => {
    expect(inputRemedy(name)).toMatch(/^for .+: .+/);
  });

  it('of which nothing is known', () => {
    expect(inputRemedy('ndjson')).toBeUndefined();
    expect(inputRemedy('')).toBeUndefined();
  });
});

describe('patterns of times', () => {
  it.each<[string, readonly string[]]>([
    ['2026/01/01', ['%Y/%m/%d']],
    ['2026/01/01 10:00:00', ['%Y/%m/%d %H:%M:%S']],
    ['31/12/2026', ['%d/%m/%Y']],
    ['03/04/2026', ['%d/%m/%Y', '%m/%d/%Y']],
    ['31.12.2026 10:00', ['%d.%m.%Y %H:%M']],
    ['Thu Jan  1 10:00:00 2026', ['%a %b %d %H:%M:%S %Y']],
    ['noon', []],
    ['1'.repeat(100), []],
  ])('%s', (text, patterns) => {
    expect(patternsOf(text)).toEqual(patterns);
  });

  it('are all understood', () => {
    for (const pattern of oftenWritten) expect(() => strptime(pattern)('', utc)).not.toThrow();
  });
});

describe('what is to be done about a reject', () => {
  const job = (path: string, format = ndjson): Pick<RecordPlan, 'time' | 'format'> => ({
    time: { path: parsePath(path), format: parseTimeFormat('auto') },
    format,
  });
  it.each<[string, string, string | undefined]>([
    ['no-time', '{"ts":1,"host":"a"}', 'the line has ts, host; did you mean --time ts?'],
    ['no-time', '{"@timestamp":1}', `the line has @timestamp; did you mean --time '$["@timestamp"]'?`],
    ['no-time', '{"host":"a"}', 'the line has host'],
    ['no-time', '{"time":null}', 'the line has time'],
    ['no-time', '{}', 'the line has no members'],
    ['no-time', `{"ti'me":1}`, "the line has ti'me"],
    ['no-time', '[{"time":1}]', 'this looks like a JSON array: --input-format json'],
    ['no-time', '12', undefined],
    ['bad-time', '{"time":"2026/01/01"}', `--time-format '%Y/%m/%d' reads it`],
    ['bad-time', '{"time":"noon"}', undefined],
    ['bad-time', '{"time":{}}', undefined],
    ['json', 'a,b,c', 'this looks like CSV: --input-format csv'],
    ['json', 'a=1 b=2', 'this looks like logfmt: --input-format logfmt'],
    ['utf8', '{"a":"\ufffd"}', 'if all of it is in another encoding: iconv -f ENCODING -t UTF-8 FILE | flowctl …'],
    ['utf8', '\ufffd\ufffd{\0"\0', 'this looks like UTF-16: iconv -f UTF-16 -t UTF-8 FILE | flowctl …'],
    ['too-long', 'a,b,c', undefined],
  ])('%s %s', (reason, raw, remedy) => {
    expect(rejectRemedy({ reason: reason as 'json', raw, error: '' }, job('time'))).toBe(remedy);
  });

  it('names what the complaint does not name already', () => {
    const record = {
      reason: 'bad-time',
      raw: '{"time":"2026/01/01"}',
      error: '…; --time-format clf reads it',
    } as const;
    expect(rejectRemedy(record, job('time'))).toBeUndefined();
  });

  it('not all of many members', () => {
    const raw = JSON.stringify(Object.fromEntries(Array.from({ length: 100 }, (_, i) => [`m${i}`.repeat(30), i])));
    expect(rejectRemedy({ reason: 'no-time', raw, error: '' }, job('time'))?.length).toBeLessThan(600);
  });

  it('names another format than the one that has refused the line', () => {
    const remedyOf = (formatName: string, raw: string): string | undefined =>
      rejectRemedy({ reason: 'fields', raw, error: '' }, { ...job('time'), formatName });
    expect(remedyOf('clf', '{"a":1}')).toBe('this looks like JSON lines: --input-format ndjson');
    expect(remedyOf('clf', 'a=1 b=2')).toBe('this looks like logfmt: --input-format logfmt');
    expect(remedyOf('logfmt', 'a=1 b="')).toBeUndefined();
    expect(remedyOf('logfmt', 'the server has started')).toBeUndefined();
  });

  it('a line that is too long for the regular expression of its format can be read as text', () => {
    const error = 'the line is too long for the regular expression of --input-format: matching it would take too long';
    expect(rejectRemedy({ reason: 'too-deep', raw: 'a', error }, job('time'))).toContain('--input-format text');
    expect(rejectRemedy({ reason: 'too-deep', raw: '{}', error: '' }, job('time'))).toContain('each further ..');
  });

  it('lines of text have their time somewhere', () => {
    expect(rejectRemedy({ reason: 'no-time', raw: 'hello', error: '' }, job('time', text))).toContain('$.line');
    expect(rejectRemedy({ reason: 'bad-time', raw: 'hello', error: '' }, job('$.line', text))).toBeUndefined();
  });
});

// The law of decoders for lines of fields: access logs, logfmt and text, scanned and read plainly, cannot be told apart.
import { beforeAll, describe, expect, test } from 'vitest';
import { buildInputFormat } from '../../src/format/input/index.js';
import { parseTimeFormat } from '../../src/event/event-time.js';
import { parsePath } from '../../src/event/path.js';
import { scanFields } from '../../src/format/scan-plan.js';
import { scanModule } from '../../src/kernel/module.js';
import { mutantBatches, recordPlan, same, sameOfMutants, sameOverAndOver, type Asked } from './decoders.js';

const access = [
  '127.0.0.1 - frank [10/Oct/2000:13:55:36 -0700] "GET /apache_pb.gif HTTP/1.0" 200 2326',
  '127.0.0.1 - frank [10/Oct/2000:13:55:36 -0700] "GET /a?b=c HTTP/1.1" 304 - "http://a.example/" "Mozilla/4.08 [en]"',
  '::1 - - [01/Jan/2026:00:00:00 +0000] "POST /é/ü HTTP/2.0" 200 0 "-" "-"',
  '::1 - - [01/Jan/2026:00:00:00 +0000] "GET / HTTP/2" 200 12 "" ""',
  '10.0.0.1 a b [29/Feb/2026:23:59:59 +0530] "DELETE /x y z HTTP/1.1" 007 12345678901234567890 "12" "1.50"',
  '10.0.0.1 12 1e3 [28/Feb/2026:24:00:00 +0000] "get / HTTP/1.1" 500 1 "a" "b" "more" 0.25 -',
  'example.com:443 10.0.0.1 - - [28/Feb/2026:12:00:00 +0000] "GET / HTTP/1.1" 500 1 "a" "b"',
  '10.0.0.1 - john smith [28/Feb/2026:12:00:00 +0000] "GET / HTTP/1.1" 500 1 "a" "b"',
  '10.0.0.1 - [x [28/Feb/2026:12:00:00 +0000] "GET / HTTP/1.1" 500 1 "a" "b"',
  '10.0.0.1 - [01/Jan/2026:00:00:00 +0000] "x [28/Feb/2026:12:00:00 +0000] "GET / HTTP/1.1" 500 1 "a" "b"',
  '10.0.0.1 - - [8/Feb/2026:12:00:00 +0000] "\\x16\\x03\\x01" 400 226 "-" "-"',
  '10.0.0.1 - - [08/Feb/2026:12:00:00 +0000] "-" 408 - "-" "-"',
  '10.0.0.1 - - [08/Feb/2026:12:00:00 +0000] "" 408 - "-" "-"',
  '10.0.0.1 - - [08/Feb/2026:12:00:00 +0000] "GET /\\"q\\" HTTP/1.1" 200 5 "a\\\\b" "say \\"hi\\""',
  '10.0.0.1 - - [08/Feb/2026:12:00:00 +0000] "GET HTTP/1.1" 200 5 "-" "-"',
  '10.0.0.1 - - [08/Feb/2026:12:00:00 +0000] "GET  HTTP/1.1" 200 5 "-" "-"',
  '10.0.0.1 - - [08/Feb/2026:12:00:00 +0000] "GET /" 200 5 "-" "-" "unclosed',
  '10.0.0.1 - - [08/Feb/2026:12:00:00 +0000] "OPTIONS * HTTP/1.1" 2000 5 "-" "-"',
  '10.0.0.1 - - [08/Feb/2026:12:00:00 +0000] "OPTIONS * HTTP/1.1" 200 -5 "-" "-"',
  '10.0.0.1 - - [08/Feb/2026:12:00:00 +0000] "OPTIONS * HTTP/1.1" 200 5 - -',
  '10.0.0.1 - - [08/Feb/2026:12:00:00 +0000] "OPTIONS * HTTP/1.1" 200 5 "a""b"',
  '10.0.0.1 - - [08/Feb/2026:12:00:00 +0000] "OPTIONS * HTTP/1.1" 200 5 "a" "b"  ',
  '10.0.0.1 - - [08/Feb/2026:12:00:00 +0000] "OPTIONS * HTTP/1.1" 200 5 "a\tb" "b"\r',
  '  10.0.0.1 - - [08/Feb/2026:12:00:00 +0000] "GET / HTTP/1.1" 200 5',
  `10.0.0.1 - - [08/Feb/2026:12:00:00 +0000] "GET /${'x'.repeat(5000)} HTTP/1.1" 200 5 "${'r'.repeat(70)}" "a"`,
  '{"@watermark":"2026-01-01T00:00:00Z"}',
  '',
  '\r',
];

const pairs = [
  'ts=2026-01-01T00:00:00Z level=info path=/a status=200 latency=6.5 msg="all is well"',
  'level=warn ts="2026-01-01 00:00:01" path="/a b" status="404" retry latency=1e3',
  'ts=1767225600 path=/a=b&c=d status=12345678901234567890 latency=-0 status=7',
  'ts= path="" status=007 latency=0x1f',
  '  ts=1767225600123\tpath=/é  flag  status=1.0\r',
  'only flags here',
  'a=b "c"=d',
  'path=/a"b status=1',
  'path="/a\\"b" status=1',
  'path="/a"b status=1',
  'path="/never closed status=1',
  '=x path=/a',
  'path=/a =x',
  '@watermark=1 path=/a',
  'path=/a @x=1',
  '__proto__=1 constructor=2 path=/a',
  `path=${'x'.repeat(5000)} status=1 ${'k'.repeat(300)}=v`,
  'path="/a\tb" status=2',
  'path=/a\u0000status=2',
  'path=null status=true latency=false ts="2026-01-01T00:00:00Z"',
  'http.status=200 path=/dotted',
  '{"@watermark":"2026-01-01T00:00:00Z"}',
  '',
  '   ',
];

const plain = [
  'The quick  BROWN fox, "quoted" and a \\ backslash',
  '12',
  'null',
  '  leading blanks\r',
  'a\ttab',
  'ünïcode Wörter, 😀',
  '\u00a0{"line":"no object behind a wide blank"}',
  '\ufeff{}',
  '{"line":"an object","ts":1}',
  ' {"line":12,"other":[1]}',
  '{"@watermark":"2026-01-01T00:00:00Z"}',
  '{broken',
  '[1]',
  `${'x'.repeat(5000)} "${'y'.repeat(300)}`,
  '',
  ' \t\r',
];

const jobs: Readonly<Record<string, readonly [format: string, asked: Asked, lines: readonly string[]]>> = {
  'a count of an access log': ['combined', {}, access],
  'an access log by status': ['combined', { time: ['time', 'clf'], keys: ['status'] }, access],
  'all of an access log': [
    'combined',
    {
      time: ['time', 'clf'],
      keys: ['path', 'host', 'referer'],
      columns: [
        ['number', 'bytes'],
        ['number', 'status'],
        ['json', 'agent'],
        ['json', 'user'],
        ['exists', 'ident'],
        ['exists', 'nothing'],
        ['exists', '$'],
        ['json', 'protocol'],
        ['json', 'time'],
        ['json', 'method'],
        ['exists', 'method', 'status >= 400'],
      ],
      control: true,
    },
    access,
  ],
  'an access log in the common form': [
    'clf',
    {
      time: ['time', 'clf', 'Europe/Berlin'],
      keys: ['method'],
      columns: [
        ['number', 'bytes'],
        ['json', 'referer'],
      ],
      where: ['@.status >= 300 || @.user'],
    },
    access,
  ],
  'those of an access log': [
    'combined',
    { where: ['has(status) && (path.startsWith("/a") || method == "POST")'], columns: [['number', 'bytes']] },
    access,
  ],
  'logfmt by path': ['logfmt', { time: ['ts'], keys: ['path'], columns: [['number', 'status']] }, pairs],
  'all of logfmt': [
    'logfmt',
    {
      time: ['ts', 'auto', 'Asia/Tokyo'],
      keys: ['path', 'level', 'retry'],
      columns: [
        ['number', 'latency'],
        ['json', 'msg'],
        ['json', 'status'],
        ['exists', 'flag'],
        ['exists', '$'],
        ['duration', 'latency'],
        ['json', "$['http.status']"],
        ['json', '$.__proto__'],
        ['number', 'status', 'path.contains("/a")'],
      ],
      clock: 'status',
      control: true,
      numericText: true,
    },
    pairs,
  ],
  'members computed of an access log': [
    'combined',
    {
      set: ['slow=bytes > 100', 'what=method + " " + path', 'bytes=status'],
      keys: ['what', 'slow'],
      columns: [
        ['number', 'bytes'],
        ['json', 'what'],
      ],
    },
    access,
  ],
  'members computed of logfmt': [
    'logfmt',
    { set: ['n=status + 1', 'path=level'], keys: ['path', 'n'], where: ['n > 1 || path == "info"'] },
    pairs,
  ],
  'lines of text': ['text', { keys: ['line'] }, plain],
  'all of lines of text': [
    'text',
    {
      time: ['ts'],
      keys: ['other'],
      columns: [
        ['json', 'line'],
        ['number', 'line'],
        ['exists', '$'],
        ['exists', 'line', '@.line == "12"'],
      ],
      control: true,
    },
    plain,
  ],
  'words of lines of text': ['text', { each: 'words(line)', keys: ['@each'], columns: [['json', '@each']] }, plain],
  'those of logfmt': ['logfmt', { where: ['@.status < 300 || !@.path', 'has(path)'], keys: ['status'] }, pairs],
};

beforeAll(() => {
  expect(scanModule(), 'npm run build makes dist/kernel/scan.wasm').toBeDefined();
});

describe.each(Object.entries(jobs))('%s', (_, [name, asked, lines]) => {
  const job = recordPlan(asked, buildInputFormat({ is: name }));

  test('is within reach of the scanner', () => {
    expect(scanFields(job)).toBeDefined();
  });

  test('each line alone', () => {
    for (const line of lines) same(job, Buffer.from(line));
  });

  test('all lines in one batch, several times over', () => {
    sameOverAndOver(job, lines, 4);
  });

  test('mutants, verdict by verdict', () => {
    sameOfMutants(job, lines, mutantBatches);
  });
});

test('what the host would be asked of each line of text is left to the plain decoder', () => {
  const text = buildInputFormat({ is: 'text' });
  expect(scanFields(recordPlan({ where: ['line.contains("a")'] }, text))).toBeUndefined();
  expect(scanFields(recordPlan({ set: ['n=size(line)'] }, text))).toBeUndefined();
  const time = { path: parsePath('line'), format: parseTimeFormat('auto') };
  expect(scanFields({ ...recordPlan({}, text), time })).toBeUndefined();
});

test('members that not every access log has, and what is within a field, are left to the plain decoder', () => {
  const combined = buildInputFormat({ is: 'combined' });
  for (const path of ['request', 'extra', 'vhost', 'path.x', 'extra[0]'])
    expect(scanFields(recordPlan({ keys: [path] }, combined))).toBeUndefined();
  expect(scanFields(recordPlan({ columns: [['json', '$']] }, combined))).toBeUndefined();
});

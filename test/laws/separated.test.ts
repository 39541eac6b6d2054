// The law of decoders for records of separated fields: CSV and TSV, scanned and read plainly, cannot be told apart, whatever
// stands in quotation marks, under whatever header, and however the reads cut them.
import { beforeAll, describe, expect, test } from 'vitest';
import { Framer } from '../../src/format/framer.js';
import { buildInputFormat, parseInputFormat } from '../../src/format/input/index.js';
import type { RecordPlan } from '../../src/format/input/input-format.js';
import { scanFields } from '../../src/format/scan-plan.js';
import { scanModule } from '../../src/kernel/module.js';
import { seeded } from '../kernel/mutator.js';
import {
  both,
  fed,
  mutantBatches,
  mutants,
  recordPlan,
  sameOfMutants,
  said,
  same,
  seed,
  start,
  type Asked,
} from './decoders.js';

const header = 'ts,path,status,latency,msg,flag';
const records = [
  '2026-01-01T00:00:00Z,/a,200,6.5,all is well,x',
  '2026-01-01T00:00:01Z,"/a,b",404,1e3,"say ""hi""",',
  '1767225600,/c,12345678901234567890,-0,"two\nlines",true',
  '1767225600123,/a\\b,007,0x1f,"three\r\n\nlines, and a ""mark""\n",',
  ',,,,,',
  '"","","","","",""',
  '"2026-01-01T00:00:02Z","/q","500","1.50","""",""""""',
  '2026-01-01T00:00:03Z,5" pipe,200,1,a"b"c,"d"\r',
  '2026-01-01T00:00:03Z,/é,200,1,ü,"ß"\r',
  '2026-01-01T00:00:03Z,/a,200,1,too few',
  '2026-01-01T00:00:03Z,/a,200,1,too,many,fields',
  '2026-01-01T00:00:03Z,"/a"x,200,1,after the mark,',
  '2026-01-01T00:00:03Z,"/a""x,200,1,"after a pair"y,',
  '2026-01-01T00:00:03Z, "/a",200,1, blank before,',
  '2026-01-01T00:00:03Z,\tx,200,1,"a\ttab",\u0001',
  `2026-01-01T00:00:03Z,${'x'.repeat(5000)},200,1,"${'y'.repeat(70)}",${'z'.repeat(300)}`,
  header,
  `\ufeff${header}`,
  `${header}x`,
  '\ufeff2026-01-01T00:00:03Z,/a,200,1,m,f',
  '',
  ' \t\r',
  '\t\t\t\t\t',
  '{"@watermark":"2026-01-01T00:00:00Z"}',
  '@watermark,2026-01-01T00:00:00Z,,,,',
  'null,true,1,2,3,4',
];
const tabbed = (line: string): string => line.replaceAll(',', '\t');

const all: Asked = {
  time: ['ts', 'auto', 'Asia/Tokyo'],
  keys: ['path', 'flag', 'nothing'],
  columns: [
    ['number', 'latency'],
    ['json', 'msg'],
    ['json', 'status'],
    ['exists', 'flag'],
    ['exists', '$'],
    ['exists', 'nothing'],
    ['duration', 'latency'],
    ['number', 'status', 'path.contains("/a")'],
  ],
  clock: 'status',
  numericText: true,
};

const jobs: Readonly<Record<string, readonly [format: string, asked: Asked, header?: string]>> = {
  'a count': ['csv', {}],
  'a count by path': ['csv', { time: ['ts'], keys: ['path'], columns: [['number', 'status']] }],
  'all that can be asked': ['csv', all],
  'all, with control lines': ['csv', { ...all, control: true }],
  'names given': ['csv,header=ts,path,status,latency,msg,flag', all],
  tabs: ['tsv', all],
  'semicolons between fields with commas': ['csv,sep=;', { keys: ['a'], columns: [['json', 'b']] }, 'a;b'],
  'a name that comes twice': ['csv', { keys: ['ts'], columns: [['json', 'path']] }, 'ts,path,ts,path,ts,x'],
  'a name of no characters, and one of a prototype': [
    'csv',
    { keys: ["$['']"], columns: [['json', '$.__proto__']] },
    ',__proto__,a,b,c,',
  ],
  'names in quotation marks': ['csv', { keys: ["$['a,b']"], columns: [['json', 'e']] }, '"a,b","c\nd",e,f,g,h'],
  'a header that cannot be read': ['csv', { keys: ['ts'] }, '"ts"x,path'],
  'a header that is not closed': ['csv', { keys: ['ts'] }, 'ts,"path'],
  'a single column': ['csv', { keys: ['ts'] }, 'ts'],
  'names of control lines': ['csv', { keys: ['ts'], control: true }, 'ts,@b,c,d,e,f'],
  'those with a status': ['csv', { where: ['@.status < 300 || !@.path', 'has(path)'], keys: ['status'] }],
  'computed members': [
    'csv',
    { set: ['n=status + 1', 'path=msg'], keys: ['path', 'n'], where: ['n > 1 || path == "all is well"'] },
  ],
};

beforeAll(() => {
  expect(scanModule(), 'npm run build makes dist/kernel/scan.wasm').toBeDefined();
});

describe.each(Object.entries(jobs))('%s', (_, [name, asked, names = header]) => {
  const format = buildInputFormat(parseInputFormat(name));
  const job = recordPlan(asked, format);
  const written = name === 'tsv' ? tabbed : (text: string): string => text;
  const lines = records.map(written);
  const first = format.hasHeader === true ? `${written(names)}\n` : '';

  test('is within reach of the scanner', () => {
    expect(scanFields(job)).toBeDefined();
  });

  test('each record alone, with its header and behind it', () => {
    for (const line of lines) {
      for (const end of ['', '\n', '\r\n']) same(job, Buffer.from(`${first}${line}${end}`));
      same(job, Buffer.from(`\r\n${first}${line}\n\n"never closed,\n${line}\n`));
      same(job, Buffer.from(`${line}\n`), true, { ...start, ...(first !== '' && { prelude: written(names) }) });
    }
    same(job, Buffer.alloc(0));
  });

  test('all records, batch after batch', () => {
    const { fast, plain, check } = both(job);
    const bytes = Buffer.from(`${lines.join('\n')}\n`);
    let from = { ...start };
    for (let i = 0; i < 4; i++) {
      const expected = plain.decode(bytes, bytes.length, from, false);
      const found = fast.decode(bytes, bytes.length, from, false);
      expect(said(found)).toStrictEqual(said(expected));
      from = expected.to;
    }
    check();
  });

  test('mutants, also of what is not UTF-8', () => {
    sameOfMutants(job, lines, mutantBatches / 4, first);
  });

  test('however the bytes arrive', () => {
    const next = seeded(seed);
    const some = lines.filter((line) => line.length < 400).map((line) => Buffer.from(line));
    for (const [i, size] of [1, 2, 7, 64, 500, 1000, 1 << 20].entries()) {
      const bytes = Buffer.concat([Buffer.from(first), mutants(some, 60, next)]);
      for (const most of [1 << 20, 40]) compare(job, bytes, { size, most, readSize: i % 2 === 0 ? 512 : 64 });
    }
  });
});

test('records that are cut anywhere, and files whose header is another', () => {
  const job = recordPlan({ keys: ['a', 'b'] }, buildInputFormat(parseInputFormat('csv')));
  const bytes = Buffer.from('\ufeffa,b\n1,"x\ny"\n\n"2","""z"""\na,b\n3,4\r\n"5\r\n",\n6');
  for (let size = 1; size <= bytes.length; size++) compare(job, bytes, { size, most: 20, readSize: 64 });
  const { fast, plain, check } = both(job);
  for (const prelude of ['a,b', 'b,a', 'b,a,c', 'a,b', 'b']) {
    const from = { ...start, prelude };
    const expected = said(plain.decode(bytes, bytes.length, from, true));
    expect(said(fast.decode(bytes, bytes.length, from, true))).toStrictEqual(expected);
  }
  check();
});

test('many rows and keys, and fields of many lines, while the memory grows', () => {
  const job = recordPlan(
    { keys: ['path'], columns: [['number', 'status']] },
    buildInputFormat(parseInputFormat('csv')),
  );
  const lines = Array.from({ length: 30_000 }, (_, i) => `${i},"${'key\n'.repeat(i % 3)}${i}",${i},,"a\n\nb",`);
  lines.splice(1000, 0, `1,"${'x'.repeat(3_000_000)}",2,,,`, `1,"${'x\n'.repeat(30_000)}`);
  const bytes = Buffer.from(`${header}\n${lines.join('\n')}`);
  for (const most of [10_000, 1 << 23]) compare(job, bytes, { size: 100_000, most, readSize: 1 << 16 });
});

interface Cut {
  readonly size: number;
  /** Bytes of the longest record. */
  readonly most: number;
  readonly readSize: number;
}

/** Holds the decoders equal for bytes that arrive so; the fast one also where it takes over from the plain one. */
function compare(job: RecordPlan, bytes: Uint8Array, { size, most, readSize }: Cut): void {
  const { framing } = job.format;
  const cutter = () => (framing === 'lines' ? undefined : framing(most));
  const sizes = Array.from({ length: Math.ceil(bytes.length / size) }, () => size);
  const { fast, plain, check } = both(job, most);
  const expected = fed(new Framer(plain, most, { readSize, cutter: cutter() }), bytes, sizes);
  expect(fed(new Framer(fast, most, { readSize, cutter: cutter() }), bytes, sizes)).toStrictEqual(expected);
  check();
  const { fast: later, beginner } = both(job, most);
  const changing = new Framer(beginner, most, { readSize, cutter: cutter(), openFullDecoder: () => later });
  expect(fed(changing, bytes, sizes)).toStrictEqual(expected);
}

// The law of decoders for lines of which `--each` makes several events: scanned and read plainly, they cannot be told apart.
import { beforeAll, describe, expect, test } from 'vitest';
import { Framer } from '../../src/format/framer.js';
import { buildInputFormat } from '../../src/format/input/index.js';
import { scanFields } from '../../src/format/scan-plan.js';
import { scanModule } from '../../src/kernel/module.js';
import {
  both,
  fed,
  mutantBatches,
  recordPlan,
  said,
  same,
  sameOfMutants,
  sameOverAndOver,
  start,
  type Asked,
} from './decoders.js';

const texts = [
  '"The quick  BROWN fox-jumps 2 over/the lazy dog."',
  '"one"',
  '""',
  '"  ,,  // "',
  '"a,b,,c, d,"',
  '"/x/y//z/"',
  '"ünïcode Wörter, ЖЗИ und İ, Ⱥ"',
  '"say \\"hi\\" \\n, and \\u0041BC\\\\"',
  '"\\ud83d\\ude00, 😀 é"',
  `"${'word '.repeat(300)}"`,
  `"${'a'.repeat(100)} ${'B'.repeat(33)}"`,
];
const values = [
  '[]',
  '{}',
  '[1,"a",null,true,-0,1e400,12345678901234567890,[],{}]',
  '[{"id":1,"v":{"w":"x"}},{"id":"b","id":2},{"v":{"w":1},"v":{}},{"v":[1,2]}]',
  '{"a":{"id":1},"b":"text","c":[{"id":2}],"d":null}',
  '{"b":1,"1":2,"0":3}',
  '{"a":1,"a":{"id":5}}',
  '{"\\u0061":1,"b":2}',
  '[ 1 ,\t{ "id" : "s" , "v" : { "w" : [ 1 ] } } ,"]}{[" ]',
  `[${Array.from({ length: 1500 }, (_, i) => i).join()}]`,
  `{${Array.from({ length: 70 }, (_, i) => `"n${i}":${i}`).join()}}`,
  '[[1,2],[3]]',
  '17',
  'null',
];
const lines = [
  ...texts.map((text, i) => `{"ts":${i},"path":"/p","msg":${text},"a":${values[i % values.length]!}}`),
  ...values.map((value, i) => `{"a":${value},"ts":"2026-01-01T00:00:0${i % 10}Z","path":"/${i}","msg":"x y"}`),
  '{"ts":1,"path":"/no pieces"}',
  '{"ts":"bad","msg":"one two","a":[1,2]}',
  '{"msg":"one two","a":[1,2]}',
  '{"path":"/no pieces and no time"}',
  '{"ts":1,"msg":"own member","@each":"x","a":[1]}',
  '{"ts":1,"msg":["a b","c"],"a":"text"}',
  '{"ts":1,"a":{"a":[1]},"a":[{"id":1}],"msg":"first","msg":"second one"}',
  '[1,2]',
  '{"@watermark":"2026-01-01T00:00:00Z"}',
  '',
  'broken {',
];

const count: Asked = { time: ['ts'], keys: ['@each'] };
const all: Asked = {
  time: ['ts', 'auto', 'Asia/Tokyo'],
  keys: ['@each.id', 'path'],
  columns: [
    ['number', '@each'],
    ['json', '@each'],
    ['exists', '@each'],
    ['json', '@each.v.w'],
    ['number', '@each.v[1]'],
    ['exists', '@each.v'],
    ['exists', '$'],
    ['json', 'path', '@["@each"].v'],
    ['duration', '@each'],
  ],
  clock: 'ts',
  numericText: true,
  control: true,
};

const jobs: Readonly<Record<string, Asked>> = {
  'words of a text': { ...count, each: 'words(msg)' },
  'words, all that can be asked': { ...all, each: 'words(msg)' },
  'parts between commas': { ...count, each: 'split(msg, ",")' },
  'parts between two characters, without keys': { each: 'split(msg, ", ")', columns: [['json', '@each']] },
  'parts between slashes': { ...all, each: 'split(msg, "/")' },
  'parts by a regular expression': { ...all, each: 'split(msg, "[ ,]+")' },
  'parts by one that may be far': { ...count, each: 'split(msg, "a.*c|o")' },
  'values of a list or an object': { ...count, each: '$.a[*]' },
  'values, all that can be asked': { ...all, each: '$.a.*' },
  'values of the whole line': { ...all, each: '$[*]' },
  'some of them': { ...count, each: '$.a[*]', where: ['@["@each"] > 1 || @["@each"].id == "b"', '@.path'] },
  'words but one': { ...count, each: 'words(msg)', where: ['@["@each"] != "the"'] },
  'those without a key': { each: 'words(msg)', where: ['@["@each"] != "the"'] },
};

beforeAll(() => {
  expect(scanModule(), 'npm run build makes dist/kernel/scan.wasm').toBeDefined();
});

describe.each(Object.entries(jobs))('%s', (_, asked) => {
  const job = recordPlan(asked);

  test('is within reach of the scanner', () => {
    expect(scanFields(job)).toBeDefined();
  });

  test('each line alone, and all of them several times over', () => {
    for (const line of lines) same(job, Buffer.from(line));
    sameOverAndOver(job, lines, 3);
  });

  test('mutants, verdict by verdict', () => {
    const short = lines.filter((line) => line.length < 1000);
    sameOfMutants(job, short, mutantBatches / 2);
  });

  test('however the bytes arrive', () => {
    const bytes = Buffer.from(lines.filter((line) => line.length < 300).join('\n'));
    for (const size of [1, 7, 64, 1000]) {
      const sizes = Array.from({ length: Math.ceil(bytes.length / size) }, () => size);
      const { fast, plain, check } = both(job);
      const expected = fed(new Framer(plain, 200, { readSize: 512 }), bytes, sizes);
      expect(fed(new Framer(fast, 200, { readSize: 512 }), bytes, sizes)).toStrictEqual(expected);
      check();
    }
  });
});

test.each(['combined', 'logfmt'])('words of a field of %s', (name) => {
  const job = recordPlan(
    { keys: ['@each', 'path'], columns: [['json', '@each']], each: 'words(agent)' },
    buildInputFormat({ is: name }),
  );
  expect(scanFields(job)).toBeDefined();
  const agents = ['Mozilla/5.0 (X11; Linux x86_64)', '', '-', 'curl/8.5.0', 'ünïcode Wörter', '12', 'w '.repeat(1100)];
  const written = (agent: string): string =>
    name === 'logfmt'
      ? `path=/a agent="${agent}" x=1`
      : `::1 - - [01/Jan/2026:00:00:00 +0000] "GET /a HTTP/1.1" 200 1 "-" "${agent}"`;
  const bytes = Buffer.from(
    agents
      .map((agent) => `${written(agent)}\n`)
      .join('')
      .repeat(3),
  );
  const { fast, plain, check } = both(job);
  for (let i = 0; i < 3; i++) {
    const expected = said(plain.decode(bytes, bytes.length, start, true));
    expect(said(fast.decode(bytes, bytes.length, start, true))).toStrictEqual(expected);
  }
  check();
});

test('what hangs on more than one place of a line is left to the plain decoder', () => {
  for (const each of ['$..a', '$.a[?@.id].v', 'words($..msg)', '$.a[-1]', 'path'])
    expect(scanFields(recordPlan({ ...count, each }))).toBeUndefined();
  for (const asked of [{ set: ['n=1'] }, { time: ['@each'] as const }, { columns: [['json', '$']] as const }])
    expect(scanFields(recordPlan({ ...count, ...asked, each: 'words(msg)' }))).toBeUndefined();
  expect(scanFields(recordPlan({ ...count, each: 'words(msg)', where: ['@["@each"] < "b"'] }))).toBeUndefined();
});

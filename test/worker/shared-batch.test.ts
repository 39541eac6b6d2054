// What travels between threads: recordPlans as texts, batches as bytes, keys as numbers of their own.
import { describe, expect, test } from 'vitest';
import { ScanningDecoder } from '../../src/format/scanning-decoder.js';
import { KeyTable } from '../../src/event/key-table.js';
import { parsePath } from '../../src/event/path.js';
import { PlainDecoder } from '../../src/format/plain-decoder.js';
import type { RecordPlan } from '../../src/format/input/input-format.js';
import type { Decoder } from '../../src/format/decoder.js';
import { scanFields } from '../../src/format/scan-plan.js';
import { shareBatch, packedKeys, viewBatch } from '../../src/worker/shared-batch.js';
import { KeyMapping } from '../../src/worker/key-mapping.js';
import { compileRecord } from '../../src/format/input/index.js';
import { scanModule } from '../../src/kernel/module.js';
import type { Batch } from '../../src/model/batch.js';
import { seedLines } from '../kernel/seed-lines.js';
import { told } from '../format/batch-text.js';
import { recordPlan, recordSpec, type Asked } from '../event/read-plans.js';

const jobs: Readonly<Record<string, Asked>> = {
  'nothing but lines': {},
  'a web log': {
    time: 'ts',
    keys: ['path'],
    columns: [
      ['bytes', 'number'],
      ['latency', 'number'],
    ],
  },
  'all that the scanner can do': {
    time: 'ts',
    zone: 'Europe/Berlin',
    keys: ['user.id', 'path'],
    columns: [
      ['bytes', 'number'],
      ['user', 'json'],
      ['gap', 'duration'],
      ['user.name', 'exists'],
      ['$', 'json'],
    ],
    clock: 'clock',
    control: true,
  },
  'filters and pieces': {
    time: 'ts',
    keys: ['@each'],
    each: 'words(agent)',
    where: ['@.bytes > 1', "@.path != '/x'"],
    columns: [
      ['@each', 'json'],
      ['$..n', 'json'],
      ['host', 'json'],
    ],
  },
  'columns of some events': {
    time: 'ts',
    keys: ['path'],
    columns: [
      ['bytes', 'number', '@.bytes > 1'],
      ['bytes', 'number'],
      ['$', 'exists', '@.user'],
      ['user', 'json', '!@.path'],
    ],
  },
  'plain text': { time: 'line', text: true, columns: [['line', 'json']] },
};

const bytes = Buffer.from(`${[...seedLines, '{"bytes":12345678901234567891,"user":"é€😀"}'].join('\r\n')}\n`);
const start = { offset: 100, line: 0 };

/** The decoders that can do the job, each with a table of keys of its own. */
function decoders(job: RecordPlan): Decoder[] {
  const names = job.keys.map((key) => key.name);
  const plain = new PlainDecoder(job, new KeyTable(names));
  const uses = scanFields(job);
  if (uses === undefined) return [plain];
  return [plain, new ScanningDecoder(scanModule()!, job, uses, new KeyTable(names), { rest: 0 })];
}

function piecesAgain(job: RecordPlan): ((line: Uint8Array) => Batch) | undefined {
  const decoder = new PlainDecoder(job, new KeyTable(job.keys.map((key) => key.name)));
  if (job.each === undefined) return undefined;
  return (line) => decoder.decode(line, line.length, { offset: 0, line: 0 }, true);
}

describe.each(Object.entries(jobs))('%s', (_, asked) => {
  const job = compileRecord(recordSpec(asked));

  test('what is read is the same where it is compiled again', () => {
    const arrived = compileRecord(structuredClone(recordSpec(asked)));
    const [here, there] = [decoders(job), decoders(arrived)];
    expect(here.length).toBe(there.length);
    for (const [i, decoder] of here.entries()) {
      const expected = told([decoder.decode(bytes, bytes.length, start, false)]);
      expect(told([there[i]!.decode(bytes, bytes.length, start, false)])).toStrictEqual(expected);
    }
  });

  test('a batch says the same from its packet, which may be an old one', () => {
    for (const decoder of decoders(job)) {
      let spare: SharedArrayBuffer | undefined;
      for (let i = 0; i < 3; i++) {
        const batch = decoder.decode(bytes, bytes.length, start, false);
        const packed = shareBatch(batch, spare)!;
        if (spare !== undefined) expect(packed.buffer).toBe(spare);
        spare = packed.buffer;
        const { buffer, ...rest } = packed;
        const arrived = { ...structuredClone(rest), buffer };
        const unpacked = viewBatch(arrived, { line: 0, keys: packedKeys(arrived), again: piecesAgain(job) });
        expect(told([unpacked])).toStrictEqual(told([batch]));
        expect(Object.keys(unpacked), 'one shape').toStrictEqual(Object.keys(batch));
        expect(Buffer.from(unpacked.bytes).equals(batch.bytes)).toBe(true);
        const { lineCount, from, to, base } = batch;
        expect({ ...unpacked }).toMatchObject({ lineCount, from, to, base });
      }
    }
  });
});

test('a path as long as one may be is read again', () => {
  const long = `${'a.'.repeat(2046)}a`;
  const { keys } = compileRecord(structuredClone(recordSpec({ keys: [long] })));
  expect(keys[0]!.path.steps).toEqual(parsePath(long).steps);
});

test('the first line of a batch is counted on from the lines before it', () => {
  const decoder = new PlainDecoder(recordPlan({}), new KeyTable([]));
  const batch = decoder.decode(Buffer.from('{}\n\nno\n'), 7, { offset: 50, line: 0 }, false);
  const packed = shareBatch(batch)!;
  const { from, to } = viewBatch(packed, { line: 7, keys: packedKeys(packed), again: undefined });
  expect([from, to]).toEqual([
    { offset: 50, line: 7 },
    { offset: 57, line: 10 },
  ]);
});

test('a batch with far more text in its columns than in its lines stays at home', () => {
  const job = recordPlan({ each: '$.a[*]', columns: [['@each', 'json']] });
  const nested = (value: string, depth: number): string =>
    depth === 0 ? value : `{"a":[${nested(value, depth - 1)},1]}`;
  const line = Buffer.from(`${nested('"some text"', 40)}\n`);
  const deep = { ...job, each: recordPlan({ each: '$..a' }).each };
  const batchOf = (of: RecordPlan): Batch =>
    new PlainDecoder(of, new KeyTable([])).decode(line, line.length, { offset: 0, line: 0 }, false);
  expect(shareBatch(batchOf(job))).toBeDefined();
  expect(shareBatch(batchOf(deep))).toBeUndefined();
});

describe('keys', () => {
  test('get the numbers of the run in the order of the rows that are taken, however they were learned', () => {
    const keys = new KeyTable(['a', 'b']);
    const [one, other] = [new KeyMapping(keys, 2), new KeyMapping(keys, 2)];
    one.learn({ texts: ['"x"', '1', '"y"'], tuples: Int32Array.of(0, 1, 2, 1) });
    other.learn({ texts: ['"z"', '1', '"y"', '1.0', '"x"'], tuples: Int32Array.of(0, 1, 2, 3, 4, 1) });
    expect([...other.translate(Int32Array.of(0, -1, 1))]).toEqual([0, -1, 1]);
    expect([...one.translate(Int32Array.of(1, 0, 0))]).toEqual([2, 3, 3]);
    expect([...other.translate(Int32Array.of(2, 1))]).toEqual([3, 1]);
    expect([0, 1, 2, 3].map((number) => keys.text(number))).toEqual([
      '{"a":"z","b":1}',
      '{"a":"y","b":1.0}',
      '{"a":"y","b":1}',
      '{"a":"x","b":1}',
    ]);
  });

  test('get new numbers when the run has forgotten some, and the threads begin anew', () => {
    const keys = new KeyTable(['a']);
    const mapping = new KeyMapping(keys, 1);
    mapping.learn({ texts: ['"x"', '"y"'], tuples: Int32Array.of() });
    expect([...mapping.translate(Int32Array.of(1, 0))]).toEqual([0, 1]);
    const named = keys.marks();
    named[0] = 1;
    expect(keys.forget(named)).toBe(true);
    expect(mapping.outlived).toBe(true);
    expect(keys.intern(['"z"'])).toBe(1);
    expect([...mapping.translate(Int32Array.of(0, 1))]).toEqual([2, 0]);
    expect(new KeyMapping(keys, 1).outlived).toBe(false);
  });

  test('without names there is one, and it needs no learning', () => {
    const keys = new KeyTable([]);
    expect([...new KeyMapping(keys, 0).translate(Int32Array.of(0, 0))]).toEqual([0, 0]);
    expect(keys.size).toBe(1);
  });
});

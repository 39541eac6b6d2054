// The law of decoders: the fast one and the plain one cannot be told apart, whatever the bytes and however they are cut.
// What is JSON at all is JSON.parse's to say, and the plain decoder asks it.
import { beforeAll, describe, expect, test } from 'vitest';
import { FastDecoder } from '../../src/event/fast-decoder.js';
import { KeyTable, parsePath, parseTimeFormat, PlainDecoder } from '../../src/event/index.js';
import type { Decoder, Demand, Projection } from '../../src/event/projection.js';
import { scanUses } from '../../src/event/scan-plan.js';
import type { Batch, Column, Position } from '../../src/model/batch.js';
import { scanModule } from '../../src/kernel/module.js';
import { mutant, seeded } from '../kernel/mutator.js';
import { longName, seedLines } from '../kernel/seed-lines.js';

interface Asked {
  readonly time?: readonly [path: string, format?: string, zone?: string];
  readonly keys?: readonly string[];
  readonly demands?: readonly (readonly [as: Demand['as'], path: string])[];
  readonly clock?: string;
  readonly control?: boolean;
}

function projection({ time, keys = [], demands = [], clock, control = false }: Asked): Projection {
  return {
    time: time && { path: parsePath(time[0]), format: parseTimeFormat(time[1] ?? 'auto', time[2]) },
    keys: keys.map((path, i) => ({ name: `k${i}`, path: parsePath(path) })),
    demands: demands.map(([as, path]) => ({ as, path: parsePath(path) })),
    clock: clock === undefined ? undefined : parsePath(clock),
    where: [],
    each: undefined,
    text: false,
    control,
  };
}

const jobs: Readonly<Record<string, Projection>> = {
  'a count': projection({}),
  'a web log': projection({
    time: ['ts'],
    keys: ['path'],
    demands: [
      ['number', 'bytes'],
      ['number', 'latency'],
    ],
  }),
  'all that can be asked': projection({
    time: ['$.ts', 'auto', 'Europe/Berlin'],
    keys: ['$.user.id', '$.path', '$.tags[1]'],
    demands: [
      ['number', '$.bytes'],
      ['json', '$.user'],
      ['exists', '$.user.name'],
      ['number', '$.items[0].n'],
      ['number', '$.items[2].n'],
      ['duration', '$.gap'],
      ['json', '$'],
      ['json', '$.tags'],
      ['json', '$.path'],
      ['exists', '$.items[1]'],
      ['number', "$['odd name'].é"],
      ['exists', '$.__proto__'],
      ['number', `$["${longName}"]`],
    ],
    clock: '$.clock',
    control: true,
  }),
  milliseconds: projection({ time: ['ts', 'ms'], keys: ['ts'], demands: [['number', 'ts']] }),
  nanoseconds: projection({ time: ['ts', 'ns'], demands: [['number', 'ts']] }),
  seconds: projection({ time: ['ts', 's'], clock: 'bytes', demands: [['json', 'ts']] }),
  'a pattern': projection({ time: ['when', 'clf'], keys: ['path', 'path'] }),
  'control lines alone': projection({ control: true, demands: [['json', '$']] }),
};

/** Both decoders for a job, each with a table of keys of its own. */
function both(job: Projection): { readonly fast: Decoder; readonly plain: Decoder; readonly check: () => void } {
  const names = job.keys.map((key) => key.name);
  const [fastKeys, plainKeys] = [new KeyTable(names), new KeyTable(names)];
  const fast = new FastDecoder(scanModule()!, job, scanUses(job)!, fastKeys, 0);
  const check = (): void => expect(fastKeys.save()).toEqual(plainKeys.save());
  return { fast, plain: new PlainDecoder(job, plainKeys), check };
}

/** Everything a batch says, by value. */
function said(batch: Batch): unknown {
  const { length } = batch;
  return {
    ...batch,
    times: [...batch.times],
    keys: [...batch.keys],
    clocks: batch.clocks && [...batch.clocks],
    columns: batch.columns.map((column) => saidBy(column, length)),
    starts: [...batch.starts],
    ends: [...batch.ends],
    lines: [...batch.lines],
    bytes: Buffer.from(batch.bytes).toString('latin1'),
  };
}

function saidBy(column: Column, length: number): unknown {
  if (column.as === 'json') return Array.from({ length }, (_, row) => column.text(row));
  return column.as === 'exists' ? [...column.values] : { values: [...column.values], exact: column.exact };
}

const start: Position = { offset: 0, line: 0 };

function same(job: Projection, bytes: Uint8Array, final = true): Batch {
  const { fast, plain, check } = both(job);
  const one = plain.decode(bytes, bytes.length, start, final);
  const other = fast.decode(bytes, bytes.length, start, final);
  expect(said(other)).toStrictEqual(said(one));
  check();
  return other;
}

beforeAll(() => {
  expect(scanModule(), 'npm run build makes dist/kernel/scan.wasm').toBeDefined();
});

describe.each(Object.entries(jobs))('%s', (_, job) => {
  test('each seed alone', () => {
    for (const line of seedLines) same(job, Buffer.from(line));
  });

  test('all seeds in one batch, several times over', () => {
    const { fast, plain, check } = both(job);
    const bytes = Buffer.from(`${seedLines.join('\n')}\n`);
    for (let i = 0; i < 4; i++) {
      const from = { offset: i * bytes.length, line: i * seedLines.length };
      expect(said(fast.decode(bytes, bytes.length, from, false))).toStrictEqual(
        said(plain.decode(bytes, bytes.length, from, false)),
      );
    }
    check();
  });

  test('mutants, verdict by verdict', () => {
    const { fast, plain, check } = both(job);
    const next = seeded(11);
    for (let i = 0; i < 250; i++) {
      const bytes = mutants(50, next);
      const expected = said(plain.decode(bytes, bytes.length, start, true));
      expect(said(fast.decode(bytes, bytes.length, start, true))).toStrictEqual(expected);
    }
    check();
  });
});

/** So many lines, of which about every fourth is as it should be: what was learned of those must not be applied to others. */
function mutants(count: number, next: () => number): Uint8Array {
  const lines: Uint8Array[] = [];
  for (let i = 0; i < count; i++) {
    const seed = Buffer.from(seedLines[Math.floor(next() * seedLines.length)]!);
    lines.push(next() < 0.25 ? seed : mutant(seed, next), Uint8Array.of(10));
  }
  return Buffer.concat(lines);
}

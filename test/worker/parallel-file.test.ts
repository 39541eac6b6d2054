// The law of threads (SPEC §2 `--threads`, §5): for any number of them the results are the same bytes. More is true, and
// held here first: the batches are the same, one by one, with the same keys, so that nothing behind them can differ.
import { appendFileSync, readFileSync, renameSync, truncateSync, writeFileSync } from 'node:fs';
import { describe, expect, test, vi } from 'vitest';
import { Framer } from '../../src/format/framer.js';
import { KeyTable } from '../../src/event/key-table.js';
import { openDecoder } from '../../src/format/open-decoder.js';
import { compileRecord } from '../../src/format/input/index.js';
import { ThreadedFile } from '../../src/worker/parallel-file.js';
import { WorkerPool } from '../../src/worker/pool.js';
import { Input } from '../../src/run/input.js';
import { told } from '../format/batch-text.js';
import { recordSpec, type Asked } from '../event/read-plans.js';
import { perform } from '../in-process.js';
import { type Folder, inFolder, type Outcome } from '../program.js';
import { mutant, seeded } from '../kernel/mutator.js';
import { seedLines } from '../kernel/seed-lines.js';
import { file, open } from '../source/reading.js';

const jobs: Readonly<Record<string, Asked>> = {
  'a scanned web log': {
    time: 'ts',
    keys: ['path'],
    columns: [
      ['bytes', 'number'],
      ['user', 'json'],
    ],
  },
  'two scanned keys, a clock, control lines': {
    time: 'ts',
    keys: ['path', 'bytes'],
    clock: 'clock',
    columns: [['items', 'exists']],
    control: true,
  },
  'a filter': { time: 'ts', keys: ['path'], where: ['@.bytes > 1'], columns: [['bytes', 'number']] },
  'members that are set': {
    time: 'ts',
    keys: ['half'],
    set: ['half=bytes / 2 % 5', 'host=path + agent'],
    where: ['half != 1'],
    columns: [
      ['half', 'number'],
      ['host', 'json', 'half > 1'],
    ],
  },
  'columns of some events': {
    time: 'ts',
    keys: ['path'],
    columns: [
      ['bytes', 'number', '@.bytes > 1'],
      ['$', 'exists', '!@.agent'],
    ],
  },
  'a key at any depth': { time: 'ts', keys: ['$..path'], columns: [['bytes', 'number']] },
  pieces: { time: 'ts', keys: ['@each'], each: 'words(agent)', columns: [['@each', 'json']] },
  'plain text': { keys: ['line'], text: true, columns: [['line', 'json']], control: true },
};

const maxLine = 12_000;
/** For other inputs: `FLOWCTL_TEST_SEED=7 npx vitest run test/worker/parallel-file.test.ts`. */
const seed = Number(process.env['FLOWCTL_TEST_SEED'] ?? 11);

/** Lines of all kinds: right, wrong, blank, foreign, long, too long and far too long; the last without its end. */
function input(lines: number, of: number, begin = ''): Buffer {
  const next = seeded(of);
  const parts: Uint8Array[] = [Buffer.from(begin)];
  for (let i = 0; i < lines; i++) {
    parts.push(line(i, next), Buffer.from(next() < 0.2 ? '\r\n' : '\n'));
    if (next() < 0.05) parts.push(Buffer.from(next() < 0.5 ? '\n' : ' \t\r\n'));
  }
  return Buffer.concat([...parts, Buffer.from('{"ts":1767225600,"path":"the end')]);
}

function line(i: number, next: () => number): Uint8Array {
  const kind = next();
  const key = `/p${Math.floor(next() * next() * 300)}`;
  if (kind < 0.6)
    return Buffer.from(`{"ts":${1767225600 + i},"path":"${key}","bytes":${i % 3},"agent":"one Two ${i % 7}"}`);
  // One key, written in several ways: the first one counts.
  if (kind < 0.7) return Buffer.from(`{"ts":${1767225600 + i},"path":${pick(['1', '1.0', '10e-1'], next)},"bytes":5}`);
  if (kind < 0.75) return Buffer.from(pick(['{"@watermark":"2026-01-01"}', '{"@mark":1}', '{"@idle":1}'], next));
  const known = Buffer.from(pick(seedLines, next));
  if (kind < 0.85) return known.length < 2000 ? known : Buffer.from('{}');
  if (kind < 0.99) return mutant(known.subarray(0, 500), next);
  const long = Math.floor(next() * next() * 3 * maxLine);
  return Buffer.from(`{"ts":${i},"path":"${'x'.repeat(long)}","agent":"a"}`);
}

function pick<T>(list: readonly T[], next: () => number): T {
  return list[Math.floor(next() * list.length)]!;
}

interface Way {
  readonly job: Asked;
  /** Beside the main thread. */
  readonly workers: number;
  readonly readSize: number;
  /** Called after so many batches. */
  readonly meanwhile?: readonly [after: number, act: (threads: WorkerPool | undefined) => unknown];
}

/** Reads the files in turns that a seed decides; what each batch says, and the keys in the end. */
async function readAll(paths: readonly string[], { job: asked, workers, readSize, meanwhile }: Way) {
  const record = recordSpec(asked);
  const job = compileRecord(record);
  const keys = new KeyTable(job.keys.map((key) => key.name));
  const threads =
    workers === 0 ? undefined : new WorkerPool({ records: [record], recordPlans: [job], maxLine, workers });
  const give = threads && vi.spyOn(threads, 'give');
  await threads?.ready();
  if (threads !== undefined)
    expect(threads.blocksInFlight, 'npm run build makes dist/program/worker.js').toBeGreaterThan(0);
  const inputs = paths.map((path, id) => {
    const source = open(file(path));
    const feed = new Framer(openDecoder(job, keys), maxLine, { readSize });
    const input = new Input({ source, feed, id, stream: 0, operand: path });
    const shared = threads && input.shared;
    if (shared !== undefined) input.decodeBy(new ThreadedFile({ ...shared, stream: 0, threads: threads!, keys }));
    return input;
  });
  const next = seeded(seed);
  const said: unknown[] = [];
  for (let open = inputs; open.length > 0; open = open.filter(({ finished }) => finished === undefined)) {
    const input = pick(open, next);
    await input.read();
    const { batch } = input;
    if (batch !== undefined) {
      const { from, to, base } = batch;
      const text = told([batch]);
      [input.row, input.nonEvent] = [batch.length, batch.nonEvents.length];
      said.push({ input: input.id, from, to, base, ...text, position: input.position });
      if (said.length === meanwhile?.[0]) await meanwhile[1](threads);
      input.done();
    }
    expect(input.source.progress!.read).toBeGreaterThanOrEqual(input.position.offset);
    if (input.atEnd) input.finish();
  }
  await threads?.close();
  return { said, keys: keys.save(), shared: give?.mock.calls.length ?? 0 };
}

describe.each(Object.entries(jobs))('%s: the same batches', (_, job) => {
  // The scanner's memory has room for 64 KB at least.
  const [readSize, lines] =
    job.where !== undefined ||
    job.columns?.some(([, , condition]) => condition !== undefined) === true ||
    job.each !== undefined ||
    job.text === true
      ? [1600, 3000]
      : [50_000, 16_000];

  test('with one, two and four threads', () =>
    inFolder(async (folder) => {
      const path = folder.at('in');
      writeFileSync(path, input(lines, seed, '\ufeff'));
      const alone = await readAll([path], { job, workers: 0, readSize });
      expect(alone.said.length).toBeGreaterThan(8);
      for (const workers of [1, 3]) {
        const { shared, ...others } = await readAll([path], { job, workers, readSize });
        expect(shared).toBeGreaterThan(0);
        expect(others).toStrictEqual({ said: alone.said, keys: alone.keys });
      }
    }));

  test('of several files in turns', () =>
    inFolder(async (folder) => {
      const paths = [1, 2, 3].map((i) => {
        const path = folder.at(`in-${i}`);
        writeFileSync(path, input(lines, seed + i));
        return path;
      });
      const alone = await readAll(paths, { job, workers: 0, readSize });
      const { shared, ...others } = await readAll(paths, { job, workers: 2, readSize });
      expect(shared).toBeGreaterThan(2);
      expect(others).toStrictEqual({ said: alone.said, keys: alone.keys });
    }));

  test('when the workers are gone in the midst of it', () =>
    inFolder(async (folder) => {
      const path = folder.at('in');
      writeFileSync(path, input(lines, seed + 4));
      const alone = await readAll([path], { job, workers: 0, readSize });
      const way = { job, workers: 2, readSize, meanwhile: [7, (threads?: WorkerPool) => threads?.close()] as const };
      const { said, keys } = await readAll([path], way);
      expect({ said, keys }).toStrictEqual({ said: alone.said, keys: alone.keys });
    }));
});

describe('a file that changes meanwhile', () => {
  // Read plainly, and so in small shares.
  const job = jobs['a key at any depth']!;
  const all = input(900, 8);
  const half = all.lastIndexOf('\n', all.length / 2) + 1;

  test('is read with what was added', () =>
    inFolder(async (folder) => {
      const path = folder.at('in');
      writeFileSync(path, all);
      const alone = await readAll([path], { job, workers: 0, readSize: 1600 });
      writeFileSync(path, all.subarray(0, half));
      const meanwhile = [9, () => appendFileSync(path, all.subarray(half))] as const;
      const { said, keys } = await readAll([path], { job, workers: 1, readSize: 1600, meanwhile });
      expect({ said, keys }).toStrictEqual({ said: alone.said, keys: alone.keys });
    }));

  test('is read as far as it goes when it was cut off', () =>
    inFolder(async (folder) => {
      const path = folder.at('in');
      writeFileSync(path, all);
      const alone = await readAll([path], { job, workers: 0, readSize: 1600 });
      const meanwhile = [4, () => truncateSync(path, half)] as const;
      writeFileSync(path, all);
      const { said } = await readAll([path], { job, workers: 1, readSize: 1600, meanwhile });
      expect(said.slice(0, 9)).toStrictEqual(alone.said.slice(0, 9));
      expect(said.length).toBeLessThan(alone.said.length);
    }));

  test('is not shared once its name is that of another', () =>
    inFolder((folder) => {
      const path = folder.at('in');
      writeFileSync(path, all);
      const source = open(file(path));
      expect(source.read(new Uint8Array(10))).toBe(10);
      renameSync(path, `${path}.1`);
      writeFileSync(path, all);
      expect(source.share?.()).toBeUndefined();
      source.close();
      return Promise.resolve();
    }));
});

describe('the whole program', () => {
  const many = (count: number, of: number): string => {
    const next = seeded(of);
    return Array.from({ length: count }, (_, i) => {
      const ts = new Date(1767225600000 + i * 40 - Math.floor(next() * 90_000)).toISOString();
      const words = ['red', 'green', 'blue', 'Weiß'].filter(() => next() < 0.6).join(' ');
      const event = `{"ts":"${ts}","key":"k${Math.floor(next() * 40)}","n":${i % 100},"text":"${words}","rest":"${'.'.repeat(150)}"}`;
      return next() < 0.001 ? event.slice(0, 40) : event;
    }).join('\n');
  };
  const aside = (folder: Folder, name: string): string[] =>
    ['o', 'late', 'rejects'].map((part) => folder.at(`${name}-${part}`));

  const base = ['--time', 'ts', '--window', 'tumbling:1m', '--watermark', 'bounded:1m', '--late-format', 'annotated'];
  test.each([
    ['a filter', ['--key', 'key', '--agg', 'sum(n)', '--where', '@.n >= 5']],
    [
      'members that are set',
      ['--key', 'rest', '--set', 'rest=n % 3', '--agg', 'sum(rest)', '--agg', 'count where text.size() > 5'],
    ],
    ['pieces', ['--key', '@each', '--each', 'words(text)', '--agg', 'count', '--agg', 'last(n)']],
    [
      'conditions and sketches',
      [
        ...[
          '--key',
          'key',
          '--agg',
          'few=count where @.n < 5',
          '--agg',
          'p95(n) where @.n >= 5',
          '--agg',
          'top(text, 3)',
        ],
        ...['--agg', 'approx_quantile(n, 0.9)', '--agg', 'approx_distinct(text)', '--agg', 'max_by(text, n, 3)'],
        ...['--agg', 'histogram(n, 10, 50)', '--agg', 'rate(1s)'],
      ],
    ],
    ['the scanner', ['--key', 'key', '--agg', 'sum(n)', '--agg', 'last(text)', '--agg', 'distinct(text)']],
  ])('%s: the same bytes in all outputs', (_, options) =>
    inFolder(async (folder) => {
      const inputs = [1, 2].map((i) => folder.at(`in-${i}`));
      for (const [i, path] of inputs.entries()) writeFileSync(path, many(40_000, i + 1));
      const outputs: string[][] = [];
      for (const threads of ['1', '2', '4', 'auto']) {
        const [o, late, rejects] = aside(folder, threads) as [string, string, string];
        const to = ['-o', o, '--late', late, '--rejects', rejects, '--threads', threads, '-v'];
        const { status, said } = await perform([...base, ...options, ...to, ...inputs]);
        expect(status).toBe(0);
        outputs.push([...[o, late, rejects].map((path) => readFileSync(path, 'utf8')), said.replace(late, 'LATE')]);
      }
      expect(outputs[0]!.map((text) => text.length > 1000 || text.includes('lines'))).toEqual([true, true, true, true]);
      for (const [i, text] of outputs[0]!.entries())
        for (const other of outputs.slice(1)) expect(text === other[i], `output ${i}`).toBe(true);
    }),
  );

  test('a file so large that the run chooses another thread by itself: the same bytes', () =>
    inFolder(async (folder) => {
      const path = folder.at('in');
      const rest = '.'.repeat(20_000);
      const event = (i: number): string => `{"ts":${1767225600 + i / 100},"key":"k${i % 50}","rest":"${rest}"}\n`;
      for (let i = 0; i < 10_000; i += 500)
        appendFileSync(path, Array.from({ length: 500 }, (_value, j) => event(i + j)).join(''));
      const outputs: string[] = [];
      for (const threads of ['1', 'auto']) {
        const to = folder.at(threads);
        const job = ['--time', 'ts', '--key', 'key', '--window', 'tumbling:1s', '--agg', 'count', '--late', 'none'];
        const { status, said } = await perform([...job, '-o', to, '--threads', threads, '-v', path]);
        expect(status).toBe(0);
        outputs.push(readFileSync(to, 'utf8') + said);
      }
      expect(outputs[0]!.length).toBeGreaterThan(100_000);
      expect(outputs[1] === outputs[0]).toBe(true);
    }));

  const manyRows = (): string => {
    const event = (i: number): string =>
      `{"ts":${1767225600 + i / 100},"key":"käy ${i % 4999}","n":${i % 7 === 0 ? i / 7 : -i},"text":${i % 900 === 0 ? '"a"' : i},"rest":"${'.'.repeat(150)}"}`;
    return Array.from({ length: 60_000 }, (_value, i) => event(i)).join('\n');
  };
  const counts = ['--late', 'none', '--time', 'ts', '--key', 'key', '--window', 'tumbling:30s', '--agg', 'sum(n)'];

  test.each([
    ['nothing but rows', []],
    ['control lines between the rows', ['--control', 'out']],
    ['values that are texts now and then', ['--agg', 'max(text)']],
    ['retractions', ['--accumulation', 'retracting', '--early', 'count(2)']],
  ])('rows by the ten thousand, printed by another thread: %s', (_, options) =>
    inFolder(async (folder) => {
      const path = folder.at('in');
      writeFileSync(path, manyRows());
      const outputs: string[] = [];
      for (const threads of ['1', '2', '3']) {
        const to = folder.at(threads);
        const { status } = await perform([...counts, ...options, '-o', to, '--threads', threads, path]);
        expect(status).toBe(0);
        outputs.push(readFileSync(to, 'utf8'));
      }
      expect(outputs[0]!.length).toBeGreaterThan(1e6);
      for (const other of outputs.slice(1)) expect(other === outputs[0]).toBe(true);
    }),
  );

  test('a disk that is full while another thread writes fails the run as it always does', () =>
    inFolder(async (folder) => {
      const path = folder.at('in');
      writeFileSync(path, manyRows());
      const failed = perform([...counts, '-o', '/dev/full', '--threads', '2', path]);
      await expect(failed).rejects.toThrow('cannot write /dev/full: No space left on device');
    }));

  test('rows that another thread prints are there once after kills and goings on', () =>
    inFolder(async (folder) => {
      const [path, straight, broken] = ['in', 'straight', 'broken'].map((name) => folder.at(name)) as [
        string,
        string,
        string,
      ];
      writeFileSync(path, manyRows());
      await perform([...counts, '-o', straight, '--threads', '1', path]);
      const state = ['--checkpoint', folder.at('state'), '--checkpoint-every', '5ms', '-o', broken];
      let status: Outcome['status'] = 'SIGKILL';
      for (let wait = 100; status === 'SIGKILL'; wait += 40) {
        const running = folder.start([...counts, ...state, '--threads', '2', path]);
        const killed = setTimeout(() => running.kill('SIGKILL'), wait);
        ({ status } = await running.ended);
        clearTimeout(killed);
      }
      expect(status).toBe(0);
      expect(readFileSync(broken).equals(readFileSync(straight))).toBe(true);
    }));

  test('a signal ends it promptly, with threads at work', () =>
    inFolder(async (folder) => {
      const path = folder.at('in');
      writeFileSync(path, many(100_000, 3));
      const argv = [...base, '--each', 'words(text)', '--key', '@each', '--threads', '3', '-o', folder.at('o'), path];
      const running = folder.start(argv);
      setTimeout(() => running.kill('SIGTERM'), 400);
      expect((await running.ended).status).toBe(143);
    }));
});

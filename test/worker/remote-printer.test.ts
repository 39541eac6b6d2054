// Rows that another thread prints and writes are the rows that would be written here, whatever comes between them.
import { openSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Cells } from '../../src/aggregate/aggregate.js';
import { WorkerPool } from '../../src/worker/pool.js';
import type { Pane } from '../../src/model/pane.js';
import { FileSink } from '../../src/sink/file-sink.js';
import { nullSink } from '../../src/sink/null-sink.js';
import { ndjson } from '../../src/format/output/ndjson.js';
import type { RowLayout } from '../../src/format/output/row-layout.js';
import { recordPlan, recordSpec } from '../event/read-plans.js';
import { bare, nestedRows } from '../format/on-time.js';
import { inFolder } from '../program.js';

const nothing = (): void => undefined;
const squares: Cells = {
  ...{ ensure: nothing, clear: nothing, add: nothing, merge: nothing, load: nothing, save: () => null },
  number: (slot) => slot * slot,
  text: (slot) => String(slot * slot),
};
const value = (key: number): string => (key % 3000 === 2999 ? `"${'long '.repeat(300)}"` : `"ü${key}"`);
const form: RowLayout = {
  ...bare,
  keys: ['k', 'l'],
  keyText: (key) => `{"k":${value(key)},"l":${value(key % 100)}}`,
  keyValues: { number: (key, i) => (i === 0 ? key : key % 100), text: value },
  values: ['squares'],
  cells: [squares],
};
const pane = (key: number): Pane => {
  const start = 1767225600000 + Math.floor(key / 100) * 1000;
  const window = { start, end: start + 1000 };
  return { key, window, timing: 'on-time', index: 0, nonSpeculativeIndex: 0, last: true, ts: window.end - 1 };
};

let threads: WorkerPool;
beforeAll(async () => {
  threads = new WorkerPool({ records: [recordSpec({})], recordPlans: [recordPlan({})], maxLine: 1000, workers: 1 });
  await threads.ready();
});
afterAll(() => threads.close());

function opened(path: string, lineBuffered = false): FileSink {
  return new FileSink({ name: path, path, fd: openSync(path, 'w'), start: 0, lineBuffered });
}

test.each([
  ['rows alone', Infinity],
  ['other records now and then', 5000],
  ['other records all the time, so that it is given up', 7],
])('%s', (_, between) =>
  inFolder(async (folder) => {
    const path = folder.at('rows');
    const sink = opened(path);
    let asked = 0;
    const rows = ndjson.open(form, {
      sink,
      borrowPrinter: (fd, request) => (asked++, threads.borrowPrinter(fd, request)),
    });
    const strings = nestedRows(form);
    let expected = '';
    for (let key = 0; key < 40_000; key++) {
      rows.pane(pane(key), key);
      expected += strings.pane(pane(key), key);
      if (key < 20_000 || key % between !== 0) continue;
      sink.write(`{"@mark":${key}}\n`);
      expected += `{"@mark":${key}}\n`;
    }
    expect(sink.bytes).toBe(Buffer.byteLength(expected));
    await sink.close();
    expect(asked).toBe(1);
    expect(readFileSync(path, 'utf8') === expected).toBe(true);
  }),
);

test('no help is asked for where it would be of no use', () =>
  inFolder(async (folder) => {
    const sink = opened(folder.at('rows'), true);
    let asked = 0;
    for (const to of [sink, { ...nullSink }]) {
      const rows = ndjson.open(form, { sink: to, borrowPrinter: () => (asked++, undefined) });
      for (let key = 0; key < 20_000; key++) rows.pane(pane(key), key);
    }
    expect(asked).toBe(0);
    await sink.close();
  }));

test('goes on in the file that has the name now', () =>
  inFolder(async (folder) => {
    const path = folder.at('rows');
    const sink = opened(path);
    const rows = ndjson.open(form, { sink, borrowPrinter: (fd, request) => threads.borrowPrinter(fd, request) });
    for (let key = 0; key < 20_000; key++) rows.pane(pane(key), key);
    await sink.drain();
    const { length } = readFileSync(path);
    expect(sink.bytes).toBe(length);
    await sink.reopen();
    for (let key = 0; key < 20_000; key++) rows.pane(pane(key), key);
    expect(sink.bytes).toBe(2 * length);
    await sink.close();
    expect(readFileSync(path).subarray(length).equals(readFileSync(path).subarray(0, length))).toBe(true);
  }));

test('what goes wrong there is told here, and what comes after it is dropped', async () => {
  const sink = opened('/dev/full');
  const rows = ndjson.open(form, { sink, borrowPrinter: (fd, request) => threads.borrowPrinter(fd, request) });
  // The first pages are printed here, and what they are is not yet written.
  for (let key = 0; key < 40_000 && !sink.full; key++) rows.pane(pane(key), key);
  await expect(sink.drain()).rejects.toThrow('cannot write /dev/full: No space left on device');
  for (let key = 0; key < 40_000; key++) rows.pane(pane(key), key);
  await expect(sink.close()).rejects.toThrow('No space left');
});

// Real events, in the order in which they arrived, against a plain count: each test is skipped where its file is not at
// hand (FLOWCTL_DATA names the folder; by default it is ../shared/data beside this project).
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { perform } from './in-process.js';
import { inFolder } from './program.js';

const data = process.env['FLOWCTL_DATA'] ?? join(import.meta.dirname, '..', '..', 'shared', 'data');

interface Row {
  readonly window: { readonly start: string; readonly end: string };
  readonly pane: { readonly timing: 'early' | 'on-time' | 'late'; readonly index: number; readonly last: boolean };
  readonly count: number;
}

interface Outcome {
  readonly rows: readonly Row[];
  readonly late: readonly string[];
}

/** A test over one of the files, by its name. */
function about(file: string, promise: string, act: (path: string) => Promise<void>): void {
  test.skipIf(!existsSync(join(data, file)))(`${file}: ${promise}`, () => act(join(data, file)));
}

/** What flowctl makes of a file. */
function counted(path: string, ...options: readonly string[]): Promise<Outcome> {
  return inFolder(async (folder) => {
    const [results, late] = [folder.at('results'), folder.at('late')];
    const { status, said } = await perform([...options, '-o', results, '--late', late, path]);
    expect({ status, said }).toEqual({ status: 0, said: '' });
    const rows = linesOf(results).map((line) => JSON.parse(line) as Row);
    return { rows, late: linesOf(late) };
  });
}

function linesOf(path: string): string[] {
  return readFileSync(path, 'utf8').split('\n').filter(Boolean);
}

/** How many there are of each: the count that needs no stream. */
function plainCount(keys: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const key of keys) counts[key] = (counts[key] ?? 0) + 1;
  return counts;
}

/** Start of window → count of its newest row. */
function byStart(rows: readonly Row[]): Record<string, number> {
  return Object.fromEntries(rows.map(({ window, count }) => [window.start, count]));
}

const eventsIn = (path: string): Record<string, string | number>[] =>
  linesOf(path).map((line) => JSON.parse(line) as Record<string, string | number>);

const dayOf = (ms: number): string => new Date(Math.floor(ms / 864e5) * 864e5).toISOString();

/** `17/May/2015:10:05:03 +0000`, all of them of May 2015 and in UTC. */
const secondOf = (clf: string): string => clf.replace(/^(\d\d)\/May\/(\d{4}):([\d:]{8}) \+0000$/, '$2-05-$1T$3.000Z');

const apache = 'elastic_apache_logs.ndjson';
const perSecond = ['--time', '$.time', '--time-format', 'clf', '--window', 'tumbling:1s'];

about(apache, 'with a bound of 59 s none is late', async (path) => {
  const { rows, late } = await counted(path, ...perSecond, '--watermark', 'bounded:59s');
  expect(late).toEqual([]);
  expect(byStart(rows)).toEqual(plainCount(eventsIn(path).map(({ time }) => secondOf(time as string))));
});

about(apache, 'with a bound of 58 s exactly 99 are, and they and the rows are all there is', async (path) => {
  const { rows, late } = await counted(path, ...perSecond, '--watermark', 'bounded:58s');
  expect(late.length).toBe(99);
  const lines = new Set(linesOf(path));
  expect(late.every((line) => lines.has(line))).toBe(true);
  expect(rows.reduce((sum, { count }) => sum + count, 0)).toBe(linesOf(path).length - 99);
});

about(apache, 'the 99 late events fed back complete the counts', (path) =>
  inFolder(async (folder) => {
    const late = folder.at('late');
    const [first, second] = [folder.at('first'), folder.at('second')];
    await perform([...perSecond, '--watermark', 'bounded:58s', '-o', first, '--late', late, path]);
    await perform([...perSecond, '--watermark', 'none', '-o', second, '--late', 'none', late]);
    const rows = [...linesOf(first), ...linesOf(second)].map((line) => JSON.parse(line) as Row);
    const totals: Record<string, number> = {};
    for (const { window, count } of rows) totals[window.start] = (totals[window.start] ?? 0) + count;
    expect(totals).toEqual(plainCount(eventsIn(path).map(({ time }) => secondOf(time as string))));
  }),
);

about('elastic_apache_logs.clf', 'the same log as plain text, its time found in each line', async (path) => {
  const options = ['--input-format', 'text', '--time', '$.line', '--time-format', 'clf', '--window', 'tumbling:1s'];
  const { rows, late } = await counted(path, ...options, '--watermark', 'bounded:59s');
  expect(late).toEqual([]);
  expect(byStart(rows)).toEqual(plainCount(linesOf(path).map((line) => secondOf(/\[([^\]]*)\]/.exec(line)![1]!))));
});

about('flights-20k-by-arrival.ndjson', 'flights of each hour, their times read after a pattern', async (path) => {
  const options = ['--time', '$.date', '--time-format', '%Y/%m/%d %H:%M', '--window', 'tumbling:1h'];
  const { rows, late } = await counted(path, ...options, '--watermark', 'bounded:9h');
  const hourOf = (date: string): string => `${date.slice(0, 13).replaceAll('/', '-').replace(' ', 'T')}:00:00.000Z`;
  expect(late).toEqual([]);
  expect(byStart(rows)).toEqual(plainCount(eventsIn(path).map(({ date }) => hourOf(date as string))));
});

const quakes = 'usgs-earthquakes-by-updated.ndjson';

about(quakes, 'quakes of each day', async (path) => {
  const { rows, late } = await counted(
    path,
    '--time',
    '$.time',
    '--window',
    'calendar:day',
    '--watermark',
    'bounded:1w',
  );
  expect(late).toEqual([]);
  expect(byStart(rows)).toEqual(plainCount(eventsIn(path).map(({ time }) => dayOf(time as number))));
});

about(
  quakes,
  'early every hour of arrival, on time, corrected for a week: the last word is the plain count',
  async (path) => {
    const firing = ['--early', 'repeat(aligned(1h))', '--late-firing', 'count(1)', '--allowed-lateness', '1w'];
    const options = [
      '--time',
      '$.time',
      '--clock',
      '$.updated',
      '--window',
      'calendar:day',
      '--pane',
      'always',
      ...firing,
    ];
    const { rows, late } = await counted(path, ...options);
    expect(late).toEqual([]);
    expect(byStart(rows)).toEqual(plainCount(eventsIn(path).map(({ time }) => dayOf(time as number))));
    for (const start of Object.keys(byStart(rows))) {
      const panes = rows.filter(({ window }) => window.start === start);
      expect(panes.map(({ pane }) => pane.timing[0]).join('')).toMatch(/^e*o?l*$/);
      expect(panes.map(({ pane }) => pane.index)).toEqual(panes.map((_, i) => i));
      expect(panes.map(({ count }) => count)).toEqual(panes.map(({ count }) => count).sort((a, b) => a - b));
    }
    expect(rows.filter(({ pane }) => pane.timing === 'early').length).toBeGreaterThan(100);
    expect(rows.filter(({ pane }) => pane.timing === 'late').length).toBeGreaterThan(100);
  },
);

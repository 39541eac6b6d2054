// Promises that hold for every input and every job, tried on random ones over the whole program (SPEC §3, §5): bytes do
// not depend on how the input is cut up, order within the bound does not matter, the account adds up, nothing is lost.
// A failure prints its seed and the smallest input that shows it.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { inFolder } from '../program.js';
import { randomText as text } from './random-lines.js';
import { cut, fromFiles, fromSocket, nameless } from './runs.js';

/** The clock is in the data: not known before an event has one, or an `@clock` line came. */
const asked = fc.record({
  accumulation: fc.constantFrom('discarding', 'accumulating', 'retracting'),
  control: fc.constantFrom('in', 'both'),
  clock: fc.constantFrom('$.v', '$.v', 'input'),
});
const windows = fc.constantFrom(
  ...['global', 'tumbling:10ms', 'sliding:20ms/10ms', 'cumulative:30ms/10ms', 'session:5ms', 'calendar:day'],
);
const triggers = fc.constantFrom(
  ...['default', 'repeat(count(2))', 'watermark(early=delay(3ms), late=count(2))', 'always', 'event-every(4ms)'],
);

const always = ({
  accumulation,
  control,
  clock,
}: {
  accumulation: string;
  control: string;
  clock: string;
}): string[] => [
  ...['--time-format', 'ms', '--time-output', 'ms', '--key', 'k', '--where', '@.v != 5', '--late-format', 'annotated'],
  ...['--agg', 'count', '--agg', 'sum(v)', '--agg', 'first(v)', '--agg', 'collect(t)'],
  ...['--accumulation', accumulation, '--control', control, '--clock', clock],
];

const ofEventTime = fc
  .record({
    window: windows,
    watermark: fc.constantFrom('ascending', 'bounded:10ms', 'bounded:3ms,idle=5ms', 'none', 'punctuated'),
    trigger: triggers,
    lateness: fc.constantFrom('0s', '15ms', 'unlimited'),
    future: fc.constantFrom('off', '20ms'),
  })
  .map((job) => [
    ...['--time', 't', '--window', job.window, '--watermark', job.watermark, '--trigger', job.trigger],
    ...['--allow-unsafe-trigger', '--allowed-lateness', job.lateness, '--max-future', job.future],
  ]);
const ofProcessingTime = fc
  .record({ window: windows, trigger: triggers })
  .map((job) => [
    ...['--time-domain', 'processing', '--window', job.window, '--trigger', job.trigger, '--allow-unsafe-trigger'],
  ]);
const byNumber = fc
  .record({ window: fc.constantFrom('count:3', 'count:5/2'), timestamp: fc.constantFrom('end', 'earliest', 'latest') })
  .map((job) => ['--time', 't', '--window', job.window, '--timestamp', job.timestamp]);

/** Questions of the whole model; what asks the clock has it in the data. */
const aJob = fc
  .tuple(
    asked,
    fc.oneof(
      { weight: 4, arbitrary: ofEventTime },
      { weight: 2, arbitrary: ofProcessingTime },
      { weight: 1, arbitrary: byNumber },
    ),
  )
  .map(([all, some]) => [...always(all), ...some]);

/** `12 lines = 7 read + 5 rejected (5 json)` of the account, as numbers. */
function sums(said: string, of: 'line' | 'event'): { readonly total: number; readonly parts: Record<string, number> } {
  const [, total, parts = ''] = new RegExp(`^flowctl: (\\d+) ${of}s?(?: = (.*))?$`, 'm').exec(said) ?? [];
  const found = [...parts.replace(/\([^)]*\)/g, '').matchAll(/(\d+) ([a-z ]*[a-z])/g)];
  return { total: Number(total), parts: Object.fromEntries(found.map(([, n, name]) => [name!, Number(n)] as const)) };
}

function rowsOf(results: string): Record<string, unknown>[] {
  return results.split('\n').filter(Boolean).map((line) => JSON.parse(line) as Record<string, unknown>); // prettier-ignore
}

const lines = (content: string): string[] => content.split('\n').filter(Boolean);
const total = (parts: Record<string, number>): number => Object.values(parts).reduce((sum, n) => sum + n, 0);

describe('however the bytes come', () => {
  test('any chunking gives the same results, late events and rejects', async () => {
    const places = fc.array(fc.nat(), { maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(aJob, text, places, async (job, content, at) => {
        const whole = nameless(await fromFiles(job, [content]));
        expect(nameless(await fromSocket(job, cut(content, at)))).toEqual(whole);
      }),
      { numRuns: 150 },
    );
  });

  test('a file and a pipe give the same bytes', async () => {
    const runs = fc.sample(fc.tuple(aJob, text), 6);
    for (const [job, content] of runs) {
      const { results } = await fromFiles(job, [content]);
      const asked = [...job, '--late', 'none', '--rejects', 'none'];
      const piped = await inFolder((folder) => folder.flowctl(asked, { input: content }));
      expect(piped.stdout).toBe(results);
    }
  });
});

describe('order within the bound', () => {
  const bound = 30;
  const events = fc.array(
    fc.record({ t: fc.integer({ min: -100, max: 300 }), v: fc.integer(), wait: fc.integer({ min: 0, max: bound }) }),
    { minLength: 1, maxLength: 80 },
  );
  const windows = fc.constantFrom('tumbling:10ms', 'sliding:20ms/5ms', 'cumulative:30ms/10ms', 'session:7ms');

  /** An order of arrival in which nobody comes more than the bound behind the newest: each waits for less than that. */
  const arrival = (all: readonly { t: number; v: number; wait: number }[]): string =>
    [...all]
      .sort((a, b) => a.t + a.wait - (b.t + b.wait))
      .map(({ t, v }) => `{"t":${t},"v":${v}}\n`)
      .join('');

  test('gives the same set of rows, each the only one of its window, and nothing late', async () => {
    await fc.assert(
      fc.asyncProperty(events, windows, async (all, window) => {
        const job = ['--time', 't', '--time-format', 'ms', '--window', window, '--watermark', `bounded:${bound}ms`];
        const aggregates = ['count', 'sum(v)', 'min(v)', 'max(v)', 'mean(v)', 'distinct(v)'];
        const asked = [...job, ...aggregates.flatMap((aggregate) => ['--agg', aggregate])];
        const disordered = await fromFiles(asked, [arrival(all)]);
        const ordered = await fromFiles(asked, [arrival(all.map((event) => ({ ...event, wait: 0 })))]);
        expect(disordered.late).toBe('');
        expect(lines(disordered.results).sort()).toEqual(lines(ordered.results).sort());
        expect(rowsOf(disordered.results).filter((row) => 'pane' in row)).toEqual([]);
      }),
      { numRuns: 120 },
    );
  });

  test('files that are each in order make no one late, however the events are dealt out to them', async () => {
    const dealt = fc.array(fc.record({ t: fc.integer({ min: 0, max: 300 }), file: fc.integer({ min: 0, max: 3 }) }), {
      maxLength: 60,
    });
    await fc.assert(
      fc.asyncProperty(dealt, async (all) => {
        const sorted = [...all].sort((a, b) => a.t - b.t);
        const of = (file: number): string =>
          sorted.filter((event) => event.file === file).map(({ t }) => `{"t":${t}}\n`).join(''); // prettier-ignore
        const job = ['--time', 't', '--time-format', 'ms', '--window', 'tumbling:10ms'];
        const apart = await fromFiles(job, [0, 1, 2, 3].map(of));
        const together = await fromFiles(job, [sorted.map(({ t }) => `{"t":${t}}\n`).join('')]);
        expect(apart.late).toBe('');
        expect(apart.results).toBe(together.results);
      }),
      { numRuns: 80 },
    );
  });
});

describe('the account', () => {
  test('always adds up, and agrees with what was written', async () => {
    await fc.assert(
      fc.asyncProperty(aJob, fc.array(text, { minLength: 1, maxLength: 3 }), async (job, texts) => {
        const { said, late, rejects } = await fromFiles(job, texts);
        const [ofLines, ofEvents] = [sums(said, 'line'), sums(said, 'event')];
        const given = texts.flatMap((content) =>
          content
            .replace(/\n$/, '')
            .split('\n')
            .slice(content === '' ? 1 : 0),
        );
        expect(ofLines.total).toBe(given.length);
        expect(total(ofLines.parts)).toBe(ofLines.total);
        expect(total(ofEvents.parts)).toBe(ofEvents.total);
        expect(ofEvents.total).toBe(ofLines.parts['read'] ?? 0);
        expect(lines(late).filter((line) => line.startsWith('{"event"')).length).toBe(ofEvents.parts['late'] ?? 0);
        expect(lines(rejects).filter((line) => line.startsWith('{"source"')).length).toBe(
          ofLines.parts['rejected'] ?? 0,
        );
      }),
      { numRuns: 150 },
    );
  });

  test('nothing is lost: discarding panes, late and filtered events are all events', async () => {
    const watermark = fc.constantFrom('ascending', 'bounded:20ms', 'punctuated');
    const trigger = fc.constantFrom('default', 'repeat(count(2))', 'count(2)', 'never', 'watermark(early=count(3))');
    await fc.assert(
      fc.asyncProperty(watermark, trigger, text, async (when, fires, content) => {
        const job = [
          '--time',
          't',
          '--time-format',
          'ms',
          '--key',
          'k',
          '--window',
          'tumbling:10ms',
          '--where',
          '@.v > 0',
        ];
        const firing = ['--watermark', when, '--trigger', fires, '--allow-unsafe-trigger', '--control', 'in'];
        const asked = [...job, ...firing, '--accumulation', 'discarding', '--late-format', 'raw'];
        const { said, results, late } = await fromFiles(asked, [content]);
        const { total: events, parts } = sums(said, 'event');
        const counted = rowsOf(results).reduce((sum, row) => sum + (row['count'] as number), 0);
        expect(counted).toBe(parts['in windows'] ?? 0);
        expect(counted + lines(late).filter((line) => !line.startsWith('{"@')).length + (parts['filtered'] ?? 0)).toBe(
          events,
        );
      }),
      { numRuns: 150 },
    );
  });
});

// `--window global,ttl=D` against a slow model (OPERATORS §7): a running count for each key, forgotten D after its last
// event, where an event that is older than W counts as of its moment.
import { readFileSync, writeFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { perform } from '../../in-process.js';
import { inFolder } from '../../program.js';

interface Event {
  readonly t: number;
  readonly k: string;
}

interface State {
  readonly k: string;
  start: number;
  end: number;
  count: number;
}

/** After each event: its key, how many there are of it, and when they will be forgotten. */
function model(events: readonly Event[], life: number, bound: number): unknown[] {
  let states: State[] = [];
  let watermark = -Infinity;
  return events.map(({ t, k }) => {
    const at = Math.max(t, watermark + 1);
    const own = { k, start: at, end: at + life, count: 1 };
    const joined = states.filter((state) => state.k === k && state.start <= own.end && own.start <= state.end);
    for (const state of joined) {
      own.start = Math.min(own.start, state.start);
      own.end = Math.max(own.end, state.end);
      own.count += state.count;
    }
    watermark = Math.max(watermark, t - bound - 1);
    states = [...states.filter((state) => !joined.includes(state)), own].filter(({ end }) => end - 1 > watermark);
    return { key: { k }, count: own.count, ts: own.end - 1 };
  });
}

test('agrees with the model, and no event is too late', () =>
  inFolder((folder) =>
    fc.assert(
      fc.asyncProperty(
        fc.array(fc.record({ t: fc.integer({ min: 0, max: 99 }), k: fc.constantFrom('a', 'b') }), { maxLength: 30 }),
        fc.integer({ min: 1, max: 30 }),
        fc.integer({ min: 0, max: 30 }),
        async (events, life, bound) => {
          const [input, output] = [folder.at('in'), folder.at('out')];
          writeFileSync(input, events.map((event) => `${JSON.stringify(event)}\n`).join(''));
          const window = [
            '--window',
            `global,ttl=${life}ms`,
            '--trigger',
            'always',
            '--watermark',
            `bounded:${bound}ms`,
          ];
          const times = ['--time', 't', '--time-format', 'ms', '--time-output', 'ms'];
          const { status } = await perform([
            ...window,
            ...times,
            '--key',
            'k',
            '--fail-on-late',
            '--late',
            'none',
            '-o',
            output,
            input,
          ]);
          expect(status).toBe(0);
          const rows = readFileSync(output, 'utf8').split('\n').slice(0, -1);
          const seen = rows.map((row) => JSON.parse(row) as Record<string, unknown>);
          expect(seen.map(({ key, count, ts }) => ({ key, count, ts }))).toEqual(model(events, life, bound));
          expect(seen.every(({ window: bounds }) => bounds === null)).toBe(true);
        },
      ),
      { numRuns: 100 },
    ),
  ));

// `flowctl top N --by P` writes what `run` with `max_by($, P, N)` writes, a row an element, whatever the windows, triggers
// and lateness (OPERATORS §4).
import { readFileSync, writeFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { perform } from '../in-process.js';
import { inFolder } from '../program.js';

const event = fc.record(
  {
    t: fc.integer({ min: 0, max: 90 }),
    k: fc.constantFrom('a', 'b'),
    p: fc.oneof(fc.integer({ min: -3, max: 3 }), fc.constant('x')),
  },
  { requiredKeys: ['t'] },
);

const options = fc
  .record({
    window: fc.constantFrom('tumbling:20ms', 'sliding:30ms/10ms', 'session:9ms', 'global', 'count:3'),
    trigger: fc.constantFrom('default', 'always', 'repeat(count(2))', 'watermark(early=count(2), late=always)'),
    accumulation: fc.constantFrom('accumulating', 'retracting'),
    lateness: fc.constantFrom('0s', '25ms', 'unlimited'),
    pane: fc.constantFrom('auto', 'always'),
  })
  .map(({ window, trigger, accumulation, lateness, pane }) => [
    ...['--window', window, '--accumulation', accumulation, '--pane', pane, '--key', 'k', '--late', 'none'],
    ...(window === 'count:3' ? [] : ['--trigger', trigger, '--watermark', 'bounded:5ms']),
    ...(window === 'count:3' ? [] : ['--allowed-lateness', lateness, '--time', 't', '--time-format', 'ms']),
  ]);

interface Row {
  readonly event: readonly unknown[];
  readonly retract?: true;
}

/** The rows of a list: each element with its rank. */
function apart(line: string): unknown[] {
  const { event: list, ...row } = JSON.parse(line) as Row;
  return list.map((one, i) => ({ ...row, rank: i + 1, event: one }));
}

const linesOf = (path: string): string[] => readFileSync(path, 'utf8').split('\n').slice(0, -1);

test('the rows of top are the elements of max_by', () =>
  inFolder((folder) =>
    fc.assert(
      fc.asyncProperty(
        fc.array(event, { maxLength: 30 }),
        options,
        fc.integer({ min: 1, max: 4 }),
        fc.boolean(),
        async (events, given, count, largest) => {
          const [input, tops, lists] = ['in', 'tops', 'lists'].map((name) => folder.at(name));
          writeFileSync(input!, events.map((one) => `${JSON.stringify(one)}\n`).join(''));
          const top = ['top', `${count}`, '--by', 'p', ...(largest ? [] : ['--order', 'asc'])];
          const list = ['--agg', `event=${largest ? 'max_by' : 'min_by'}($, p, ${count})`];
          const one = await perform([...top, ...given, '-o', tops!, input!]);
          const other = await perform([...list, ...given, '-o', lists!, input!]);
          expect(one.status).toBe(other.status);
          expect(linesOf(tops!).map((line) => JSON.parse(line) as unknown)).toEqual(linesOf(lists!).flatMap(apart));
        },
      ),
      { numRuns: 60 },
    ),
  ));

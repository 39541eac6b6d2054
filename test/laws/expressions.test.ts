// Members that are set, values of rows, conditions of all three: what they come to hangs on the events alone, not on how
// the bytes come, on threads, or on where a run was stopped and gone on with.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { perform } from '../in-process.js';
import { inFolder } from '../program.js';
import { cut, destinations, fromFiles, fromSocket, nameless, written, type Written } from './runs.js';

const aValue = fc.oneof(
  fc.integer({ min: -9, max: 9 }).map(String),
  fc.constantFrom('0', '2.5', '1e400', '9007199254740993', '"7"', '"x"', 'null', 'true', '[1]', '{"n":3}'),
);
const aLine = fc
  .record({
    t: fc.integer({ min: 0, max: 60 }),
    k: fc.constantFrom('"a"', '"b"', 'null', '1', '1.0'),
    v: fc.option(aValue, { nil: undefined }),
  })
  .map(({ t, k, v }) => `{"t":${t},"k":${k}${v === undefined ? '' : `,"v":${v}`}}\n`);

const sets = fc.subarray(['w=v * 2', 'class=v > 3 ? "high" : "low"', 'p=n + 1', 'at=t + 1', 'v=double(v)'], {
  minLength: 1,
});
const lets = fc.subarray(['pct=100 * some / count', 'both=[some, sum_w]', 'wide=window.end - window.start']);
const havings = fc.subarray(['count > 1', 'some < 3', 'sum_w != 0', 'pane.index % 2 == 0'], { maxLength: 2 });
const some = fc.constantFrom('v > 2', 'class == "high"', 'has(v) && v != null', '@.w > 1', 'type(v) == string');
const panes = fc.constantFrom(
  ['--watermark', 'bounded:10ms'],
  ['--watermark', 'bounded:5ms', '--allowed-lateness', '20ms', '--accumulation', 'retracting'],
  ['--watermark', 'none', '--trigger', 'repeat(count(2))', '--accumulation', 'discarding'],
);

const repeated = (option: string, values: readonly string[]): string[] => values.flatMap((value) => [option, value]);

const job = fc
  .record({ sets, lets, havings, some, panes, key: fc.constantFrom('k', 'class', 'w'), where: fc.boolean() })
  .map((asked) => [
    ...['--time', 't', '--time-format', 'ms', '--time-output', 'ms', '--window', 'tumbling:20ms', '--key', asked.key],
    ...[...asked.panes, ...repeated('--set', asked.sets), ...(asked.where ? ['--where', 'w != 6'] : [])],
    ...['--agg', 'count', '--agg', `some=count where ${asked.some}`, '--agg', `sum(w) where ${asked.some}`],
    ...['--agg', 'last(class) where v != 2', ...repeated('--let', asked.lets), ...repeated('--having', asked.havings)],
  ]);

const lines = fc.array(aLine, { minLength: 1, maxLength: 25 });

/** The same in as many runs as there are lines, each going on from the checkpoint of the one before. */
function inRuns(job: readonly string[], lines: readonly string[]): Promise<Written> {
  return inFolder(async (folder) => {
    const asked = [...job, ...destinations(folder), '--checkpoint', folder.at('state'), folder.at('in')];
    for (const [n, line] of lines.entries()) {
      folder.append('in', line);
      await perform(n < lines.length - 1 ? [...asked, '--no-drain'] : asked);
    }
    return written(folder);
  });
}

test('bytes do not hang on where they are cut', async () => {
  const places = fc.array(fc.nat(), { maxLength: 8 });
  await fc.assert(
    fc.asyncProperty(job, lines, places, async (job, lines, at) => {
      const whole = nameless(await fromFiles(job, [lines.join('')]));
      expect(nameless(await fromSocket(job, cut(lines.join(''), at)))).toEqual(whole);
    }),
    { numRuns: 60 },
  );
});

test('nor on stops after each event', async () => {
  await fc.assert(
    fc.asyncProperty(job, lines, async (job, lines) => {
      const whole = await fromFiles(job, [lines.join('')]);
      expect(nameless(await inRuns(job, lines))).toEqual(nameless(whole));
    }),
    { numRuns: 25 },
  );
});

test('nor on threads', async () => {
  await inFolder(async (folder) => {
    const line = (i: number): string => `{"t":${i * 3},"k":"${i % 7}","v":${(i * 7919) % 13},"text":"${'x'.repeat(i % 50)}"}\n`; // prettier-ignore
    folder.write('in', Array.from({ length: 60_000 }, (_, i) => line(i)).join(''));
    const run = (threads: number): string =>
      `flowctl --time t --time-format ms --window tumbling:1s --key k --set 'w=v * 2' --set 'long=size(text) > 25' --where 'w != 8' \
        --agg count --agg 'long=count where long' --agg 'sum(w) where k != "3"' --let 'pct=100 * long / count' --having 'pct > 40' \
        --threads ${threads} in`;
    const { stdout, stderr } = await folder.bash(`${run(1)} >one; ${run(2)} >two; cmp one two && wc -l <one`);
    expect(stderr).toBe('');
    expect(Number(stdout)).toBeGreaterThan(500);
  });
});

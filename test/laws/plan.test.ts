// The law of plans: what options mean survives as JSON. `run OPTIONS`, and `run --plan` of what `explain --json OPTIONS`
// wrote, are the same run: the same fingerprint, the same words, the same bytes.
import { readFileSync, writeFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { command, said } from '../cli/context.js';
import { perform } from '../in-process.js';
import { inFolder } from '../program.js';
import { anyScenario } from '../oracle/any-scenario.js';

/** Options beside the model's, each with what is to be thrown in for it. */
const others: readonly (readonly string[])[] = [
  ['--key', '$.k'],
  ['--key', "odd name=$['k']", '--key', 'v'],
  ['--agg', ' n = count '],
  ['--agg', 'sum( $.v )', '--agg', 'collect($.v,3)', '--agg', 'x=max(v)'],
  ['--agg', 'p95(v)', '--agg', 'n = count  where  (@.v > 1)', '--agg', "quantile($.v, .5) where @.k != 'b'"],
  ['--where', ' @.v > 1 ', '--where', "@.k != 'b'"],
  ['--where', ' v > 1 ', '--agg', 'n=count where k == "a" || v >= 2'],
  ['--numeric-text'],
  ['--agg', 'max_by($.k,v)', '--agg', 'b=min_by( k , $.v, 2 ) where @.v > 1', '--agg', 'histogram(v, 1, 2.5)'],
  ['--agg', 'top($.k, 2)', '--agg', 'approx_quantile(v, 0.5,0.05)', '--agg', 'approx_distinct(k)'],
  ['--input-format', 'text'],
  ['--each', 'split($.k, ",")', '--key', 'piece=@each'],
  ['--tz', 'Europe/Berlin'],
  ['--time-format', 'ms'],
  ['--time-output', 'ms'],
  ['--control', 'both'],
  ['--clock', '$[?@.at == 1].at'],
  ['--allowed-lateness', 'unlimited'],
  ['--window', 'tumbling:5s', '--agg', 'rate(PT1S)', '--agg', 'rate(1m) where @.v > 1', '--agg', 'median(v)'],
  ['--max-line', '64k'],
  ['--late', 'none', '--rejects', 'fd:2', '--late-format', 'annotated'],
  ['--append', '--line-buffered', '--strict', '--fail-on-late'],
  ['--max-bad', '0.5%', '--max-keys', '5', '--max-open-windows', '100', '--max-memory', '1GiB'],
  ['--max-bad', '7', '--threads', '2', '--stats', 'none'],
  ['--follow', '--rotate-wait', '90s', '--reconnect', '--accept', '3'],
  ['--checkpoint', 'c', '--checkpoint-every', '1000events', '--fresh', '--no-drain'],
  ['--allow-unsafe-trigger', '--watermark', 'bounded:PT1M,idle=5m', '--idle', '90s'],
];

const operands = fc.constantFrom<string[]>([], ['a.log'], ['-', 'b.log'], ['tcp://localhost:99', 'udp-listen://:5']);

/** Whole command lines; not all of them are taken. */
const commandLine = fc
  .tuple(anyScenario(1), fc.subarray([...others], { maxLength: 4 }), operands)
  .map(([{ flags }, extras, names]) => {
    const model = Object.entries(flags).flatMap(([name, value]) => [`--${name}`, value]);
    const taken = new Set(extras.flatMap((words) => words.filter((word) => word.startsWith('--'))));
    const kept = model.flatMap((word, i) => (i % 2 === 0 && !taken.has(word) ? [word, model[i + 1]!] : []));
    return [...(flags['time-domain'] === 'processing' ? [] : ['--time', '$.ts']), ...kept, ...extras.flat(), ...names];
  });

describe('a plan', () => {
  it('is explained as itself, in JSON and in words, and has the fingerprint of its options', async () => {
    await fc.assert(
      fc.asyncProperty(commandLine, async (argv) => {
        const asked = await command(argv);
        fc.pre(asked.kind === 'run');
        const text = await said(['explain', '--json', ...argv]);
        const from = { readFile: () => text };
        expect(await said(['explain', '--json', '--plan', 'p.json'], from)).toBe(text);
        expect(await said(['explain', '--plan', 'p.json'], from)).toBe(await said(['explain', ...argv]));
        const again = await command(['--plan', 'p.json'], from);
        if (again.kind !== 'run') throw new Error(`no run: ${JSON.stringify(again)}`);
        const [built, meant] = [again.job, asked.job].map(
          ({ pipeline, step, streams, rows, timeOutput, meaning, ...rest }) => ({
            // How options were written is remembered for checkpoints alone.
            meaning: rest.checkpoint === undefined ? {} : meaning(),
            // Functions of a zone or a trigger are made anew for each run.
            functions: JSON.stringify([pipeline, step, streams, rows, timeOutput]),
            rest,
          }),
        );
        expect(built).toEqual(meant);
      }),
      { numRuns: 300 },
    );
  });

  it('writes the bytes that its options write', async () => {
    await inFolder(async (folder) => {
      const path = (name: string): string => folder.at(name);
      const lines = Array.from({ length: 60 }, (_, i) => `{"ts":${(i * 7) % 40},"k":"${'abc'[i % 3]}","v":${i % 5}}`);
      writeFileSync(path('in'), `${lines.join('\n')}\nno\n`);
      const bytes = (): string[] => ['out', 'late', 'bad'].map((name) => readFileSync(path(name), 'utf8'));
      const to = ['-o', path('out'), '--late', path('late'), '--rejects', path('bad'), path('in')];
      await fc.assert(
        fc.asyncProperty(anyScenario(1), fc.subarray(others.slice(0, 10)), async ({ flags }, extras) => {
          // Silence is of the machine's clock, and two runs may see different ones.
          const asked = Object.entries(flags).filter(([name, value]) => name !== 'idle' && !value.includes('idle='));
          const model = asked.flatMap(([name, value]) => [`--${name}`, value]);
          const times = [...(flags['time-domain'] === 'processing' ? [] : ['--time', '$.ts']), '--time-format', 'ms'];
          const clock = flags['clock'] === undefined ? ['--clock', '$.ts'] : [];
          const argv = [...model, ...extras.flat(), ...times, ...clock, ...to];
          fc.pre((await command(argv)).kind === 'run');
          const { status } = await perform(argv);
          const rows = bytes();
          writeFileSync(path('p'), await said(['explain', '--json', ...argv]));
          expect((await perform(['--plan', path('p')])).status).toBe(status);
          expect(bytes()).toEqual(rows);
        }),
        { numRuns: 60 },
      );
    });
  });
});

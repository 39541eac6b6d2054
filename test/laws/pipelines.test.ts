// Random pipes of several processes, killed wherever: the same command again, as often as it takes, gives every file the
// bytes of one undisturbed run (SPEC §16). All verbs take part, chained by pipes, `tee` and `then`.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { joining, latest, newest, processOf, writeLogs } from '../checkpoint/graphs.js';
import { type Folder, inFolder, waitUntil } from '../program.js';

/** Where the key and the value are in the rows of a verb. */
interface Row {
  readonly key: string;
  readonly value: string;
}

/** What a process does with such rows, and the rows that it makes of them. */
type Verb = (row: Row) => { readonly words: string; readonly row: Row };

const counted: Row = { key: 'key.key', value: 'value' };
const run =
  (window: string): Verb =>
  ({ key, value }) => ({
    words: `run --key key=${key} --agg 'value=sum(${value})' --window ${window}`,
    row: counted,
  });
const dedup: Verb = (row) => ({ words: `dedup --key ${row.key} --key value=${row.value} --within 1s`, row });
const sort: Verb = (row) => ({ words: 'sort', row });
/** Verbs whose rows other verbs read here. */
const inner = [run('tumbling:1s'), run('session:600ms'), run('sliding:1s/500ms'), dedup, sort];
const last: readonly Verb[] = [
  ...inner,
  (row) => ({ words: `top 2 --by ${row.value} --window tumbling:2s`, row }),
  (row) => ({ words: `match --key ${row.key} --pattern 'big any{1,2}' --define 'big=value > 300' --within 4s`, row }),
  (row) => ({ words: `fill --silence 1s --key ${row.key}`, row }),
];

const processes = fc.record({
  first: fc.constantFrom(...inner),
  between: fc.array(fc.constantFrom(...inner), { maxLength: 2 }),
  last: fc.constantFrom(...last),
  /** Reads the same as the last one, by `tee`. */
  branch: fc.option(fc.constantFrom(...last), { nil: undefined }),
  /** The first process has a second step. */
  then: fc.boolean(),
});

/** The process that is killed, or all, and after how many snapshots, and so many ms. */
const kill = fc.record({
  who: fc.option(fc.nat(4), { nil: undefined }),
  after: fc.integer({ min: -2, max: 25 }),
  wait: fc.nat(30),
});

type Shape = typeof processes extends fc.Arbitrary<infer T> ? T : never;
type Kill = typeof kill extends fc.Arbitrary<infer T> ? T : never;

interface Drawn {
  readonly names: readonly string[];
  readonly script: (join: (name: string) => string) => string;
}

const before = '--time ts --watermark bounded:500ms -q --late late --rejects rejects ?.log';
const behind = '--time ts --watermark punctuated --late none';

/** The words `JOIN` stand where a process takes part under its name. */
function drawn({ first, between, last: end, branch, then }: Shape): Drawn {
  const source = first({ key: 'key', value: 'value' });
  let { row } = source;
  const begun = source.words.replace(/^\w+/, `$& ${before} JOIN`);
  const inside = between.map((verb) => {
    const { words, row: made } = verb(row);
    row = made;
    return `${words} ${behind} --control both JOIN`;
  });
  const ends = [end, ...(branch === undefined ? [] : [branch])];
  const behindAll = ends.map((verb, i) => `${verb(row).words} ${behind} --control in JOIN -o out.${i}`);
  const lines = [`${begun}${then ? ' then sort --late none' : ''} --control out`, ...inside, ...behindAll];
  const names = lines.map((_, i) => `p${i}`);
  return {
    names,
    script: (join) => {
      const named = lines.map((line, i) => `flowctl ${line.replace('JOIN', join(names[i]!))}`);
      const [main, tapped] = named.splice(-ends.length);
      return [...named, ...(tapped === undefined ? [] : [`tee >(${tapped})`]), main].join(' | ');
    },
  };
}

const files = ['out.0', 'out.1', 'late', 'rejects'];

function written({ has, read }: Folder): readonly string[] {
  return files.map((name) => (has(name) ? read(name) : ''));
}

async function disturbed(folder: Folder, { names, script }: Drawn, { who, after, wait }: Kill): Promise<void> {
  const from = latest(folder);
  const run = folder.startBash(script(joining('20events')));
  run.end();
  await waitUntil(() => !run.isRunning || names.every((name) => folder.has(`st/${name}`)));
  await waitUntil(() => !run.isRunning || latest(folder) >= from + after);
  await new Promise((resolve) => setTimeout(resolve, wait));
  const pid = who === undefined ? -run.pid : processOf(folder, names[who % names.length]!);
  if (pid !== undefined && run.isRunning) process.kill(pid, 'SIGKILL');
  await run.ended;
}

test('a pipe of any verbs, killed anywhere and started again, writes the bytes of one run', async () => {
  await fc.assert(
    fc.asyncProperty(processes, fc.array(kill, { minLength: 1, maxLength: 3 }), (shape, kills) =>
      inFolder(async (folder) => {
        const graph = drawn(shape);
        writeLogs(folder, 600);
        expect(await folder.bash(graph.script(() => ''))).toMatchObject({ status: 0, stdout: '' });
        const whole = written(folder);
        await folder.bash(`rm -f ${files.join(' ')}`);
        for (const one of kills) await disturbed(folder, graph, one);
        for (let i = 0; i < 3 && newest(folder) !== 'ended'; i++) await folder.bash(graph.script(joining('1s')));
        expect(newest(folder)).toBe('ended');
        expect(written(folder)).toEqual(whole);
      }),
    ),
    { numRuns: 8, endOnFailure: true },
  );
}, 300_000);

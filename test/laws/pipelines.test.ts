// Random pipes of several processes, killed wherever: the same command again, as often as it takes, gives every file the
// bytes of one undisturbed run (SPEC §16). All verbs take part, chained by pipes, `tee` and `then`.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { joining, latest, newest, processOf, writeLogs } from '../checkpoint/graphs.js';
import { lines as logLines } from '../checkpoint/log.js';
import { type Folder, inFolder, waitUntil } from '../program.js';

/** Where the key and the value are in the rows of a verb. */
interface Row {
  readonly key: string;
  readonly value: string;
}

/** What a process does with such rows, and the rows that it makes of them. */
interface Work {
  readonly words: string;
  readonly row: Row;
  /** Which other process it reads beside, where the word `SIDE` stands. */
  readonly side?: string;
  /** What it does with its own rows. */
  readonly then?: string;
}

type Verb = (row: Row) => Work;

const counted: Row = { key: 'key.key', value: 'value' };
const run =
  (window: string): Verb =>
  ({ key, value }) => ({
    words: `run --key key=${key} --agg 'value=sum(${value})' --window ${window}`,
    row: counted,
  });
const dedup: Verb = (row) => ({ words: `dedup --key ${row.key} --key value=${row.value} --within 1s`, row });
const sort: Verb = (row) => ({ words: 'sort', row });
const tableJoin: Verb = ({ key, value }) => ({
  words: `join --table table --table-key key --key key=${key} --type left`,
  row: { key: 'key.key', value: `left.${value}` },
});
/** Verbs whose rows other verbs read here. */
const inner = [run('tumbling:1s'), run('session:600ms'), run('sliding:1s/500ms'), dedup, sort, tableJoin];
/** In which order its rows come is chance, since the two sides are read as they come: what they add up to is not. */
const join =
  (how: string): Verb =>
  ({ key, value }) => ({
    words: `join - <(SIDE) --left-key key=${key} --right-key key ${how}`,
    row: counted,
    side: 'sort --time ts --watermark bounded:500ms -q --late late.2 --rejects rejects.2 c.log d.log',
    then: `run --key key.key --agg count --agg 'l=sum(left.${value})' --agg 'r=sum(right.value)' --window tumbling:1s --late none`,
  });
const last: readonly Verb[] = [
  ...inner,
  (row) => ({ words: `top 2 --by ${row.value} --window tumbling:2s`, row }),
  (row) => ({ words: `match --key ${row.key} --pattern 'big any{1,2}' --define 'big=value > 300' --within 4s`, row }),
  (row) => ({ words: `fill --silence 1s --key ${row.key}`, row }),
];
const joins = [
  join('--within -300ms..200ms --type full'),
  join('--window tumbling:1s --type full'),
  join('--window session:200ms --type left'),
  join('--as-of --tolerance 3s --type left'),
];

const processes = fc.record({
  first: fc.constantFrom(...inner),
  between: fc.array(fc.constantFrom(...inner), { maxLength: 2 }),
  last: fc.oneof(fc.constantFrom(...last), fc.constantFrom(...joins)),
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
  const works = ends.map((verb) => verb(row));
  const behindAll = works.map(({ words, then: more }, i) => {
    const reads = `${words} ${behind} --control in JOIN`;
    return more === undefined ? `${reads} -o out.${i}` : `${reads} then ${more} -o out.${i}`;
  });
  const sides = works.flatMap(({ side }) => (side === undefined ? [] : [`${side} JOIN --control out`]));
  const lines = [`${begun}${then ? ' then sort --late none' : ''} --control out`, ...inside, ...behindAll, ...sides];
  const names = lines.map((_, i) => `p${i}`);
  return {
    names,
    script: (join) => {
      const all = lines.map((words, i) => `flowctl ${words.replace('JOIN', join(names[i]!))}`);
      const beside = all.splice(all.length - sides.length);
      const named = all.map((words) => words.replace('SIDE', beside[0] ?? ''));
      const [main, tapped] = named.splice(-ends.length);
      return [...named, ...(tapped === undefined ? [] : [`tee >(${tapped})`]), main].join(' | ');
    },
  };
}

const files = ['out.0', 'out.1', 'late', 'rejects', 'late.2', 'rejects.2'];

/** @param ordered whether the order of the lines of `out.0` is no chance */
function written({ has, read }: Folder, ordered: boolean): readonly string[] {
  const [out, ...others] = files.map((name) => (has(name) ? read(name) : ''));
  return [ordered ? out! : out!.split('\n').sort().join('\n'), ...others];
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
        folder.write('table', logLines(0, 4));
        expect(await folder.bash(graph.script(() => ''))).toMatchObject({ status: 0, stdout: '' });
        const ordered = !joins.includes(shape.last);
        const whole = written(folder, ordered);
        await folder.bash(`rm -f ${files.join(' ')}`);
        for (const one of kills) await disturbed(folder, graph, one);
        for (let i = 0; i < 3 && newest(folder) !== 'ended'; i++) await folder.bash(graph.script(joining('1s')));
        expect(newest(folder)).toBe('ended');
        expect(written(folder, ordered)).toEqual(whole);
      }),
    ),
    { numRuns: 10, endOnFailure: true },
  );
}, 300_000);

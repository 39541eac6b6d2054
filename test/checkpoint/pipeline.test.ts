// --pipeline DIR --name NAME (SPEC §16): who takes part, what is refused, and what the directory holds. What a kill at
// any moment does is in pipeline-torture.test.ts.
import { readdirSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { type Folder, inFolder, type Outcome, waitUntil } from '../program.js';
import { graphs, joining, processOf, writeLogs } from './graphs.js';

const [chain] = graphs;
const script = chain!.script(joining('40events'));
const whole = chain!.script(() => '');

/** A folder with logs, and what one run without snapshots makes of them. */
async function withLogs(act: (folder: Folder, expected: readonly string[]) => Promise<void>, lines = 2000) {
  await inFolder(async (folder) => {
    writeLogs(folder, lines);
    expect(await folder.bash(whole)).toEqual({ status: 0, stdout: '', stderr: '' });
    const expected = written(folder);
    await folder.bash('rm -f out late rejects');
    await act(folder, expected);
  });
}

function written(folder: Folder): readonly string[] {
  return chain!.files.map((name) => (folder.has(name) ? folder.read(name) : ''));
}

/** Both have saved a snapshot that is not the beginning. */
function hasSnapshot(folder: Folder): boolean {
  const newest = (name: string) =>
    Math.max(
      ...readdirSync(folder.at(`st/${name}`))
        .map(Number)
        .filter(Number.isFinite),
    );
  return chain!.names.every((name) => folder.has(`st/${name}`) && newest(name) > 0);
}

/** The pipeline is killed once it has a snapshot to go on from. */
async function killed(folder: Folder, lines = script): Promise<void> {
  const run = folder.startBash(lines);
  run.end();
  await waitUntil(() => !run.isRunning || hasSnapshot(folder));
  expect(run.isRunning).toBe(true);
  process.kill(-run.pid, 'SIGKILL');
  await run.ended;
}

const status = (lines: string) => `${lines}; echo "\${PIPESTATUS[*]}"`;

describe.concurrent('a pipeline', () => {
  test('that is complete writes nothing more, and refuses new input', () =>
    withLogs(async (folder, expected) => {
      expect(await folder.bash(status(script))).toEqual({ status: 0, stdout: '0 0\n', stderr: '' });
      expect(written(folder)).toEqual(expected);
      expect(await folder.bash(status(script))).toEqual({ status: 0, stdout: '0 0\n', stderr: '' });
      expect(written(folder)).toEqual(expected);
      folder.append('a.log', '{"ts":1893456000000,"key":"k1","value":1}\n');
      const { stderr } = await folder.bash(status(script));
      expect(stderr).toBe(
        'flowctl: a.log has new input, but by st the run is complete and all its windows are closed; start over with --fresh, given to all processes of the pipeline\n',
      );
    }));

  test('is shown', () =>
    withLogs(async (folder) => {
      const show = async (): Promise<string> => (await folder.flowctl(['checkpoint', 'show', 'st'])).stdout;
      await killed(folder);
      expect(await show()).toMatch(
        /^st: its processes go on from snapshot \d+\.\n\n {2}counts {2}stopped, has [\d, ]+; reads a\.log, b\.log, c\.log, d\.log; written \S+ ago\n {2}sums {4}stopped, has [\d, ]+; reads from counts; written \S+ ago\n$/,
      );
      await folder.bash(script);
      expect(await show()).toContain(
        'st: the pipeline is complete; new input will be refused.\n\n  counts  ended; reads',
      );
      const { stdout } = await folder.flowctl(['checkpoint', 'show', '--json', 'st']);
      expect(JSON.parse(stdout)).toMatchObject({
        complete: true,
        processes: [
          { name: 'counts', ended: true },
          { name: 'sums', inputs: [{ name: '-', process: 'counts' }] },
        ],
      });
    }));

  test('goes on in the bytes of one run, from a snapshot that all have; older ones are removed', () =>
    withLogs(async (folder, expected) => {
      await killed(folder);
      for (const name of chain!.names) expect(readdirSync(folder.at(`st/${name}`)).length).toBeLessThan(30);
      expect(await folder.bash(status(script))).toEqual({ status: 0, stdout: '0 0\n', stderr: '' });
      expect(written(folder)).toEqual(expected);
    }));
});

describe.concurrent('is refused:', () => {
  const refused = async (folder: Folder, lines: string): Promise<Outcome> => folder.bash(status(lines));

  test('other options', () =>
    withLogs(async (folder) => {
      await killed(folder);
      const { stderr } = await refused(folder, script.replace('tumbling:5s', 'tumbling:7s'));
      expect(stderr).toMatch(/^flowctl: st\/sums\/\d+ was written with options that mean something else:\n {2}--window {2}tumbling:5s → tumbling:7s\n/); // prettier-ignore
    }));

  test('another name, unless all start over', () =>
    withLogs(async (folder, expected) => {
      await killed(folder);
      // A process that is started with the others may come somewhat later.
      await wait(2100);
      const other = script.replace('--name sums', '--name totals');
      const { stderr } = await refused(folder, other);
      expect(stderr).toContain('flowctl: st is of another pipeline:\n  --name  counts, sums → counts, sums, totals\n');
      const fresh = other.replaceAll('--pipeline', '--fresh --pipeline');
      expect(await folder.bash(status(fresh))).toEqual({ status: 0, stdout: '0 0\n', stderr: '' });
      expect(written(folder)).toEqual(expected);
      expect(readdirSync(folder.at('st')).sort()).toEqual(['.pipeline', 'counts', 'totals']);
    }));

  test('--fresh for one alone', () =>
    withLogs(async (folder) => {
      await killed(folder);
      const { stderr } = await refused(folder, script.replace('--pipeline st --name counts', '--fresh $&'));
      const later =
        /counts, which writes standard input, goes on from the beginning, and this process from snapshot \d+; run all/;
      const inTime = '';
      expect(later.test(stderr) || stderr === inTime).toBe(true);
    }));

  test('a writer that takes no part', () =>
    withLogs(async (folder) => {
      const { stderr } = await refused(
        folder,
        script.replace(/--pipeline st --name counts --checkpoint-every \S+/, ''),
      );
      expect(stderr).toContain(
        'flowctl: what writes standard input takes no part in the pipeline; give it --pipeline and a --name of its own as well\n',
      );
    }));

  test('a name that runs already', () =>
    withLogs(async (folder) => {
      const sleeper = folder.start(['--pipeline', 'st', '--name', 'sums', '--time', 'ts']);
      await waitUntil(() => processOf(folder, 'sums') !== undefined);
      const { stderr } = await refused(folder, script);
      expect(stderr).toMatch(/^flowctl: sums of st is in use by process \d+, since /);
      sleeper.kill('SIGKILL');
      await sleeper.ended;
    }));

  test('a directory of something else, and words that are no names', () =>
    inFolder(async ({ bash, write }) => {
      write('there', '');
      const said = async (words: string): Promise<string> => (await bash(`flowctl ${words} </dev/null`)).stderr;
      expect(await said('--pipeline . --name a')).toBe(
        'flowctl: . holds something else than a pipeline; name a directory that is empty or not there\n',
      );
      expect(await said('--pipeline there --name a')).toContain('cannot use there for the pipeline: ');
      expect(await said('--pipeline st --name a/b')).toContain('--name: "a/b" is none: letters, digits');
      expect(await said('--pipeline st')).toContain('--pipeline: every process in it needs a name of its own');
      expect(await said('--name a')).toContain('--name: is that of a process in a pipeline, and none is given');
      expect(await said('--pipeline st --name a --no-drain')).toContain('--no-drain: not together with --pipeline');
      expect(await said('--pipeline st --name a --checkpoint c')).toContain(
        '--pipeline: not together with --checkpoint',
      );
    }));
});

describe.concurrent('whatever happens to one of them, the same command goes on', () => {
  test('a full disk', () =>
    withLogs(async (folder, expected) => {
      // A file of more than 4 KiB is too large.
      const full = script.replace('flowctl run --time ts --watermark punctuated', '(ulimit -f 4; $&').concat(')');
      const { stdout, stderr } = await folder.bash(status(full));
      expect(stderr).toContain('flowctl: cannot write out: ');
      expect(stdout).toMatch(/^(0|141) 1\n$/);
      expect(await folder.bash(status(script))).toEqual({ status: 0, stdout: '0 0\n', stderr: '' });
      expect(written(folder)).toEqual(expected);
    }));

  test('a source that is paused, and one that is killed meanwhile', () =>
    withLogs(async (folder, expected) => {
      const run = folder.startBash(script);
      run.end();
      await waitUntil(() => !run.isRunning || hasSnapshot(folder));
      const source = processOf(folder, 'counts')!;
      process.kill(source, 'SIGSTOP');
      await wait(300);
      expect(run.isRunning).toBe(true);
      process.kill(source, 'SIGKILL');
      expect((await run.ended).stderr).toContain('flowctl: standard input was cut off: ');
      expect(await folder.bash(status(script))).toEqual({ status: 0, stdout: '0 0\n', stderr: '' });
      expect(written(folder)).toEqual(expected);
    }));

  test('a reader that goes away', () =>
    withLogs(async (folder, expected) => {
      const piped = script.replace(/ -o out$/, ' --line-buffered');
      const first = await folder.bash(status(`${piped} | head -2`));
      expect(first.stdout.split('\n').slice(2)).toEqual(['141 141 0', '']);
      const again = await folder.bash(status(`${piped} | cat`));
      expect(again).toMatchObject({ status: 0, stderr: '' });
      const numbered = again.stdout.split('\n').filter((row) => row.includes('"seq":'));
      const numbers = numbered.map((row) => (JSON.parse(row) as { readonly seq: number }).seq);
      // What stood in the pipe when its reader left was written, and is not written again where a snapshot knows of it.
      expect(numbers).toEqual(numbers.map((_, i) => numbers[0]! + i));
      expect(numbers.at(-1)).toBe(expected[0]!.trimEnd().split('\n').length - 1);
    }));

  test('a stop takes no snapshot, and is obeyed', () =>
    withLogs(async (folder, expected) => {
      const run = folder.startBash(status(script));
      run.end();
      await waitUntil(() => !run.isRunning || hasSnapshot(folder));
      for (const name of chain!.names) process.kill(processOf(folder, name)!, 'SIGTERM');
      // The first finds its reader gone when that was faster.
      expect((await run.ended).stdout).toMatch(/^(0|141) 0\n$/);
      expect(await folder.bash(status(script))).toEqual({ status: 0, stdout: '0 0\n', stderr: '' });
      expect(written(folder)).toEqual(expected);
    }));
});

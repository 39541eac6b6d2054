// Descriptors as shells hand them over: what is the caller's, what is the runtime's own, and that nothing is lost
// whatever stands behind them.
import { statSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { newFolder, type Folder, type Outcome } from '../program.js';

const late = { kind: 'fd', fd: 3 };
const results = { kind: 'stdout' };
const upTo = (n: number): number[] => Array.from({ length: n }, (_, i) => i);
const sorted = (all: readonly number[]): number[] => all.toSorted((a, b) => a - b);

/** What `writer.js` is asked for, as an argument of the shell. */
function wish(what: Readonly<Record<string, unknown>>): string {
  return `'${JSON.stringify(what)}'`;
}

/** `0`, `1`, `2` … of the lines that it wrote. */
function numbers(text: string): readonly number[] {
  return text
    .split('\n')
    .slice(0, -1)
    .map((line) => parseInt(line, 10));
}

describe('which descriptors are the caller’s', () => {
  const asked = upTo(22).slice(3);
  const answers = async (
    redirections: string,
    env: Readonly<Record<string, string>> = {},
  ): Promise<Map<number, string>> => {
    const { stderr } = await newFolder().bash(
      `$node $programs/writer.js ${wish({ descriptors: asked })} ${redirections}`,
      { env },
    );
    return new Map(
      stderr
        .split('\n')
        .slice(0, -1)
        .map((line) => JSON.parse(line) as [number, string]),
    );
  };

  test('none: every one the runtime holds is refused', async () => {
    expect(new Set((await answers('')).values())).toEqual(new Set(['not-open']));
  });
  test('only the one that was given', async () => {
    const all = await answers('3>f');
    expect(all.get(3)).toBe('writable');
    all.delete(3);
    expect(new Set(all.values())).toEqual(new Set(['not-open']));
  });
  test.each(['3>>f', '3>/dev/full', '3>/dev/null', '3> >(cat >f)', '3>&1', '3<>f'])('%s is writable', async (given) => {
    expect((await answers(given)).get(3)).toBe('writable');
  });
  test.each(['3</dev/null', '3< <(true)', '3<$programs/writer.js'])('%s can only be read', async (given) => {
    expect((await answers(given)).get(3)).toBe('readable-only');
  });
  test('high numbers count too', async () => {
    const all = await answers('9>f 17>g');
    expect([all.get(9), all.get(17), all.get(3)]).toEqual(['writable', 'writable', 'not-open']);
  });
  test('sockets from systemd are not taken for outputs', async () => {
    const line = `LISTEN_PID=$$ LISTEN_FDS=1 exec $node $programs/writer.js ${wish({ descriptors: [3, 4] })} 3>f 4>g`;
    const { stderr } = await newFolder().bash(line);
    expect(stderr).toBe('[3,"not-open"]\n[4,"writable"]\n');
  });
});

describe('nothing is lost', () => {
  const lines = 60_000;
  const fill = 'ä'.repeat(40);
  const task = wish({ outputs: [results, late], lines, fill });

  test.each([
    ['3>late', 'file and file'],
    ['3>>late', 'an appending descriptor'],
    ['3> >(cat >late; touch done)', 'a process'],
  ])('>out %s (%s)', async (given) => {
    const directory = newFolder();
    const { status } = await directory.bash(`$node $programs/writer.js ${task} >out ${given}; wait; sleep 0.2`);
    expect(status).toBe(0);
    expect(numbers(directory.read('out'))).toEqual(upTo(lines).filter((n) => n % 2 === 0));
    expect(numbers(directory.read('late'))).toEqual(upTo(lines).filter((n) => n % 2 === 1));
  });
  test('3>>late keeps what was there', async () => {
    const directory = newFolder();
    directory.write('late', '-1\n');
    await directory.bash(`$node $programs/writer.js ${wish({ outputs: [late], lines: 3 })} 3>>late`);
    expect(numbers(directory.read('late'))).toEqual([-1, 0, 1, 2]);
  });
  test.each(['3>&1 | cat', '3>&1 >/dev/null | cat', '3>&1 | (sleep 0.3; cat)', '3>&1 >out; cat out'])(
    '%s: both on one pipe or apart',
    async (given) => {
      const { stdout } = await newFolder().bash(`$node $programs/writer.js ${task} ${given}`);
      const expected = given.includes('/dev/null') ? upTo(lines).filter((n) => n % 2 === 1) : upTo(lines);
      expect(sorted(numbers(stdout))).toEqual(expected);
    },
  );
  test('two descriptors of one pipe are one sink: lines keep their order', async () => {
    const { stdout } = await newFolder().bash(`$node $programs/writer.js ${task} 3>&1 | cat`);
    expect(numbers(stdout)).toEqual(upTo(lines));
  });
  test('one file under two names is one sink', async () => {
    const directory = newFolder();
    const outputs = [
      { kind: 'file', path: 'f' },
      { kind: 'file', path: './f' },
      { kind: 'fd', fd: 3 },
    ];
    await directory.bash(`$node $programs/writer.js ${wish({ outputs, lines })} 3>f`);
    expect(numbers(directory.read('f'))).toEqual(upTo(lines));
  });
  test('a process substitution as a path', async () => {
    const directory = newFolder();
    const task = `'{"outputs":[{"kind":"file","path":"'>(cat >late)'"}],"lines":${lines}}'`;
    await directory.bash(`$node $programs/writer.js ${task}; sleep 0.3`);
    expect(numbers(directory.read('late'))).toEqual(upTo(lines));
  });
  test('output goes on behind what the shell wrote, and the shell behind it', async () => {
    const directory = newFolder();
    const task = wish({ outputs: [results], lines: 3, tell: true });
    const { stderr } = await directory.bash(`{ echo 9; $node $programs/writer.js ${task}; echo 9; } >out`);
    expect(numbers(directory.read('out'))).toEqual([9, 0, 1, 2, 9]);
    expect((JSON.parse(stderr) as { bytes: number[] }).bytes).toEqual([2 + 9]);
  });
  test('a slow reader is waited for, not remembered', async () => {
    const many = wish({ outputs: [results], lines: 600_000, fill, tell: true });
    const { stderr, stdout } = await newFolder().bash(`$node $programs/writer.js ${many} | (sleep 1.5; cat) | wc -l`);
    expect(stdout.trim()).toBe('600000');
    expect((JSON.parse(stderr) as { rss: number }).rss).toBeLessThan(120e6);
  });
});

describe('outputs that fail', () => {
  test.each([
    [{ outputs: [results], lines: 1 }, '>/dev/full', 'cannot write standard output: No space left on device'],
    [{ outputs: [results], lines: 1e5 }, '>/dev/full', 'cannot write standard output: No space left on device'],
    [{ outputs: [late], lines: 1 }, '3>/dev/full', 'cannot write descriptor 3: No space left on device'],
    [
      { outputs: [{ kind: 'file', path: '/dev/full' }], lines: 1 },
      '',
      'cannot write /dev/full: No space left on device',
    ],
    [{ outputs: [{ kind: 'file', path: '.' }], lines: 1 }, '', 'cannot write .: Is a directory'],
    [{ outputs: [{ kind: 'file', path: 'no/f' }] }, '', 'cannot write no/f: No such file or directory'],
  ])('%j %s', async (task, given, message) => {
    const { status, stderr } = await newFolder().bash(`$node $programs/writer.js ${wish(task)} ${given}`);
    expect(JSON.parse(stderr)).toEqual({ kind: 'failed', message });
    expect(status).toBe(1);
  });
  test('a reader that leaves', async () => {
    const task = wish({ outputs: [results], lines: 1e6 });
    const { stderr, stdout } = await newFolder().bash(`$node $programs/writer.js ${task} | head -1`);
    expect(stdout).toBe('0 \n');
    expect(JSON.parse(stderr)).toEqual({ kind: 'gone', message: 'cannot write standard output: Broken pipe' });
  });
});

describe('standard output closed from the start', () => {
  const answer = async (line: string): Promise<unknown> => {
    const { stderr } = await newFolder().bash(line, { env: { ask: '{"closed":true}' } });
    return (JSON.parse(stderr) as { closed: boolean }).closed;
  };

  test('is seen where a shell closed it', async () => {
    expect(await answer('$node $programs/writer.js "$ask" >&-; true')).toBe(true);
    expect(await answer(`sh -c '$node $programs/writer.js "$ask" >&-; true'`)).toBe(true);
  });
  test('is not taken for /dev/null, however that was opened', async () => {
    const ignoring = 'stdio: ["ignore", "ignore", "inherit"]';
    const spawning = (program: string): string =>
      `$node -e 'const { node, programs, ask } = process.env; const writer = programs + "/writer.js"; require("child_process").spawnSync(${program}, { ${ignoring} })'`;
    expect(await answer('$node $programs/writer.js "$ask" >/dev/null; true')).toBe(false);
    expect(await answer(spawning('node, [writer, ask]'))).toBe(false);
    expect(await answer(spawning('"bash", ["-c", "$node $programs/writer.js \\"$ask\\"; true"]'))).toBe(false);
  });
});

describe('named pipes', () => {
  const pipe = { kind: 'file', path: 'pipe' };

  test('wait for their reader and say so', async () => {
    const directory = newFolder();
    const task = wish({ outputs: [pipe], lines: 1000 });
    const reading = 'until grep -q waiting err; do sleep 0.1; done; cat pipe >got; wait $!';
    const { status } = await directory.bash(`mkfifo pipe; $node $programs/writer.js ${task} 2>err & ${reading}`);
    const notice = JSON.parse(directory.read('err')) as unknown;
    expect(notice).toEqual({ notice: 'waiting for a reader on FIFO pipe' });
    expect(status).toBe(0);
    expect(numbers(directory.read('got'))).toEqual(upTo(1000));
  });
  test('without a reader do not keep the program from ending when there is nothing to say', async () => {
    const started = performance.now();
    await newFolder().bash(`mkfifo pipe; $node $programs/writer.js ${wish({ outputs: [pipe], lines: 0 })}`);
    expect(performance.now() - started).toBeLessThan(10_000);
  });
  test('one pipe under two names is one sink', async () => {
    const directory = newFolder();
    const task = wish({ outputs: [pipe, { kind: 'file', path: './pipe' }], lines: 50_000 });
    await directory.bash(`mkfifo pipe; cat pipe >got & $node $programs/writer.js ${task}; wait`);
    expect(numbers(directory.read('got'))).toEqual(upTo(50_000));
  });
});

describe('going on after a checkpoint', () => {
  const output = { kind: 'file', path: 'out' };
  const place = (directory: Folder): string => {
    const { dev, ino } = statSync(directory.at('out'), { bigint: true });
    return `${dev}:${ino}`;
  };
  const start = (content: string): Folder => {
    const directory = newFolder();
    directory.append('out', content);
    return directory;
  };
  const goOn = (directory: Folder, length: number, more: object = {}, given = ''): Promise<Outcome> =>
    directory.bash(
      `$node $programs/writer.js ${wish({ outputs: [output], lines: 2, tell: true, resume: { place: place(directory), length }, ...more })} ${given}`,
    );

  test('the file is cut back to what was recorded', async () => {
    const directory = start('a\nb\nhalf a ro');
    const { stderr } = await goOn(directory, 4);
    expect(directory.read('out')).toBe('a\nb\n0 \n1 \n');
    expect((JSON.parse(stderr) as { bytes: number[] }).bytes).toEqual([10]);
  });
  test.each(['>>out', '1<>out'])('standard output too (%s)', async (given) => {
    const directory = start('a\nb\nhalf a ro');
    await goOn(directory, 4, { outputs: [results] }, given);
    expect(directory.read('out')).toBe('a\nb\n0 \n1 \n');
  });
  test('what the shell emptied stays so', async () => {
    const directory = start('a\nb\n');
    await goOn(directory, 4, { outputs: [results] }, '>out');
    expect(directory.read('out')).toBe('0 \n1 \n');
  });
  test('a file that is too short is refused', async () => {
    const directory = start('a\n');
    const { stderr, status } = await goOn(directory, 4);
    expect(status).toBe(1);
    expect(JSON.parse(stderr)).toEqual({
      kind: 'failed',
      message: 'cannot go on writing out: it has 2 bytes, the checkpoint says 4',
    });
  });
  test('another file is not cut', async () => {
    const directory = start('a\nb\nc\n');
    const { stderr } = await goOn(directory, 2, { resume: { place: '1:1', length: 2 } });
    expect(stderr).toContain('out is not the file that the checkpoint knows; going on at its end');
    expect(directory.read('out')).toBe('a\nb\nc\n0 \n1 \n');
  });
});

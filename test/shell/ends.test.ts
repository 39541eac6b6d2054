// How a run ends (SPEC §9): readers that leave, disks that are full, outputs that were closed from the start, limits. No
// output is cut within a line, nothing is said that is not for people, and the status tells.
import { describe, expect, test } from 'vitest';
import { newFolder } from '../program.js';
import { events, isClean, lines, tumbling, until } from './events.js';

/** So many rows that no pipe holds them. */
const many = 'flowctl --window count:1 in';
const plenty = events(20_000);

describe.concurrent('the reader of the results goes away', () => {
  test.each([
    `${many} | head -1`,
    `${many} --line-buffered | head -1`,
    `${many} --stats /dev/null | head -1`,
    `cat in | flowctl --window count:1 | head -1`,
  ])('%s', async (line) => {
    const { bash, write } = newFolder();
    write('in', plenty);
    const { stdout, stderr } = await bash(`${line}; echo "\${PIPESTATUS[*]}"`);
    const [row, statuses] = lines(stdout);
    expect(JSON.parse(row!)).toHaveProperty('count', 1);
    expect(statuses!.split(' ').slice(-2)).toEqual(['141', '0']);
    expect(stderr).toBe('');
  });

  test('--help and explain, too', async () => {
    const { bash } = newFolder();
    const { stderr } = await bash('flowctl --help | head -1; flowctl help time | true; flowctl explain | head -1');
    expect(stderr).toBe('');
  });

  test('pipefail sees it as of other tools', async () => {
    const { bash, write } = newFolder();
    write('in', plenty);
    expect((await bash(`set -o pipefail; ${many} | head -1 >/dev/null`)).status).toBe(141);
  });

  test('a producer that goes on for ever is let go', async () => {
    const { stdout } = await newFolder().bash(
      `yes '{}' | flowctl --window count:1 | head -2 | wc -l; echo "\${PIPESTATUS[1]}"`,
    );
    expect(lines(stdout)).toEqual(['2', '141']);
  });
});

describe.concurrent('another reader goes away', () => {
  const disordered = '{"t":200000}\n' + events(20_000, 1);

  test('late events: a word of it, and the run goes on', async () => {
    const { bash, write, read } = newFolder();
    write('in', disordered);
    const { status, stderr } = await bash(`flowctl ${tumbling} -o rows in 3> >(head -1 >/dev/null)`);
    expect(status).toBe(0);
    expect(stderr).toBe(
      'flowctl: the reader of descriptor 3 went away; what would have gone there is counted, but lost\n',
    );
    expect(lines(read('rows')).length).toBe(1);
  });

  test('rejects', async () => {
    const { status, stderr } = await newFolder().bash(
      `{ echo '{}'; yes some text | head -50000; } | flowctl -o rows --rejects >(head -1 >/dev/null) --max-bad 49999`,
    );
    expect(status).toBe(3);
    const [first, ...rest] = lines(stderr);
    expect(first).toContain('went away; what would have gone there is counted, but lost');
    expect(rest).toEqual([
      'flowctl: 50,000 of 50,001 lines were no usable events, more than --max-bad 49999 allows (exit status 3)',
      '  the lines look like lines of plain text: --input-format text, or regex:RE with a named group for each field',
    ]);
  });

  test('--strict: a failure', async () => {
    const { bash, write } = newFolder();
    write('in', disordered);
    const { status, stderr } = await bash(`flowctl ${tumbling} --strict -o rows in 3> >(head -1 >/dev/null)`);
    expect({ status, stderr }).toEqual({
      status: 1,
      stderr: 'flowctl: the reader of descriptor 3 went away (--strict)\n',
    });
  });

  test('standard error: nobody listens, nothing happens', async () => {
    const { bash } = newFolder();
    const { stdout } = await bash(
      `bad() { printf '{}\\nx\\n'; }; bad | flowctl -v -o none 2> >(true); echo $?; bad | flowctl -v -o none 2>&-; echo $?`,
    );
    expect(stdout).toBe('0\n0\n');
  });
});

describe.concurrent('no space left', () => {
  const noSpace = (name: string): string => `flowctl: cannot write ${name}: No space left on device\n`;

  test.each([
    ['results', 'flowctl in >/dev/full', 'standard output'],
    ['many results', `${many} >/dev/full`, 'standard output'],
    ['results by name', 'flowctl in -o /dev/full', '/dev/full'],
    ['late events', `flowctl ${tumbling} in -o rows 3>/dev/full`, 'descriptor 3'],
    ['late events by name', `flowctl ${tumbling} in -o rows --late /dev/full`, '/dev/full'],
    ['rejects', 'flowctl in -o rows --rejects /dev/full', '/dev/full'],
    ['stats', 'flowctl in -o rows --rejects none --stats /dev/full', '/dev/full'],
  ])('%s', async (_, line, name) => {
    const { bash, write } = newFolder();
    write('in', `{"t":1000000}\n${events(2000)}nonsense\n`);
    const { status, stderr } = await bash(`${line} --rejects none`.replace(/(--rejects \S+.*) --rejects none/, '$1'));
    expect({ status, stderr }).toEqual({ status: 1, stderr: noSpace(name) });
  });

  test('messages: there is nowhere left to say so', async () => {
    expect((await newFolder().bash('{ echo {}; echo x; } | flowctl -v -o none 2>/dev/full')).status).toBe(0);
    expect((await newFolder().bash('flowctl --nonsense 2>/dev/full')).status).toBe(2);
  });

  test('help', async () => {
    const { status, stderr } = await newFolder().bash('flowctl --help >/dev/full');
    expect({ status, stderr }).toEqual({ status: 1, stderr: noSpace('standard output') });
  });
});

describe.concurrent('standard output closed from the start', () => {
  test.each(['flowctl in', 'flowctl --help', 'flowctl --version', 'flowctl explain in', 'flowctl help time'])(
    '%s >&- is an error',
    async (line) => {
      const { bash, write } = newFolder();
      write('in', '{}\n');
      const { status, stderr } = await bash(`${line} >&-`);
      expect({ status, stderr }).toEqual({
        status: 1,
        stderr: 'flowctl: cannot write standard output: it is closed\n',
      });
    },
  );

  test('but not where the results go elsewhere', async () => {
    const { bash, read } = newFolder();
    expect((await bash(`echo '{}' | flowctl -o rows >&-`)).status).toBe(0);
    expect(lines(read('rows')).length).toBe(1);
  });

  test('>/dev/null is no mistake', async () => {
    expect(await newFolder().bash(`echo '{}' | flowctl >/dev/null`)).toEqual({ status: 0, stdout: '', stderr: '' });
  });
});

describe.concurrent('limits name their option', () => {
  test.each([
    ['--key n --max-keys 100', /^flowctl: more than 100 different keys at a time \(--max-keys 100\); /],
    [
      `${tumbling} --key k --watermark none --max-open-windows 5`,
      /^flowctl: more than 5 windows are open at once \(--max-open-windows 5\); /,
    ],
  ])('%s', async (options, message) => {
    const { bash, write } = newFolder();
    write('in', events(5000));
    const { status, stderr } = await bash(`flowctl ${options} in -o rows`);
    expect(status).toBe(1);
    expect(stderr).toMatch(message);
    expect(lines(stderr).length).toBe(1);
  });

  test('--max-line: a reject, and the line behind it counts', async () => {
    const { bash } = newFolder();
    const line = `{ head -c 50000000 /dev/zero | tr '\\0' x; echo; echo '{}'; } | flowctl --max-line 64k --rejects bad`;
    const { status, stdout } = await bash(`${line}; cut -c1-120 bad`);
    expect(status).toBe(0);
    expect(lines(stdout)[0]).toContain('"count":1');
    expect(lines(stdout)[1]).toContain('"line":1,"offset":0,"reason":"too-long"');
  });

  test('--strict: 4, with input, line and byte', async () => {
    const { bash, write } = newFolder();
    write('in', '{}\n{}\nx\n');
    const { status, stderr } = await bash('flowctl --strict in -o rows');
    expect({ status, stderr }).toEqual({
      status: 4,
      stderr: 'flowctl: in: line 3, byte 6: expected a value (--strict)\n',
    });
  });

  test('--max-bad and --fail-on-late: 3, and the results are complete', async () => {
    const { bash, write } = newFolder();
    write('in', '{"t":99999}\n{"t":1}\nx\n');
    const run = `flowctl ${tumbling} in`;
    const { stdout } = await bash(
      `${run} -q --max-bad 0; echo $?; ${run} -q --fail-on-late; echo $?; ${run} -q --max-bad 1 --late none; echo $?`,
    );
    expect(lines(stdout).filter((line) => line.length < 3)).toEqual(['3', '3', '0']);
    expect(lines(stdout).filter((line) => line.includes('"count":1')).length).toBe(3);
  });
});

describe.concurrent('standard output and error on one pipe', () => {
  test('2>&1 | with a slow reader: every word arrives', async () => {
    const { bash, write } = newFolder();
    write('in', plenty + 'x\n'.repeat(3));
    const { stdout } = await bash(`${many} -v 2>&1 | (sleep 0.7; cat)`);
    const said = lines(stdout).filter((line) => !line.startsWith('{'));
    expect(said.filter((line) => line.includes('expected a value')).length).toBe(3);
    expect(said.at(-1)).toBe('flowctl: 20,000 panes = 20,000 on time');
    expect(lines(stdout).filter((line) => line.startsWith('{')).length).toBe(20_000);
    expect(isClean('', stdout)).toBe(true);
  });
});

test('--line-buffered, and not: a row arrives while the input goes on', async () => {
  const { bash } = newFolder();
  for (const option of ['', '--line-buffered']) {
    const { stdout } = await bash(`mkfifo p; exec 5<>p; flowctl --window count:1 ${option} <p >rows & pid=$!
      echo '{}' >&5; ${until('[ -s rows ]')}; wc -l <rows; kill -TERM $pid; wait $pid; exec 5>&-; rm p rows`);
    expect(stdout.trim()).toBe('1');
  }
});

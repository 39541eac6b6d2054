// What a run tells, and whom: nothing to nobody when all is well; a person at a terminal how it goes; with --stats the
// books; with -v why nothing has been written yet.
import { describe, expect, test } from 'vitest';
import { newFolder } from '../program.js';
import { events, lines, tumbling, until } from './events.js';

const escape = String.fromCharCode(27);

interface Stats extends Readonly<Record<string, unknown>> {
  readonly status: number;
  readonly high: unknown;
  readonly disorder: Readonly<Record<string, number>>;
}
const statsOf = (text: string): Stats => JSON.parse(text) as Stats;

describe.concurrent('standard error', () => {
  test('has nothing of a run that nobody watches and that is well', async () => {
    const { bash, write } = newFolder();
    write('in', events(2000));
    expect((await bash(`flowctl ${tumbling} in`)).stderr).toBe('');
  });

  test('-v: the account adds up', async () => {
    const { bash, write } = newFolder();
    write('in', `${events(20, 1000)}{"t":1}\n\nx\n{"@watermark":0}\n{"t":20000,"k":"z"}\n`);
    const { stderr } = await bash(
      `flowctl -v ${tumbling} --control in --where '@.k != "z"' in -o rows --late none --rejects none`,
    );
    expect(lines(stderr)).toEqual([
      'flowctl: 25 lines = 22 read + 1 rejected (1 json) + 1 control + 1 blank',
      'flowctl: 22 events = 20 in windows + 1 late + 1 filtered',
      'flowctl: 2 panes = 2 on time',
      'flowctl: 1 of 22 events came too late for every window; counted, not kept: see --late',
      '  behind the largest time seen by up to 19s; --watermark bounded:10s would have kept all',
    ]);
  });

  test('-q: nothing but failures', async () => {
    const { bash, write } = newFolder();
    write('in', `{"t":20000}\n{"t":1}\nx\n`);
    expect((await bash(`flowctl -q ${tumbling} in -o rows --late none`)).stderr).toBe('');
    expect((await bash(`flowctl -q ${tumbling} in missing -o rows`)).stderr).not.toBe('');
  });

  test('a threshold that was broken: the option and the count, with -q too', async () => {
    const { bash, write } = newFolder();
    write('in', `{"t":20000}\n{"t":1}\nx\ny\n`);
    expect(await bash(`flowctl -q --max-bad 1 --fail-on-late ${tumbling} in -o none`)).toEqual({
      status: 3,
      stdout: '',
      stderr:
        'flowctl: 2 of 4 lines were no usable events, more than --max-bad 1 allows (exit status 3)\n' +
        'flowctl: 1 event was late, and --fail-on-late allows none (exit status 3)\n',
    });
    expect(await bash(`flowctl -q --max-bad 2 ${tumbling} in -o none --late none`)).toEqual({
      status: 0,
      stdout: '',
      stderr: '',
    });
  });

  test('the first rejects with a caret, then their number', async () => {
    const { bash } = newFolder();
    const { stderr } = await bash(
      `printf '{"a":1}\\n%s' '{"a" 1}' | flowctl -o rows; yes x | head -1200 | flowctl -o rows`,
    );
    const said = lines(stderr);
    expect(said.slice(0, 3)).toEqual([
      'flowctl: standard input:2: expected a colon after the member name (byte 8)',
      '  {"a" 1}',
      '       ^',
    ]);
    expect(said.slice(3).filter((line) => line.includes('expected a value')).length).toBe(3);
    expect(said.slice(-2)).toEqual([
      '  ^',
      'flowctl: no line was a usable event: all 1,200 lines were rejected (exit status 1)',
    ]);
  });
});

describe.concurrent('colour', () => {
  const bad = (options: string): string => `echo x | ${options} -o rows 2>&1`;
  test.each([
    [bad('flowctl'), false],
    [bad('FORCE_COLOR=1 flowctl'), true],
    [bad('CLICOLOR_FORCE=1 flowctl'), true],
    [bad('NO_COLOR=1 FORCE_COLOR=1 flowctl'), false],
    [bad('NO_COLOR=1 flowctl --color always'), true],
    [bad('FORCE_COLOR=1 flowctl --color never'), false],
    [`script -qec 'echo x | flowctl' /dev/null`, true],
    [`script -qec 'echo x | NO_COLOR=1 flowctl' /dev/null`, false],
    [`script -qec 'echo x | TERM=dumb flowctl' /dev/null`, false],
    [`FORCE_COLOR=1 flowctl --help`, true],
    [`FORCE_COLOR=1 flowctl --help --color never`, false],
    [`flowctl --help | cat`, false],
  ])('%s: %s', async (line, coloured) => {
    const { stdout } = await newFolder().bash(line);
    expect(stdout.replaceAll(`${escape}[K`, '').includes(`${escape}[`)).toBe(coloured);
  });

  test('never in records', async () => {
    expect((await newFolder().bash(`echo '{}' | FORCE_COLOR=1 flowctl --color always`)).stdout).not.toContain(escape);
  });
});

describe.concurrent('the progress line', () => {
  /** A run of a second and a half, in a terminal. */
  const watched = (options: string): string =>
    `script -qec '(cat in; sleep 1.6) | flowctl ${tumbling} ${options}' /dev/null`;
  const shown =
    /5\.0 k events · [^·]*\/s · watermark 1970-01-01 00:00:49 \(1ms behind\) · 1 open · 0 late · 0 rejected/;

  test.each([
    ['-o rows', true],
    ['', false],
    ['--progress', true],
    ['-o rows -q', false],
    ['--progress -q', false],
    ['-o rows --progress 2>said', false],
  ])('%s: %s', async (options, drawn) => {
    const { bash, write } = newFolder();
    write('in', events(5000));
    const { stdout } = await bash(watched(options));
    expect(shown.test(stdout)).toBe(drawn);
    // It is gone at the end, and no row has a piece of it.
    expect(stdout.split('\r').at(-1)).not.toContain('·');
    for (const row of stdout.split(/\r\n?|\n/).filter((line) => line.startsWith('{'))) JSON.parse(row);
  });

  test('of files: their share', async () => {
    const { bash, write } = newFolder();
    write('in', events(5000));
    const { stdout } = await bash(`mkfifo slow; (sleep 2; cat slow >/dev/null) &
      script -qec 'flowctl --window count:1 -o slow in' /dev/null; wait`);
    expect(stdout).toMatch(/ · \d+ %/);
  });

  test('not on a terminal that knows no escapes', async () => {
    const { bash, write } = newFolder();
    write('in', events(5000));
    expect((await bash(`TERM=dumb ${watched('-o rows')}`)).stdout).not.toContain(' · ');
  });
});

describe.concurrent('where a reader of the rows may write to the same terminal', () => {
  /** A run of a second and a half, in a terminal; its rows go to `reader`. */
  const piped = (options: string, reader: string): string =>
    `script -qec '(cat in; sleep 1.6) | flowctl ${tumbling} ${options} ${reader}' /dev/null`;

  test.each([
    ['a pipe', '', '| cat', false],
    ['a pipe, and it was asked for', '--progress', '| cat', true],
    ['a file', '', '>rows', true],
    ['nowhere', '', '>/dev/null', true],
    ['a pipe that only late events go to', '-o rows --late -', '| cat', false],
  ])('%s: %s %s', async (_, options, reader, drawn) => {
    const { bash, write } = newFolder();
    write('in', events(5000));
    expect((await bash(piped(options, reader))).stdout.includes(' · ')).toBe(drawn);
  });
});

describe.concurrent('a terminal without a row after a second is told what is waited for', () => {
  const waiting = (input: string, options: string): string =>
    `script -qec '(${input}; sleep 1.6) | flowctl ${options}' /dev/null`;
  const one = `echo "{\\"t\\":1767225600000,\\"n\\":1}"`;

  test.each([
    ['an input', ':', '--window tumbling:1m --time t', 'no row yet: standard input has sent no event yet'],
    ['the end', one, '', "no row yet: nothing is due before the end of the input; --early 'delay(5s)' would show"],
    ['a time', one, '--window tumbling:1m --time t', 'no row yet: the next pane is due at 2026-01-01T00:00:59.999Z'],
    [
      'no time, for there is no watermark',
      one,
      '--window tumbling:1m --time t --watermark none',
      'no row yet: nothing is due before the end',
    ],
    ['the clock', one, '--early "delay(1h)"', 'no row yet: the next pane is due when the clock says'],
    [
      'the clock, which no input holds back',
      one,
      '--time-domain processing --window tumbling:1000h',
      'no row yet: the next pane is due when the clock says',
    ],
    [
      'more events',
      one,
      '--window count:5',
      'no row yet: the next pane is due after 5 events of one key, or at the end\r',
    ],
  ])('%s', async (_, input, options, text) => {
    const { stdout } = await newFolder().bash(waiting(input, options));
    expect(stdout).toContain(`flowctl: ${text}`);
    expect(stdout.split('no row yet').length).toBe(2);
    for (const row of stdout.split(/\r\n?|\n/).filter((line) => line.startsWith('{'))) JSON.parse(row);
  });

  test.each([
    ['-q', waiting(one, '-q')],
    ['a row was there', waiting(one, '--window count:1')],
    ['standard error is no terminal', waiting(one, '2>said')],
    [
      'files, of which the progress line tells',
      `mkfifo slow; (sleep 1.8; cat slow >/dev/null) & script -qec 'flowctl -o slow in' /dev/null; wait`,
    ],
  ])('not where %s', async (_, line) => {
    const { bash, write } = newFolder();
    write('in', events(10));
    expect((await bash(line)).stdout).not.toContain('no row yet');
  });
});

describe.concurrent('what was skipped is counted alike', () => {
  const job = `--time t --time-format ms --key nope --agg 'sum(n)' --agg 'max(v)' -o rows`;
  const input = Array.from(
    { length: 40_000 },
    (_, n) => `{"t":${n},"n":${n % 3 === 0 ? '"x"' : n % 3 === 1 ? 'null' : n}}\n`,
  ).join('');
  const said = [
    'flowctl: no event has $.nope (--key: all events are of one group, null); members seen: t, n',
    'flowctl: sum(n): 13,334 of 26,667 values are text, e.g. "x"; they are skipped',
    'flowctl: no event has $.v (max(v)); members seen: t, n',
  ];

  test.each([
    ['by one thread', `flowctl ${job} --threads 1 in --stats stats`],
    ['by two', `flowctl ${job} --threads 2 in --stats stats`],
    ['in small pieces', `while read -r line; do echo "$line"; done <in | flowctl ${job} --stats stats`],
    [
      'by two runs',
      `head -n 15001 in >part; flowctl -q ${job} --checkpoint c --no-drain part; cp in part; flowctl ${job} --checkpoint c part --stats stats`,
    ],
  ])('%s', async (_, line) => {
    const { bash, write, read } = newFolder();
    write('in', input);
    const { stderr } = await bash(line);
    expect(lines(stderr).filter((text) => /sum|nope|max/.test(text))).toEqual(said);
    expect(statsOf(read('stats'))).toMatchObject({
      skippedBy: { sum_n: { missing: 13_333, wrongType: 13_334 }, max_v: { missing: 40_000, wrongType: 0 } },
    });
  });
});

describe.concurrent('--stats', () => {
  const input = `${events(1000)}x\n\n{"t":1}\n{"t":10000,"k":5}\n{"v":1}\n`;

  test('one object, and its sums are right', async () => {
    const { bash, write, read } = newFolder();
    write('in', input);
    const { status } = await bash(`flowctl -q ${tumbling} --key k --agg 'sum(n)' in -o rows --stats stats`);
    expect(status).toBe(0);
    expect(lines(read('stats')).length).toBe(1);
    const stats = statsOf(read('stats'));
    expect(stats).toMatchObject({
      status: 0,
      lines: 1005,
      read: 1002,
      control: 0,
      blank: 1,
      rejected: { json: 1, 'no-time': 1, 'bad-time': 0 },
      events: 1002,
      inWindows: 1002,
      late: { late: 0, future: 0 },
      filtered: 0,
      panes: { early: 0, 'on-time': 5, late: 0 },
      retractions: 0,
      skipped: { missing: 2, wrongType: 0 },
      // Those with open windows: others are forgotten.
      keys: 0,
      openWindows: 0,
      watermark: null,
      high: 10_000,
      disorder: { p50: 0, p90: 0, p99: 0, max: 9989 },
      bytes: input.length,
    });
    for (const cost of ['seconds', 'cpuSeconds', 'peakMemory', 'eventsPerSecond', 'bytesPerSecond'])
      expect(stats[cost]).toBeGreaterThan(0);
  });

  test('how disordered the events were, late ones too', async () => {
    const { bash, write, read } = newFolder();
    // A tenth of the events is 100 ms behind, one of a hundred a second.
    const disordered = Array.from(
      { length: 10_000 },
      (_, n) => 20_000 + n * 10 - (n % 100 === 50 ? 1000 : n % 10 === 5 ? 100 : 0),
    );
    write('in', disordered.map((t) => `{"t":${t}}\n`).join(''));
    await bash(`flowctl -q ${tumbling} --watermark bounded:50ms in -o rows --stats stats`);
    const { p50, p90, p99, max } = statsOf(read('stats')).disorder;
    expect([p50, max]).toEqual([0, 990]);
    expect(p90).toBeLessThanOrEqual(92);
    expect(p99).toBeGreaterThanOrEqual(90);
  });

  test('to a descriptor, behind the rows, to standard error', async () => {
    const { bash, write, read } = newFolder();
    write('in', events(100));
    await bash(
      `flowctl in --stats fd:4 4>four -o rows; flowctl in --stats - >both; flowctl in --stats fd:2 2>two -o rows`,
    );
    for (const text of [read('four'), lines(read('both'))[1]!, read('two')])
      expect(statsOf(text)).toHaveProperty('events', 100);
    expect(lines(read('both'))[0]).toContain('"window"');
  });

  test.each([
    ['--max-bad 0', 3],
    ['--strict', 4],
    ['--max-keys 2', 1],
    ['-o /dev/full', 1],
    ['| head -0', 141],
  ])('also when %s: %d', async (options, status) => {
    const { bash, write, read } = newFolder();
    write('in', input + events(20_000, 0));
    await bash(`flowctl -q --window count:1 --key k --stats stats in ${options} >/dev/null`);
    expect(statsOf(read('stats')).status).toBe(status);
  });

  test('--time-output', async () => {
    const { bash, write, read } = newFolder();
    write('in', events(3));
    await bash(`flowctl --time t --time-format ms --window tumbling:1s in -o rows --stats stats`);
    expect(statsOf(read('stats')).high).toBe('1970-01-01T00:00:00.020Z');
  });
});

describe.concurrent('-v says why nothing has been written yet', () => {
  test('an input that says nothing', async () => {
    const { bash } = newFolder();
    const { stderr } = await bash(`mkfifo a b; exec 5<>a 6<>b; flowctl -v ${tumbling} a b -o rows 2>said & pid=$!
      echo '{"t":5}' >&5; ${until('grep -q "nothing is written" said')}; kill -TERM $pid; wait $pid; cat said >&2`);
    expect(lines(stderr)[0]).toBe(
      'flowctl: nothing is written yet: the next pane is due at 1970-01-01T00:00:09.999Z; no watermark yet: b has sent no event',
    );
  });

  test('one that is behind; and at the end, when windows are kept for the next run', async () => {
    const { bash, write } = newFolder();
    write('in', events(10));
    const { stderr } = await bash(`flowctl -v ${tumbling} --no-drain --checkpoint state in -o rows`);
    expect(lines(stderr).at(-1)).toBe(
      'flowctl: nothing was written: the next pane is due at 1970-01-01T00:00:09.999Z; watermark 1970-01-01T00:00:00.089Z',
    );
  });
});

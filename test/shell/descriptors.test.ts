// What a shell can hand over, and what it can leave out: descriptors, `-` and `--`, named pipes, process substitutions.
import { describe, expect, test } from 'vitest';
import { newFolder } from '../program.js';
import { events, lines, tumbling, until } from './events.js';

/** Every second event is ten windows behind, and so late. */
const disordered = Array.from(
  { length: 4000 },
  (_, n) => `{"t":${n % 2 === 0 ? n * 100 : n * 100 - 1e5},"n":${n}}\n`,
).join('');
const late = lines(disordered).filter((_, n) => n % 2 === 1);

describe.concurrent('late events on descriptor 3', () => {
  test('3>FILE', async () => {
    const { bash, write, read } = newFolder();
    write('in', disordered);
    write('late', 'old\n');
    const { status, stderr } = await bash(`flowctl ${tumbling} -o rows in 3>late`);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(lines(read('late'))).toEqual(late);
  });

  test('3>>FILE keeps what was there', async () => {
    const { bash, write, read } = newFolder();
    write('in', disordered);
    write('late', 'old\n');
    await bash(`flowctl ${tumbling} -o rows in 3>>late`);
    expect(lines(read('late'))).toEqual(['old', ...late]);
  });

  test('3>&1 | loses nothing, and no line is torn', async () => {
    const { bash, write, read } = newFolder();
    write('in', disordered);
    const { status } = await bash(`flowctl ${tumbling} in 3>&1 | (sleep 0.3; cat) >both; exit "\${PIPESTATUS[0]}"`);
    expect(status).toBe(0);
    const both = lines(read('both'));
    expect(both.filter((line) => line.startsWith('{"t"'))).toEqual(late);
    expect(both.length - late.length).toBe(40);
    for (const line of both) JSON.parse(line);
  });

  test('3> >(gzip >FILE)', async () => {
    const { bash, write } = newFolder();
    write('in', disordered);
    const { stdout } = await bash(`flowctl ${tumbling} -o rows in 3> >(gzip >late.gz; touch done)
      ${until('[ -e done ]')}; zcat late.gz`);
    expect(lines(stdout)).toEqual(late);
  });

  test('not opened: counted and told', async () => {
    const { bash, write } = newFolder();
    write('in', disordered);
    const { status, stderr } = await bash(`flowctl ${tumbling} -o rows in`);
    expect(status).toBe(3);
    expect(stderr).toMatch(/^flowctl: 2,000 events were late by the default watermark.*; --late FILE or 3>FILE keeps/);
    expect(lines(stderr).length).toBe(2);
  });

  test('opened for reading: not taken for an output', async () => {
    const { bash, write } = newFolder();
    write('in', disordered);
    const { status, stdout } = await bash(`flowctl ${tumbling} -q in 3<in | wc -l; exit "\${PIPESTATUS[0]}"`);
    expect({ status, rows: Number(stdout) }).toEqual({ status: 3, rows: 40 });
  });

  test('not through npx, but --late FILE does', async () => {
    const { bash, write, read } = newFolder();
    write('in', disordered);
    await bash(`flowctl ${tumbling} -o rows --late late in`);
    expect(lines(read('late'))).toEqual(late);
  });
});

describe.concurrent('descriptors that are not there', () => {
  test.each(['3', '4', '5', '9', '10', '12'])(
    '%s is not open, though the runtime may have something there',
    async (fd) => {
      const { bash } = newFolder();
      const { status, stderr } = await bash(`echo '{}' | flowctl --late fd:${fd}`);
      expect(status).toBe(2);
      expect(stderr).toContain(`descriptor ${fd} is not open; ${fd}>FILE opens it`);
    },
  );

  test('and one that is, at 9', async () => {
    const { bash, read } = newFolder();
    expect((await bash(`printf '{}\\nx\\n' | flowctl -q --rejects fd:9 -o rows 9>bad`)).status).toBe(0);
    expect(read('bad')).toContain('"raw":"x"');
  });

  test('an output that is also the input is refused before it is emptied', async () => {
    const { bash, write, read } = newFolder();
    write('in', '{}\n');
    for (const line of ['flowctl in -o in', 'flowctl - -o in <in', 'flowctl in --late fd:3 3>>in', 'flowctl in >>in'])
      expect([line, (await bash(line)).status, read('in')]).toEqual([line, 2, '{}\n']);
  });
});

describe.concurrent('standard input', () => {
  const global = '{"window":null,"key":{},"ts":null,';

  test.each(['flowctl', 'flowctl -', 'flowctl -- -', 'flowctl /dev/stdin', 'flowctl fd:0', 'flowctl fd:5 5<&0'])(
    '%s reads it',
    async (line) => {
      const { stdout, status } = await newFolder().bash(line, { input: '{"a":1}\n{"a":2}' });
      expect(status).toBe(0);
      expect(stdout).toContain(global);
      expect(stdout).toContain('"count":2');
    },
  );

  test('<&- is an empty input', async () => {
    expect(await newFolder().bash('flowctl <&-')).toEqual({ status: 0, stdout: '', stderr: '' });
  });

  test('a terminal and no input: a short help, and 2', async () => {
    const { stdout } = await newFolder().bash(`script -qec 'flowctl 2>said; echo "status $?"; cat said' /dev/null`);
    expect(stdout).toMatch(/^status 2\r\n/);
    expect(stdout).toContain('flowctl help');
  });

  test('twice is too often', async () => {
    const { status, stderr } = await newFolder().bash('flowctl - fd:0', { input: '{}' });
    expect({ status, twice: stderr.includes('twice') }).toEqual({ status: 2, twice: true });
  });
});

describe.concurrent('names', () => {
  test('-- ends the options', async () => {
    const { bash, write } = newFolder();
    write('-x', '{}\n');
    expect((await bash('flowctl -- -x')).stdout).toContain('"count":1');
    expect((await bash('flowctl ./-x')).stdout).toContain('"count":1');
    expect((await bash('flowctl -x')).status).toBe(2);
  });

  test('a file named like a verb', async () => {
    const { bash, write } = newFolder();
    write('explain', '{}\n');
    expect((await bash('flowctl ./explain')).stdout).toContain('"count":1');
  });

  test('a pattern that the shell left alone', async () => {
    const { bash, write } = newFolder();
    for (const name of ['1.log', '2.log', '3.log']) write(name, '{}\n');
    expect((await bash("flowctl '[12].log' 3.log")).stdout).toContain('"count":3');
  });

  test('what cannot be read is found out before an output is emptied', async () => {
    const { bash, write, read } = newFolder();
    write('rows', 'old\n');
    write('there', '{}\n');
    const { status, stderr } = await bash('flowctl there missing -o rows');
    expect({ status, stderr }).toEqual({
      status: 1,
      stderr: 'flowctl: cannot read missing: No such file or directory\n',
    });
    expect(read('rows')).toBe('old\n');
  });

  test('--append adds, and without it a file is replaced', async () => {
    const { bash, read } = newFolder();
    await bash(`echo '{}' | flowctl -o rows; echo '{}' | flowctl -o rows --append; echo '{}' | flowctl >>rows`);
    expect(lines(read('rows')).length).toBe(3);
    await bash(`echo '{}' | flowctl -o rows`);
    expect(lines(read('rows')).length).toBe(1);
  });
});

describe.concurrent('named pipes', () => {
  test('in and out', async () => {
    const { bash, write, read } = newFolder();
    write('in', events(5000));
    const { status, stderr } = await bash(`mkfifo p q
      cat q >rows & cat in >p & flowctl ${tumbling} p -o q; status=$?; wait; exit $status`);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(lines(read('rows')).length).toBe(5);
  });

  test('a reader that is late is waited for, and named', async () => {
    const { bash } = newFolder();
    const { status, stdout, stderr } = await bash(`mkfifo q
      echo '{}' | flowctl -o q 2>said & ${until('[ -s said ]')}; cat q; wait $!; status=$?; cat said >&2; exit $status`);
    expect({ status, rows: lines(stdout).length }).toEqual({ status: 0, rows: 1 });
    expect(stderr).toBe('flowctl: waiting for a reader on FIFO q\n');
  });

  test('process substitutions, in and out', async () => {
    const { bash, write, read } = newFolder();
    write('in', events(3000));
    await bash(`flowctl ${tumbling} <(head -n 1500 in) <(tail -n +1501 in) -o >(cat >rows; touch done)
      ${until('[ -e done ]')}`);
    expect(lines(read('rows')).map((row) => (JSON.parse(row) as { count: number }).count)).toEqual([1000, 1000, 1000]);
  });
});

test('runs on one checkpoint write behind each other, and the shell behind them', async () => {
  const { bash, read } = newFolder();
  const run = "flowctl --window count:1 --agg 'n=max(n)' --checkpoint state --no-drain";
  await bash(`{ echo begin; echo '{"n":1}' | ${run}; echo '{"n":2}' | ${run} 2>&-; echo end; } >rows`);
  expect(lines(read('rows')).map((line) => /"n":(\d)/.exec(line)?.[1] ?? line)).toEqual(['begin', '1', '2', 'end']);
});

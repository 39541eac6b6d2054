// Signals (SPEC §9): the first is obeyed, the second at once; what is open is not passed off as complete; a producer
// that died of the same Ctrl-C has not ended its output. And whenever it strikes, no line is cut and no trace is shown.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { newFolder } from '../program.js';
import { events, isClean, lines, tumbling, until } from './events.js';

/** A run that reads a pipe which nobody closes; `$pid` is its process. `$status` is its exit status after `finish`. */
const live = (options: string): string => `mkfifo p; exec 5<>p; flowctl ${options} -o rows <p 2>>said & pid=$!`;
const finish = 'wait $pid; status=$?; cat said >&2; exit $status';
const one = `echo '{"t":5}' >&5`;
/** A row for each event, so that a test can see that the event was read. */
const seen = (n: number): string => until(`[ "$(grep -c window rows)" = ${n} ]`);

describe.concurrent('a first signal', () => {
  test.each([
    ['INT', 130],
    ['TERM', 143],
  ])('%s: what was read is shown as early, and %d says that it is not complete', async (signal, expected) => {
    const { bash, read } = newFolder();
    const options = `${tumbling} --early 'count(1)' --control out`;
    const { status, stderr } = await bash(`${live(options)}; ${one}; ${seen(1)}; ${one}; ${seen(2)}
      kill -${signal} $pid; ${finish}`);
    expect(status).toBe(expected);
    const rows = lines(read('rows')).filter((row) => !row.startsWith('{"@'));
    expect(rows.length).toBe(2);
    for (const row of rows) expect(row).toContain('"timing":"early"');
    expect(stderr).toBe('flowctl: stopped with 1 window open; written as early panes, not as complete\n');
  });

  test('with nothing left open is obeyed, and all is well', async () => {
    const { bash } = newFolder();
    const { status, stderr } = await bash(
      `${live('--window count:1')}; ${one}; ${seen(1)}; kill -TERM $pid; ${finish}`,
    );
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  });

  test('with a checkpoint: nothing is lost, and the next run makes the same rows', async () => {
    const { bash, write, read } = newFolder();
    write('in', events(30_000));
    const run = `flowctl ${tumbling} --key k in -o rows --checkpoint state --threads 1`;
    const { status } = await bash(`flowctl ${tumbling} --key k in -o expected
      ${run} & pid=$!; sleep 0.25; kill -TERM $pid; wait $pid; first=$?
      [ $first = 0 ] || [ $first = 143 ] || exit 99; ${run}`);
    expect(status).toBe(0);
    expect(read('rows')).toBe(read('expected'));
  });

  test('amid lines that are much work each', async () => {
    const { bash, write, read } = newFolder();
    write('in', `${'{"a":'.repeat(1000)}1${'}'.repeat(1000)}\n`.repeat(2000));
    const { status } = await bash(`flowctl --agg 'collect($..a..a..z)' --rejects rejects in -o rows 2>said & pid=$!
      ${until('[ -s rejects ]')}; kill -TERM $pid; ${finish}`);
    expect(status).toBe(0);
    expect(lines(read('rejects')).length).toBeLessThan(2000);
  });

  test('amid a line of millions of events', async () => {
    const { bash, write, read } = newFolder();
    write('in', `{"a":[0]}\n{"a":[${'1,'.repeat(3_000_000)}1]}\n`);
    const { status } = await bash(`flowctl --each '$.a[*]' --window count:1 in -o rows 2>said & pid=$!
      ${until('[ -s rows ]')}; kill -TERM $pid; ${finish}`);
    expect(status).toBe(0);
    expect(lines(read('rows'))).toHaveLength(1);
  });

  test('amid such lines of a pipe: what was read is not waited for, but named, and can be sent again', async () => {
    const { bash, write, read } = newFolder();
    const deep = `${'{"a":'.repeat(1000)}1${'}'.repeat(1000)}\n`;
    write('in', `{"z":1}\n${deep.repeat(40)}{"z":2}\n`);
    const run = `flowctl --agg 'collect($..a..a..z)' --checkpoint state --no-drain --rejects rejects -o rows`;
    const { status } = await bash(`mkfifo p; exec 5<>p; ${run} <p 2>said & pid=$!; cat in >&5 & cat=$!
      ${until('[ -s rejects ]')}; kill -TERM $pid; wait $pid || exit 99; kill $cat 2>/dev/null
      lines=$(flowctl checkpoint show state | sed -nE 's/.*[^0-9]([0-9]+) lines.*/\\1/p' | head -1)
      tail -n +$((lines + 1)) in | ${run} 2>again`);
    expect(status).toBe(0);
    expect(read('said')).toMatch(
      /[\d,]{4,} bytes of lines were read from standard input, and left, because they are much work and a stop ends at once; the next run says from where to send them again\n/,
    );
    expect(read('again')).toMatch(/standard input was counted up to byte \d+ \(\d+ lines\); what comes now has to be/);
    expect(lines(read('rejects')).map((line) => (JSON.parse(line) as { line: number }).line)).toEqual(
      Array.from({ length: 40 }, (_, i) => i + 2),
    );
  });

  test.each([
    ['match', `--pattern 'a b' --within 1h --key k`, 150_000],
    ['sort', '--control out', 600_000],
    ['join', '--key k --window global --type full --right-where false in', 300_000],
  ])('while all is done at the end of the input: %s', async (verb, options, count) => {
    const { bash, write, read } = newFolder();
    write('in', events(count));
    // The process is paused while both signals are sent, so that it is amid its end however busy the machine is.
    const { status, stderr } =
      await bash(`flowctl ${verb} --time t --time-format ms --watermark none ${options} in --stats stats -o rows 2>said & pid=$!
      ${until('[ "$(wc -l <rows)" -gt 1 ]')}; kill -STOP $pid; kill -USR1 $pid; kill -TERM $pid; kill -CONT $pid; ${finish}`);
    expect(status).toBe(143);
    expect(stderr).toMatch(/^flowctl: [\d,]+ events, .*\nflowctl: stopped with [\d,]+ events .*\n$/);
    expect(read('rows')).not.toContain('@end');
  });

  test('while disorder is measured: what was found so far is written', async () => {
    const { bash, read, write } = newFolder();
    write('in', '{"t":3000}\n{"t":1000}\n');
    const { status } = await bash(`flowctl disorder --time t --time-format ms --follow in --json -o rows 2>said & pid=$!
      ${until('[ -e rows ]')}; sleep 0.3; kill -INT $pid; ${finish}`);
    expect(status).toBe(0);
    expect(read('rows')).toMatch(/^{"events":2,.*"behind":1,"furthest":"PT2S",.*}\n$/);
  });

  test('while nothing has come yet', async () => {
    const { status, stderr } = await newFolder().bash(
      `${live(tumbling)}; ${until('[ -e rows ]')}; kill -INT $pid; ${finish}`,
    );
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  });

  test('while it listens, follows and waits for connections', async () => {
    const { bash } = newFolder();
    const { status } =
      await bash(`touch log; flowctl --follow log unix-listen:s tcp-listen://127.0.0.1:0 -o rows & pid=$!
      ${until('[ -S s ]')}; kill -TERM $pid; wait $pid; status=$?; [ -e s ] && exit 99; exit $status`);
    expect(status).toBe(0);
  });
});

describe.concurrent('a second signal', () => {
  test.each([
    ['INT', 130],
    ['TERM', 143],
  ])('%s ends a run at once that waits for its reader: %d', async (signal, expected) => {
    const { bash, write } = newFolder();
    write('in', events(30_000));
    // A reader that takes a line and no more.
    const { status } = await bash(`mkfifo q; (head -1 >first; sleep 30) <q & reader=$!
      flowctl --window count:1 in >q 2>said & pid=$!; ${until('[ -s first ]')}; sleep 0.2
      kill -${signal} $pid; sleep 0.3; kill -0 $pid || exit 98; kill -${signal} $pid; wait $pid; status=$?
      kill $reader; exit $status`);
    expect(status).toBe(expected);
  });

  test.each([
    ['(sleep 30) <q & reader=$!; exec 5>q', 'writing to q, whose reader takes nothing'],
    ['reader=', 'writing to q, whose reader takes nothing'],
  ])('is what a stop that has to wait asks for, once: %s', async (reader, what) => {
    const { bash, write } = newFolder();
    write('in', `no event\n${events(30_000)}`);
    const { status, stderr } =
      await bash(`mkfifo q; ${reader}; flowctl --window count:1 in --rejects rejects -o q 2>said & pid=$!
      ${until('[ -s rejects ] || grep -q reader said')}; sleep 0.5; kill -TERM $pid; ${until('grep -q second said')}; sleep 0.3; kill -TERM $pid; wait $pid; status=$?
      [ -n "$reader" ] && kill $reader; cat said >&2; exit $status`);
    expect(status).toBe(143);
    const said = lines(stderr).filter((line) => !line.includes('waiting for a reader on FIFO q'));
    expect(said).toEqual([`flowctl: stopping, but still ${what}; a second signal quits at once`]);
  });
});

describe.concurrent('Ctrl-C', () => {
  /** The whole pipeline is one process group, as in a terminal. */
  const group = (producer: string): string => `set -m
    ( ${producer} | flowctl ${tumbling} --control out -o rows 2>said; echo "\${PIPESTATUS[*]}" >statuses ) & group=$!
    ${until('[ -s rows ]')}; kill -INT -- -$group; wait $group; ${until('[ -s statuses ]')}; cat statuses`;
  const endless = `i=0; while :; do echo "{\\"t\\":$i}"; i=$((i+40)); done`;

  test('the producer dies first, and that is not the end of its output', async () => {
    const { bash, read } = newFolder();
    const { stdout } = await bash(group(`bash -c '${endless.replaceAll("'", "'\\''")}'`));
    expect(lines(stdout).at(-1)).toBe('130 130');
    const rows = lines(read('rows'));
    expect(rows.at(-1)).toContain('"timing":"early"');
    expect(rows.join('')).not.toContain('@end');
    for (const row of rows) JSON.parse(row);
  });

  test('a producer that ends of itself has ended', async () => {
    const { bash, write, read } = newFolder();
    write('in', events(5000));
    const { status } = await bash(`cat in | flowctl ${tumbling} --control out -o rows`);
    expect(status).toBe(0);
    expect(lines(read('rows')).at(-1)).toBe('{"@end":true}');
  });
});

describe.concurrent('SIGHUP', () => {
  test('outputs are opened anew, and every row is in one of the files', async () => {
    const { bash, read } = newFolder();
    const { status, stderr } = await bash(`${live('--window count:1 --rejects bad')}; ${one}; ${seen(1)}
      mv rows rows.1; ${one}; ${until('[ "$(wc -l <rows.1)" = 2 ]')}
      kill -HUP $pid; ${until('[ -e rows ]')}; ${one}; ${seen(1)}; kill -TERM $pid; ${finish}`);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect([lines(read('rows.1')).length, lines(read('rows')).length]).toEqual([2, 1]);
  });

  test('one that cannot be opened anew is a failure, not a crash', async () => {
    const { bash } = newFolder();
    const { status, stderr } = await bash(`mkdir d; mkfifo p; exec 5<>p
      flowctl --window count:1 -o d/rows <p 2>said & pid=$!; ${until('[ -e d/rows ]')}; mv d e; kill -HUP $pid; ${finish}`);
    expect(status).toBe(1);
    expect(stderr).toBe('flowctl: cannot write d/rows: No such file or directory\n');
  });

  test('a terminal that is gone: what is open is written, and nothing aborts', async () => {
    const { bash, read } = newFolder();
    await bash(
      `$node "$programs/hang-up.js" 'exec flowctl - ${tumbling} -o rows 2>said'; ${until('[ -s rows ]')}; sleep 0.3`,
    );
    expect(read('rows')).toContain('"timing":"early"');
    expect(read('said')).toBe('flowctl: stopped with 1 window open; written as early panes, not as complete\n');
  });
});

describe.concurrent('SIGUSR1, SIGUSR2', () => {
  test.each(['USR1', 'USR2'])('%s: one line, and the run goes on', async (signal) => {
    const { bash } = newFolder();
    const { status, stderr } = await bash(`${live(`${tumbling} --early 'count(1)' --late none`)}; ${one}; ${seen(1)}
      echo '{"t":20005}' >&5; ${seen(3)}; echo '{"t":5}' >&5; echo x >&5; ${until('grep -q value said')}; : >said
      kill -${signal} $pid; ${until('[ -s said ]')}; ${one}; kill -TERM $pid; ${finish}`);
    expect(status).toBe(143);
    expect(lines(stderr)[0]).toMatch(
      /^flowctl: 3 events, [\d.]+( k)?\/s, watermark 1970-01-01T00:00:20.004Z, 1 window open, 1 late, 1 rejected$/,
    );
  });

  test('with -q as well: it was asked for', async () => {
    const { bash } = newFolder();
    const { stderr } = await bash(`${live('-q --window count:1')}; ${one}; ${seen(1)}; kill -USR2 $pid
      ${until('[ -s said ]')}; kill -TERM $pid; ${finish}`);
    expect(stderr).toMatch(/^flowctl: 1 event, .*\n$/);
  });

  test('names the input that holds the watermark back', async () => {
    const { bash } = newFolder();
    const { stderr } = await bash(`mkfifo a b; exec 5<>a 6<>b; flowctl ${tumbling} a b -o rows 2>said & pid=$!
      printf '{"t":5}\\n' >&5; sleep 0.5; kill -USR2 $pid; ${until('[ -s said ]')}
      printf '{"t":9}\\n' >&5; printf '{"t":3}\\n' >&6; sleep 0.3; kill -USR2 $pid; ${until('[ "$(wc -l <said)" = 2 ]')}
      kill -TERM $pid; ${finish}`);
    expect(lines(stderr)[0]).toContain('no watermark yet: b has sent no event');
    expect(lines(stderr)[1]).toContain('watermark 1970-01-01T00:00:00.002Z held back by b');
  });
});

test('at any moment: no line is cut, no trace is shown, and the status is of the contract', async () => {
  const { bash, write, read, path } = newFolder();
  write('in', events(60_000));
  const runs = Array.from({ length: 12 }, (_, i) => {
    const signal = ['INT', 'TERM', 'USR2', 'HUP'][i % 4]!;
    // The first moments belong to Node: a listener cannot stand before the program does.
    const moment = (0.12 + ((i * 37) % 50) / 100).toFixed(2);
    return `flowctl --window count:2 --key k --late late.${i} in -o rows.${i} 2>said.${i} & pid=$!
      sleep ${moment}; kill -${signal} $pid 2>/dev/null; wait $pid; echo "${signal} $?"`;
  });
  const { stdout } = await bash(runs.join('\n'));
  for (const [i, line] of lines(stdout).entries()) {
    const [signal, status] = line.split(' ');
    const allowed = { INT: ['0', '130'], TERM: ['0', '143'] }[signal!] ?? ['0'];
    // Before its first statement the program may still die of a signal, as any other does.
    const early = { HUP: '129', USR2: '140' }[signal!];
    expect([...allowed, early]).toContain(status);
    expect(isClean(read(`said.${i}`))).toBe(true);
    if (status !== early && status === '0' && (signal === 'HUP' || signal === 'USR2'))
      expect(lines(read(`rows.${i}`)).length).toBe(30_000);
    const rows = existsSync(join(path, `rows.${i}`)) ? read(`rows.${i}`) : '';
    expect(isClean('', rows)).toBe(true);
  }
});

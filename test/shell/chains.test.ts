// `A then B` in a real shell (SPEC §16): live inputs, signals, barriers and checkpoints concern all steps at once.
import { describe, expect, test } from 'vitest';
import { newFolder } from '../program.js';
import { events, isClean, lines, until } from './events.js';

const time = '--time t --time-format ms --time-output ms';
/** Events in order, each once, and how many of each ten seconds. */
const steps = (first = '', last = '') =>
  `flowctl sort ${time} --watermark bounded:1s ${first} then dedup --key n --within 1m \\
     then run --window tumbling:10s --agg count --agg 'sum(n)' --time-output ms ${last}`;
const one = (t: number | string, n: number | string): string => `echo "{\\"t\\":${t},\\"n\\":${n}}"`;
const seen = (n: number, file = 'rows'): string => until(`[ "$(grep -c window ${file})" = ${n} ]`);
const finish = 'wait $pid; status=$?; cat said >&2; exit $status';

describe.concurrent('live inputs of the first step', () => {
  test('named pipes: rows leave the last step while all of them are open', async () => {
    const { bash, read } = newFolder();
    const { status, stderr } = await bash(`mkfifo a b; exec 5<>a 6<>b; ${steps('a b', '-o rows')} 2>said & pid=$!
      ${one(1, 1)} >&5; ${one(2, 1)} >&6; ${one(12_000, 2)} >&5; ${one(13_000, 3)} >&6; ${seen(1)}
      cp rows first; kill -TERM $pid; ${finish}`);
    expect(lines(read('first'))).toEqual(['{"window":{"start":0,"end":10000},"key":{},"ts":9999,"count":1,"sum_n":1}']);
    expect(status).toBe(143);
    expect(lines(stderr)).toEqual([
      'flowctl: step 1, sort: stopped with 2 events held back; they were written all the same, but earlier ones may have come',
      'flowctl: step 2, dedup: stopped with 3 events remembered; all were written, but the next run knows none of them and lets their duplicates pass',
      'flowctl: step 3, run: stopped with 1 window open; written as early panes, not as complete',
    ]);
  });

  test('connections, each an input of its own, up to the last', async () => {
    const { bash, read } = newFolder();
    const { status, stderr } = await bash(`flowctl sort ${time} --accept 300 unix-listen:s \\
        then dedup --key t --within 1m then run --agg count -o rows --stats stats & pid=$!
      $node "$programs/peer.js" many s 300; wait $pid`);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    const counted = lines(read('stats')).map((line) => JSON.parse(line) as object);
    expect(counted).toMatchObject([
      { verb: 'sort', events: 900 },
      { verb: 'dedup', events: 900, duplicates: 897 },
      { verb: 'run', events: 3 },
    ]);
  });
});

describe.concurrent('a first signal', () => {
  test.each([
    ['INT', 130],
    ['TERM', 143],
  ])('%s: what each step held is in the rows of the last, and they are early: %d', async (signal, expected) => {
    const { bash, read } = newFolder();
    const { status } =
      await bash(`mkfifo p; exec 5<>p; ${steps('p --late late', '-o rows --control out')} 2>said & pid=$!
      for n in {1..50}; do ${one(5, '$n')}; done >&5; ${one(-5000, 0)} >&5; ${until('[ -s late ]')}
      kill -${signal} $pid; ${finish}`);
    expect(status).toBe(expected);
    const rows = lines(read('rows')).filter((row) => !row.startsWith('{"@'));
    expect(rows).toHaveLength(1);
    expect(rows[0]).toMatch(/"timing":"early".*"count":50,"sum_n":1275/);
    expect(read('rows')).not.toContain('@end');
  });

  test('with a checkpoint, and again and again: in the end the rows of one run', async () => {
    const { bash, write, read, has } = newFolder();
    write('in', events(20_000));
    const run = steps('in', '-o rows --checkpoint state');
    const { status, stdout } = await bash(`${steps('in', '-o expected')}
      for i in {1..4}; do ${run} & pid=$!; sleep 0.3; kill -TERM $pid; wait $pid; echo $?; done; ${run}`);
    expect(status).toBe(0);
    // Before its first statement the program may still die of the signal.
    for (const line of lines(stdout)) expect(['0', '143']).toContain(line);
    expect(has('state')).toBe(true);
    expect(read('rows')).toBe(read('expected'));
  });

  test('with SIGKILL in its place', async () => {
    const { bash, write, read } = newFolder();
    write('in', events(20_000));
    const run = steps('in --checkpoint-every 100events', '-o rows --checkpoint state');
    const { status } = await bash(`${steps('in', '-o expected')}
      for i in {1..4}; do ${run} & pid=$!; sleep 0.3; kill -KILL $pid; wait $pid 2>/dev/null; done; ${run}`);
    expect(status).toBe(0);
    expect(read('rows')).toBe(read('expected'));
  });
});

describe.concurrent('SIGHUP', () => {
  test.each(['', '--checkpoint state'])('outputs of all steps are opened anew %s', async (options) => {
    const { bash, read } = newFolder();
    const { status, stderr } = await bash(`mkfifo p; exec 5<>p
      flowctl sort ${time} p --late late-1 then dedup --key n --within 1m --duplicates again -o rows ${options} 2>said & pid=$!
      for t in 1 2 3 1; do ${one('$t', 1)}; done >&5; ${until('[ -s rows ] && [ -s again ] && [ -s late-1 ]')}
      mkdir old; mv rows again late-1 old; kill -HUP $pid; ${until('[ -e rows ] && [ -e again ] && [ -e late-1 ]')}
      for t in 4 5 6 2; do ${one('$t', 2)}; done >&5; ${until('[ -s rows ] && [ -s late-1 ]')}; kill -TERM $pid; ${finish}`);
    expect([0, 143]).toContain(status);
    expect(lines(stderr).filter((line) => !line.includes('stopped with'))).toEqual([]);
    const files = ['old/rows', 'old/again', 'old/late-1', 'rows', 'again', 'late-1'];
    expect(files.map((file) => lines(read(file)).map((line) => (JSON.parse(line) as { t: number }).t))).toEqual([
      ...[[1], [2], [1]],
      // A stop without a checkpoint lets go of the last one.
      ...[[4], options === '' ? [3, 5, 6] : [3, 5], [2]],
    ]);
  });
});

describe.concurrent('@checkpoint', () => {
  const last = 'then run --window tumbling:1s --control out';

  test('leaves the last step behind all that came before it, once that is safe', async () => {
    const { bash, write, read } = newFolder();
    write('in', `${events(150)}{"@checkpoint":"here"}\n${events(300).split('\n').slice(150).join('\n')}`);
    const { status } = await bash(
      `flowctl sort ${time} --control in --checkpoint state in then dedup --key n --within 1m ${last} --time-output ms -o rows`,
    );
    expect(status).toBe(0);
    const rows = lines(read('rows'));
    const before = rows.slice(1, rows.indexOf('{"@checkpoint":"here"}'));
    expect(before.filter((row) => row.includes('count'))).toEqual([
      '{"window":{"start":0,"end":1000},"key":{},"ts":999,"count":100}',
    ]);
    expect(before.at(-1)).toBe('{"@watermark":1489}');
  });

  test('of two inputs is aligned before all steps', async () => {
    const { bash, read } = newFolder();
    const passed = `grep -c checkpoint rows`;
    const { status } = await bash(`mkfifo a b; exec 5<>a 6<>b
      flowctl dedup ${time} --watermark bounded:1h --within 1ms --control in --checkpoint state a b \\
        then dedup --within 1ms --control out -o rows & pid=$!
      echo '{"t":1}' >&5; echo '{"t":2}' >&6; ${until('[ "$(grep -c :[12] rows)" = 2 ]')}
      printf '%s\\n' '{"@checkpoint":7}' '{"t":3}' >&5; sleep 0.3; ${passed}; echo '{"@checkpoint":7}' >&6
      ${until('grep -q :3 rows')}; ${passed}; kill -TERM $pid; wait $pid`);
    expect(status).toBe(0);
    expect(lines(read('rows')).filter((line) => !line.includes('@watermark'))).toEqual(
      expect.arrayContaining(['{"@begin":true}', '{"t":1}', '{"t":2}', '{"@checkpoint":7}', '{"t":3}']),
    );
  });
});

test('at any moment: no line is cut, no trace is shown', async () => {
  const { bash, write, read } = newFolder();
  write('in', events(20_000));
  const runs = Array.from({ length: 8 }, (_, i) => {
    const signal = ['INT', 'TERM', 'USR2', 'HUP'][i % 4]!;
    const moment = (0.15 + ((i * 37) % 50) / 100).toFixed(2);
    return `${steps(`in --late late.${i}`, `-o rows.${i}`)} 2>said.${i} & pid=$!
      sleep ${moment}; kill -${signal} $pid 2>/dev/null; wait $pid; touch rows.${i}`;
  });
  await bash(runs.join('\n'));
  for (let i = 0; i < runs.length; i++) expect(isClean(read(`said.${i}`), read(`rows.${i}`))).toBe(true);
});

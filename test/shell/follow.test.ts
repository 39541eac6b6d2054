// --follow through the whole program: a log that is written fast and rotated often, every line accounted for.
import { describe, expect, test } from 'vitest';
import { newFolder } from '../program.js';
import { lines, until } from './events.js';

interface Row {
  readonly count: number;
  readonly d: number;
}

describe.concurrent('rotation under load', () => {
  test.each([
    ['rename', 60_000, 3000, 30],
    ['copy', 60_000, 20_000, 20],
    ['remove', 40_000, 20_000, 20],
  ])('%s: each of %d lines is counted once', async (how, total, each, pause) => {
    const { bash, read } = newFolder();
    const { status, stderr } = await bash(`touch log
      flowctl --follow --time t --time-format ms --window tumbling:1000s --agg count --agg 'd=distinct(t)' -v \\
        --early 'count(1000)' log -o rows 2>said & pid=$!; ${until('[ -e rows ]')}
      written=$($node "$programs/rotate.js" ${how} log ${total} ${each} ${pause})
      for i in {1..100}; do kill -USR2 $pid; sleep 0.1; grep -q "^flowctl: $(echo $written | sed -E 's/(...)$/,\\1/') events" said && break; done
      kill -TERM $pid; wait $pid; echo $written >written; cat said >&2; [ $(grep -c rejected said) -ge 1 ]`);
    const written = Number(read('written'));
    expect(status).toBe(0);
    const last = JSON.parse(lines(read('rows')).at(-1)!) as Row;
    expect([last.count, last.d]).toEqual([written, written]);
    expect(stderr).not.toContain('expected');
  });
});

test('a run that was stopped for a while: each of the logs that came meanwhile is read', async () => {
  const { bash, read } = newFolder();
  await bash(`touch log; flowctl --follow --window count:1 log -o rows & pid=$!; ${until('[ -e rows ]')}; sleep 0.3
    kill -STOP $pid; for i in {1..20}; do echo "{\\"n\\":$i}" >>log; mv log log.$i; sleep 0.02; touch log; done; kill -CONT $pid
    ${until('[ "$(wc -l <rows)" = 20 ]')}; sleep 0.6; kill -TERM $pid; wait $pid`);
  expect(lines(read('rows')).length).toBe(20);
});

test('a log that is not there yet is waited for', async () => {
  const { bash, read } = newFolder();
  await bash(`flowctl --follow --window count:1 log -o rows & pid=$!; sleep 0.4; echo '{}' >log
    ${until('[ -s rows ]')}; kill -TERM $pid; wait $pid`);
  expect(lines(read('rows')).length).toBe(1);
});

describe.concurrent('a followed log that cannot be read', () => {
  test('for a moment, as rotation makes it, ends nothing', async () => {
    const { bash, read, write } = newFolder();
    write('log', '{"n":1}\n');
    const { status, stdout } = await bash(`chmod 755 ..; chmod 777 .; [ $(id -u) = 0 ] &&
      as=(setpriv --reuid=65534 --regid=65534 --clear-groups); chmod 644 log; touch rows said; chmod 666 rows said
      "\${as[@]}" flowctl --window count:1 --follow log --append -o rows 2>said & pid=$!; ${until('[ -s rows ]')}
      mv log log.1; (umask 777; echo '{"n":2}' >log); sleep 0.7; chmod 644 log; echo '{"n":3}' >>log
      ${until('[ "$(wc -l <rows)" = 3 ]')}; kill -INT $pid; wait $pid; echo $?`);
    expect([status, stdout, read('said'), lines(read('rows')).length]).toEqual([0, '0\n', '', 3]);
  });
  test('from the beginning is named', async () => {
    const { bash, read } = newFolder();
    await bash(
      `flowctl --follow --window count:1 log -o rows 2>said & pid=$!; ${until('[ -s said ]')}; kill -TERM $pid; wait $pid`,
    );
    expect(read('said')).toBe('flowctl: cannot read log yet: No such file or directory; it is waited for\n');
  });
});

test('a followed pattern: new files and rotated ones, over a stop, each line once', async () => {
  const { bash, read } = newFolder();
  const follow = "flowctl --follow --checkpoint state --window count:1 --agg 'n=max(n)' 'logs/*' -o rows 2>>said";
  const line = (n: number): string => `echo '{"n":${n}}'`;
  const arrive = (count: number): string => until(`[ "$(wc -l <rows)" = ${count} ]`);
  await bash(`mkdir logs; ${follow} & pid=$!; ${until('[ -s said ]')}; ${line(1)} >logs/a.log; ${arrive(1)}
    ${line(2)} >logs/b.log; ${arrive(2)}; mv logs/a.log logs/a.log.1; ${line(3)} >logs/a.log; ${arrive(3)}; sleep 1.2
    kill -TERM $pid; wait $pid; ${line(4)} >>logs/a.log; ${line(5)} >>logs/b.log; ${line(6)} >logs/c.log
    ${follow} & pid=$!; ${arrive(6)}; sleep 1.2; ${line(7)} >>logs/c.log; ${arrive(7)}; sleep 0.3; kill -TERM $pid; wait $pid`);
  const numbers = lines(read('rows')).map((row) => (JSON.parse(row) as { n: number }).n);
  expect(numbers.sort()).toEqual([1, 2, 3, 4, 5, 6, 7]);
  expect(read('said')).toBe('flowctl: no file matches logs/* yet; it is waited for\n');
});

test('a followed file that was read as far as it went may be gone when the run goes on; one with more may not', async () => {
  const { bash, write } = newFolder();
  write('a.log', '{"n":1}\n');
  write('b.log', '{"n":2}\n');
  const follow = 'flowctl --follow --checkpoint state --window count:1 "*.log" -o rows';
  const { stderr } = await bash(`${follow} & pid=$!; ${until('[ "$(wc -l <rows)" = 2 ]')}; kill -TERM $pid; wait $pid
    rm a.log; ${follow} & pid=$!; sleep 1; printf '{"n"' >>b.log; sleep 0.5; kill -TERM $pid; wait $pid; rm b.log; ${follow}`);
  expect(lines(stderr)).toEqual([
    'flowctl: a.log is gone; all 8 bytes that were seen of it are counted',
    'flowctl: no file matches *.log yet; it is waited for',
    expect.stringContaining('b.log was read up to byte 8 (1 lines) and is not among the inputs any more'),
  ]);
});

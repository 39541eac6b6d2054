// Rows under a header, live: a file that is opened anew begins with one unless it has it, and a terminal is shown a table
// as its rows come, a header on every screen, no wider than it is.
import { describe, expect, test } from 'vitest';
import { displayWidth } from '../../src/text/display-width.js';
import { hasProgram, newFolder } from '../program.js';
import { lines, until } from './events.js';

const header = 'from,to,ts,count';
const row = (n: number): string => `${n},${n + 1},,1`;

/** A run over a pipe that nobody closes, each of whose events is a row; `$pid` is its process. */
const live = (options: string): string =>
  `mkfifo p; exec 5<>p; flowctl --window count:1 --output-format csv ${options} -o rows <p 2>said & pid=$!`;
const event = `echo '{}' >&5`;
const has = (file: string, n: number): string => until(`[ "$(grep -c 1$ ${file})" = ${n} ]`);
const stop = 'kill -TERM $pid; wait $pid; status=$?; cat said >&2; exit $status';

describe.concurrent('after SIGHUP', () => {
  test.each([
    ['a new file has a header', 'mv rows rows.1', [header, row(2)]],
    ['as has one that was made empty', 'mv rows rows.1; : >rows', [header, row(2)]],
    ['and one that was cut in its place', 'cp rows rows.1; : >rows', [header, row(2)]],
    ['one that has it gets no second', 'cp rows rows.1', [header, row(0), row(1), row(2)]],
    ['nor one that somebody has given it', `mv rows rows.1; echo ${header} >rows`, [header, row(2)]],
  ])('%s', async (_, rotate, expected) => {
    const { bash, read } = newFolder();
    const { status, stderr } = await bash(`${live('')}; ${event}; ${event}; ${has('rows', 2)}; ${rotate}
      kill -HUP $pid; ${until('[ -e rows ]')}; sleep 0.2; ${event}; ${until(`grep -q 2,3 rows`)}; ${stop}`);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(lines(read('rows.1'))).toEqual([header, row(0), row(1)]);
    expect(lines(read('rows'))).toEqual(expected);
  });
});

test('a run that died after its file was rotated goes on in the new one, under its header', async () => {
  const { bash, read } = newFolder();
  const run =
    'flowctl --window count:1 --output-format csv --checkpoint state --checkpoint-every 1events --no-drain -o rows --follow in';
  await bash(`: >in; ${run} 2>/dev/null & pid=$!; ${until('[ -e rows ]')}
    echo '{}' >>in; ${until('grep -q 0,1 rows')}; mv rows rows.1; kill -HUP $pid; ${until('[ -e rows ]')}
    echo '{}' >>in; ${until('grep -q 1,2 rows')}; sleep 0.3; kill -KILL $pid; wait $pid
    echo '{}' >>in; ${run} 2>/dev/null & pid=$!; ${until('grep -q 2,3 rows')}; kill -TERM $pid; wait $pid`);
  expect(lines(read('rows.1'))).toEqual([header, row(0)]);
  expect(lines(read('rows'))).toEqual([header, row(1), row(2)]);
});

describe.skipIf(!hasProgram('script'))('on a terminal', () => {
  /** What a terminal of that size has been shown by a line of bash, line by line. */
  async function shown(columns: number, rows: number, line: string): Promise<string[]> {
    const { bash, write } = newFolder();
    write('job', `stty cols ${columns} rows ${rows}\n${line}\n`);
    const { stdout } = await bash("script -qec 'bash job' /dev/null </dev/null");
    return stdout.replaceAll('\r', '').trimEnd().split('\n');
  }

  test('the header stands on every screen, and no line is wider than it', async () => {
    const events = `for i in $(seq 1 25); do echo "{\\"k\\":\\"$i $(printf 'long %.0s' $(seq 1 $i))\\"}"; done`;
    const seen = await shown(50, 8, `${events} | flowctl --key k --output-format table -q`);
    expect(seen.filter((line) => !line.startsWith('k '))).toHaveLength(25);
    expect(Math.max(...seen.map(displayWidth))).toBeLessThanOrEqual(50);
    for (let from = 0; from + 8 <= seen.length; from++)
      expect(seen.slice(from, from + 8).some((line) => line.startsWith('k '))).toBe(true);
  });

  test('rows appear as they come', async () => {
    const events = `echo '{}'; sleep 0.8; echo between >/dev/tty; echo '{}'`;
    const seen = await shown(80, 24, `(${events}) | flowctl --window count:1 --output-format table -q`);
    expect(seen.map((line) => line.trim().replace(/ +/g, ' '))).toEqual(['from to count', '0 1 1', 'between', '1 2 1']);
  });
});

// A last line without its end: of what is complete it is a line, of a file that may grow it waits, and a person can see
// that it does.
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { newFolder } from '../program.js';
import { lines, until } from './events.js';

const cron = "flowctl --checkpoint state --no-drain -o rows --window count:1 --agg 'n=max(n)' -v";
const torn = '{"n":1}\n{"n":22}';

function numbers(rows: string): readonly number[] {
  return lines(rows).map((row) => (JSON.parse(row) as { n: number }).n);
}

/** What the account says of lines. */
function account(stderr: string): string {
  return /\d+ lines?\b.*/.exec(stderr)?.[0] ?? '';
}

describe.concurrent('a last line without its end', () => {
  test('of a compressed file counts, with --no-drain too, and once', async () => {
    const { bash, read, write } = newFolder();
    write('a.gz', gzipSync(torn));
    const { stderr } = await bash(`${cron} a.gz 2>&-; ${cron} a.gz`);
    expect(numbers(read('rows'))).toEqual([1, 22]);
    expect(account(stderr)).toBe('2 lines = 2 read');
  });
  test('of a file that is read once and for all counts', async () => {
    const { bash, write } = newFolder();
    write('a', torn);
    const { stdout } = await bash("flowctl --window count:1 --agg 'n=max(n)' a");
    expect(numbers(stdout)).toEqual([1, 22]);
  });
  test('of a pipe counts at its end', async () => {
    const { bash, read } = newFolder();
    const { stderr } = await bash(`printf '${torn}' | ${cron}`);
    expect(numbers(read('rows'))).toEqual([1, 22]);
    expect(account(stderr)).toBe('2 lines = 2 read');
  });
  test('of a file that may grow waits for its end; the report of each run names it', async () => {
    const { bash, read, write } = newFolder();
    write('a', torn);
    write('b', '{"n":3}\n{"n":');
    const first = await bash(`${cron} a b`);
    expect(account(first.stderr)).toBe('2 lines = 2 read + 13 bytes of 2 lines without an end in a, b');
    const second = await bash(`printf '4}\\n' >>b; ${cron} a b`);
    expect(account(second.stderr)).toBe('3 lines = 3 read + 8 bytes of a line without an end in a');
    const third = await bash(`echo >>a; ${cron} a b`);
    expect(account(third.stderr)).toBe('4 lines = 4 read');
    expect(numbers(read('rows'))).toEqual([1, 3, 4, 22]);
  });
  test('that has waited counts when the input ends with a run, though nothing came meanwhile', async () => {
    const { bash, read, write } = newFolder();
    write('a', torn);
    write('b.gz', gzipSync('{"n":3}'));
    const { stderr } = await bash(`${cron} a b.gz 2>&-; ${cron.replace('--no-drain', '')} a b.gz`);
    expect(numbers(read('rows'))).toEqual([1, 3, 22]);
    expect(account(stderr)).toBe('3 lines = 3 read');
  });
  test('of many files: the first few are named', async () => {
    const { bash, write } = newFolder();
    for (const name of ['a', 'b', 'c', 'd', 'e']) write(name, '{}');
    const { stderr } = await bash(`${cron} a b c d e`);
    expect(account(stderr)).toBe('0 lines + 10 bytes of 5 lines without an end in a, b, c and 2 others');
  });
  test('of a followed file is named when the run is stopped', async () => {
    const { bash, write } = newFolder();
    write('a', torn);
    const { stderr } = await bash(`flowctl --follow --window count:1 -v a -o rows & pid=$!
      ${until('[ -s rows ]')}; kill -TERM $pid; wait $pid`);
    expect(account(stderr)).toBe('1 line = 1 read + 8 bytes of a line without an end in a');
  });
  test('of a pipe whose writer is not done is named when the run is stopped', async () => {
    const { bash } = newFolder();
    const { stderr } = await bash(`mkfifo p; exec 5<>p; printf '${torn}' >&5
      flowctl --window count:1 -v p -o rows & pid=$!; ${until('[ -s rows ]')}; kill -TERM $pid; wait $pid`);
    expect(account(stderr)).toBe('1 line = 1 read + 8 bytes of a line without an end in p');
  });
});

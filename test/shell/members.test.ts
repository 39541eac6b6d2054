// Compressed files with several parts, and with something behind them, through the whole program.
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { newFolder } from '../program.js';
import { lines, until } from './events.js';

const run = "flowctl --window count:1 --agg 'n=max(n)'";
const mark = '\ufeff';

function numbers(rows: string): readonly number[] {
  return lines(rows).map((row) => (JSON.parse(row) as { n: number }).n);
}

describe.concurrent('what stands behind compressed data', () => {
  const packed = gzipSync('{"n":1}\n{"n":2}\n');
  test('is told of and left out; all events are there, and the status is as ever', async () => {
    const { bash, write } = newFolder();
    write('a.gz', Buffer.concat([packed, Buffer.from('rest')]));
    const file = await bash(`${run} a.gz`);
    expect(file.stderr).toBe('flowctl: a.gz: trailing garbage ignored: 4 bytes are behind the end of its gzip data\n');
    expect([file.status, numbers(file.stdout)]).toEqual([0, [1, 2]]);
    const pipe = await bash(`cat a.gz | ${run} 2>said; echo $? >status; cat said >&2`);
    expect(pipe.stderr).toContain('trailing garbage ignored: 4 bytes');
    expect(numbers(pipe.stdout)).toEqual([1, 2]);
  });
  test('is nothing to speak of when it is zeros, as on tapes', async () => {
    const { bash, write } = newFolder();
    write('a.gz', Buffer.concat([packed, Buffer.alloc(512)]));
    const { status, stderr, stdout } = await bash(`${run} a.gz`);
    expect([status, stderr, numbers(stdout)]).toEqual([0, '', [1, 2]]);
  });
  test('is a part that was cut off: an error', async () => {
    const { bash, write } = newFolder();
    write('a.gz', Buffer.concat([packed, packed.subarray(0, 20)]));
    const { status, stderr } = await bash(`${run} a.gz`);
    expect([status, stderr]).toEqual([1, 'flowctl: cannot read a.gz: its gzip data end too early (was the file cut off?)\n']); // prettier-ignore
  });
});

// A zstd program, which unpacks where Node cannot, waits itself for 128 KB.
test.concurrent('what comes through a pipe in parts compressed with gzip is read as it comes', async () => {
  const { bash } = newFolder();
  const { stdout } = await bash(`mkfifo p; ${run} p >rows & exec 5>p
    for n in 1 2 3; do echo '{"n":'$n'}' | gzip -c >&5; ${until('[ "$(wc -l <rows)" -ge $((n - 1)) ]')}; wc -l <rows; done
    exec 5>&-; wait $!; wc -l <rows`);
  // A part is known to be complete when the next one begins, or the pipe ends.
  const seen = lines(stdout).map(Number);
  expect(seen.map((n, i) => n >= i)).toEqual([true, true, true, true]);
});

describe.concurrent('a byte order mark is no part of the first line', () => {
  test('of every operand, pipe and part of a compressed file', async () => {
    const { bash, write } = newFolder();
    for (const name of ['a', 'b', 'c']) write(name, `${mark}{"n":1}\n`);
    const { stdout, stderr } = await bash(
      `gzip -c a >d; gzip -c b >>d; zstd -qc a >e; zstd -qc b >>e; ${run} a b d e <(cat c)`,
    );
    expect([stderr, numbers(stdout)]).toEqual(['', Array<number>(7).fill(1)]);
  });
  test('of a file that was empty, or had a part of the mark, when it was read last', async () => {
    const { bash, read, write } = newFolder();
    write('a', '');
    write('b', Buffer.from(mark).subarray(0, 2));
    write('c', `${mark}{"n"`);
    const cron = `${run} --checkpoint state --no-drain -o rows a b c`;
    const { stderr } = await bash(`${cron}; printf '\\xef\\xbb\\xbf{"n":1}\\n' >>a; printf '\\xbf{"n":2}\\n' >>b
      printf ':3}\\n' >>c; ${cron}`);
    expect([stderr, numbers(read('rows'))]).toEqual(['', [1, 2, 3]]);
  });
  test('of a followed file', async () => {
    const { bash, read, write } = newFolder();
    write('a', `${mark}{"n":1}\n`);
    await bash(`${run} --follow a -o rows & pid=$!; for i in {1..200}; do [ -s rows ] && break; sleep 0.02; done
      kill -TERM $pid; wait $pid`);
    expect(numbers(read('rows'))).toEqual([1]);
  });
});

// The same events give the same rows, whichever way they come: as a file, through a pipe, compressed, through sockets,
// followed, in pieces of any size, decoded by one thread or two.
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { newFolder } from '../program.js';
import { lines, until } from './events.js';

/** Out of order by up to two seconds, some later than that; three keys; now and then a line that is none. */
const input = Array.from({ length: 40_000 }, (_, n) => {
  const t = n * 7 - ((n * 7919) % 2000) - (n % 997 === 0 ? 9000 : 0);
  return n % 4001 === 4000 ? '{"t":\n' : `{"t":${t},"k":"${'abc'[n % 3]!}","v":${n % 13}.5}\n`;
}).join('');
const job = `--time t --time-format ms --time-output ms --key k --window sliding:10s/5s --agg count --agg 'sum(v)' --watermark bounded:2s --rejects none`;
const half = input.indexOf('\n', input.length / 2) + 1;

const stop = `${until('[ "$(wc -c <late)" = "$size" ]')}; kill -TERM $pid; wait $pid`;
const send = `$node -e "process.stdin.pipe(require('net').connect('s'))"`;

describe.concurrent('as of a file:', () => {
  test.each([
    ['standard input, a file', `flowctl ${job} <in`],
    ['a pipe', `cat in | flowctl ${job}`],
    [
      'a pipe in crumbs',
      `(head -c 100000 in; sleep 0.1; tail -c +100001 in | head -c 333333; sleep 0.1; tail -c +433334 in) | flowctl ${job}`,
    ],
    ['a named pipe', `mkfifo p; cat in >p & flowctl ${job} p`],
    ['a process substitution', `flowctl ${job} <(cat in)`],
    ['gzip', `flowctl ${job} in.gz`],
    ['gzip through a pipe', `cat in.gz | flowctl ${job}`],
    ['several gzip members', `cat half1.gz half2.gz | flowctl ${job}`],
    ['zstd', `zstd -q in -o in.zst; flowctl ${job} in.zst`],
    ['a descriptor', `flowctl ${job} fd:7 7<in`],
    ['one thread', `flowctl ${job} --threads 1 in`],
    ['two threads', `flowctl ${job} --threads 2 in`],
    [
      'a socket that it listens on',
      `flowctl ${job} unix-listen:s --accept 1 >listened & pid=$!; ${until('[ -S s ]')}; ${send} <in; wait $pid; cat listened`,
    ],
    [
      'a socket that it connects to',
      `$node -e "require('net').createServer((s) => { require('fs').createReadStream('in').pipe(s); s.on('close', () => process.exit()); }).listen('s')" &
      ${until('[ -S s ]')}; flowctl ${job} unix:s`,
    ],
    ['two files in turn', `flowctl ${job} half1 half2`],
    ['line by line', `flowctl ${job} --line-buffered in`],
  ])('%s', async (_, line) => {
    const { bash, write, read } = newFolder();
    write('in', input);
    write('half1', input.slice(0, half));
    write('half2', input.slice(half));
    write('in.gz', gzipSync(input));
    write('half1.gz', gzipSync(input.slice(0, half)));
    write('half2.gz', gzipSync(input.slice(half)));
    const { status, stderr } = await bash(`flowctl ${job} in >expected 3>expected.late; { ${line}; } >rows 3>late`);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(lines(read('expected')).length).toBeGreaterThan(100);
    expect(lines(read('expected.late')).length).toBeGreaterThan(20);
    // Two files are read in event-time order, which is another order at the seam; the sums are the same.
    if (line.endsWith('half1 half2')) expect(lines(read('rows')).length).toBe(lines(read('expected')).length);
    else {
      expect(read('rows')).toBe(read('expected'));
      expect(read('late')).toBe(read('expected.late'));
    }
  });

  test('followed: the same up to where it was stopped', async () => {
    const { bash, write, read } = newFolder();
    write('in', input);
    const { status } =
      await bash(`flowctl ${job} --max-future off in >expected 3>expected.late; size=$(wc -c <expected.late)
      head -c 200000 in >log; flowctl ${job} --max-future off --follow log >rows 3>late & pid=$!; sleep 0.5
      tail -c +200001 in >>log; ${stop}; exit 0`);
    expect(status).toBe(0);
    expect(read('late')).toBe(read('expected.late'));
    const expected = lines(read('expected'));
    const rows = lines(read('rows'));
    const early = rows.filter((row) => row.includes('"timing":"early"')).length;
    expect(rows.slice(0, -early)).toEqual(expected.slice(0, rows.length - early));
    expect(rows.length).toBe(expected.length);
  });
});

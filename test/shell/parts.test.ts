// Inputs of several parts: the files of a rotated log, connections made one after another, datagrams. A record does not go
// beyond its part, and where there are headers each part has its own.
import { describe, expect, test } from 'vitest';
import { newFolder, type Folder } from '../program.js';
import { lines, until } from './events.js';

const job = "flowctl --input-format csv --window count:1 --agg 'e=first($)' --rejects bad -q -o rows";

/** The events, as the rows have them. */
function events({ read }: Folder): readonly unknown[] {
  return lines(read('rows')).map((row) => (JSON.parse(row) as { e: unknown }).e);
}

const rows = (count: number): string => until(`[ "$(cat rows | wc -l)" -ge ${count} ]`);
const stop = 'kill -TERM $pid; wait $pid';
/** A quoted field with a line end in it, and in the second file the columns change their places. */
const [first, second] = [String.raw`a,b\n1,"x\ny"\n`, String.raw`b,a\nz,2\n`];

describe.concurrent('a followed log of CSV has a header in each file', () => {
  test.each([
    ['is renamed', 'mv log log.1'],
    ['is copied and emptied', 'cp log log.1; : >log'],
    ['is removed', 'rm log'],
  ])('when it %s', async (_, rotate) => {
    const folder = newFolder();
    await folder.bash(`printf '${first}' >log; ${job} --follow log & pid=$!; ${rows(1)}
      ${rotate}; printf '${second}' >>log; ${rows(2)}; ${stop}`);
    expect(events(folder)).toEqual([
      { a: 1, b: 'x\ny' },
      { b: 'z', a: 2 },
    ]);
  });

  test('a field that is never closed ends with its file', async () => {
    const folder = newFolder();
    await folder.bash(`printf 'a,b\\n1,2\\n3,"unclosed' >log; ${job} --follow --rotate-wait 300ms log & pid=$!; ${rows(1)}
      mv log log.1; printf '${second}' >log; ${rows(2)}; ${stop}`);
    expect(events(folder)).toEqual([
      { a: 1, b: 2 },
      { b: 'z', a: 2 },
    ]);
    const reject: unknown = JSON.parse(folder.read('bad'));
    expect(reject).toMatchObject({ source: 'log', line: 3, offset: 8, reason: 'fields', raw: '3,"unclosed' });
  });

  test('what a late writer adds to the old file is read by the header of that', async () => {
    const folder = newFolder();
    await folder.bash(`printf '${first}' >log; ${job} --follow log & pid=$!; ${rows(1)}
      mv log log.1; printf '${second}' >log; ${rows(2)}; echo 3,late >>log.1; ${rows(3)}; echo new,4 >>log; ${rows(4)}; ${stop}`);
    expect(events(folder).slice(2)).toEqual([
      { a: 3, b: 'late' },
      { b: 'new', a: 4 },
    ]);
  });

  test('over a stop, in which it was rotated', async () => {
    const folder = newFolder();
    const goesOn = `${job} --checkpoint state --follow`;
    await folder.bash(`printf '${first}' >log; ${goesOn} log & pid=$!; ${rows(1)}; ${stop}
      echo 5,rest >>log; mv log log.1; printf '${second}' >log; ${goesOn} log & pid=$!; ${rows(3)}; ${stop}
      echo new,4 >>log; ${goesOn} log & pid=$!; ${rows(4)}; ${stop}`);
    expect(events(folder).slice(1)).toEqual([
      { a: 5, b: 'rest' },
      { b: 'z', a: 2 },
      { b: 'new', a: 4 },
    ]);
  });
});

test('files that are read to their ends have headers of their own, over a stop and rotation as well', async () => {
  const folder = newFolder();
  const goesOn = `${job} --checkpoint state --no-drain`;
  await folder.bash(`printf '${first}' >log; ${goesOn} log; printf '3,4\\n' >>log; ${goesOn} log
    mv log log.1; printf '${second}' >log; ${goesOn} log; printf 'y,9\\n' >>log; ${goesOn} log`);
  expect(events(folder)).toEqual([
    { a: 1, b: 'x\ny' },
    { a: 3, b: 4 },
    { b: 'z', a: 2 },
    { b: 'y', a: 9 },
  ]);
});

test('late records have a header in a file that takes the place of another', async () => {
  const folder = newFolder();
  await folder.bash(`printf 't,n\\n100000,1\\n0,2\\n' >log; late() { ${until(`grep -qs "$1" late`)}; }
    flowctl --input-format csv --time t --time-format ms --window tumbling:1s --follow log --late late --line-buffered -o rows & pid=$!
    late 0,2; mv late late.1; kill -HUP $pid; ${until('[ -e late ]')}; echo 1,3 >>log; late 1,3; ${stop}`);
  expect([folder.read('late.1'), folder.read('late')]).toEqual(['t,n\n0,2\n', 't,n\n1,3\n']);
});

test('`tail -F` of a log that is rotated: its header comes again', async () => {
  const folder = newFolder();
  await folder.bash(`printf 'a,b\\n1,2\\n' >log; tail -F -n +1 -s 0.1 log 2>said | ${job} - & ${rows(1)}
    mv log log.1; printf 'a,b\\n3,4\\n' >log; ${rows(2)}; kill %1; wait`);
  expect(events(folder)).toEqual([
    { a: 1, b: 2 },
    { a: 3, b: 4 },
  ]);
});

test('a connection that is made again has a header of its own', async () => {
  const folder = newFolder();
  await folder.bash(`printf '${first}' >one; printf 'b,a\\nz,"unclosed' >two; printf '${second}' >three
    $node "$programs/sender.js" serves s one two three & ${until('[ -e s ]')}
    ${job} --reconnect unix:s & pid=$!; ${rows(2)}; ${stop}`);
  expect(events(folder)).toEqual([
    { a: 1, b: 'x\ny' },
    { b: 'z', a: 2 },
  ]);
  expect(lines(folder.read('bad')).length).toBe(1);
});

test('a connection that is accepted has a header of its own', async () => {
  const folder = newFolder();
  await folder.bash(`printf '${first}' >one; printf '${second}' >two
    ${job} unix-listen:s --accept 2 & $node "$programs/sender.js" visits s one two; wait`);
  expect(events(folder)).toEqual([
    { a: 1, b: 'x\ny' },
    { b: 'z', a: 2 },
  ]);
});

describe('a datagram', () => {
  const port = 20_000 + (process.pid % 20_000);

  test('ends its last record', async () => {
    const folder = newFolder();
    await folder.bash(`printf '1,"x\\ny"\\n2,3' >one; printf '4,"unclosed' >two; printf '5,6' >three
      ${job.replace('csv', 'csv,header=a,b')} udp-listen://127.0.0.1:${port} & pid=$!; ${until('[ -e rows ]')}
      for i in {1..200}; do [ "$(cat rows | wc -l)" -ge 3 ] && break; $node "$programs/sender.js" datagrams ${port} one two three; done; ${stop}`);
    expect(events(folder).slice(0, 3)).toEqual([
      { a: 1, b: 'x\ny' },
      { a: 2, b: 3 },
      { a: 5, b: 6 },
    ]);
    expect(JSON.parse(lines(folder.read('bad'))[0]!)).toMatchObject({ reason: 'fields', raw: '4,"unclosed' });
  });

  test('has no header, for it may be lost', async () => {
    const { status, stderr } = await newFolder().flowctl(['--input-format', 'csv,sep=;', 'udp-listen://127.0.0.1:1']);
    expect(status).toBe(2);
    expect(stderr).toMatch(/datagrams have no header in common.*\n {2}accepted: csv,sep=;,header=NAMES/);
  });
});

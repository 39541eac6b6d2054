// Sockets through the whole program, with peers of every kind: many, slow, half-closed, broken off, and one that never
// ends its line. Each connection is an input of its own, with its own watermark.
import { describe, expect, test } from 'vitest';
import { newFolder } from '../program.js';
import { lines, tumbling, until } from './events.js';

const peer = '$node "$programs/peer.js"';
/** The most memory that `$pid` has had, in MB. */
const peak = `awk '/VmHWM/{print int($2/1024)}' /proc/$pid/status`;

interface Row {
  readonly count: number;
  readonly pane?: unknown;
}
const rowsOf = (text: string): readonly Row[] => lines(text).map((line) => JSON.parse(line) as Row);

describe.concurrent('unix-listen:', () => {
  test('a thousand connections at once, each with its own watermark', async () => {
    const { bash, read } = newFolder();
    const { status, stderr } =
      await bash(`flowctl ${tumbling} unix-listen:s --accept 1000 -o rows --stats stats & pid=$!
      ${peer} many s 1000; wait $pid`);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(rowsOf(read('rows')).map((row) => [row.count, row.pane])).toEqual([1, 2, 3].map(() => [1000, undefined]));
    const { peakMemory } = JSON.parse(read('stats')) as { readonly peakMemory: number };
    expect(peakMemory / 2 ** 20).toBeLessThan(200);
  });

  test('thousands, one after the other, leave nothing behind', async () => {
    const { bash } = newFolder();
    const { status, stdout } = await bash(`flowctl ${tumbling} unix-listen:s -o rows & pid=$!
      ${peer} serial s 3000; ${peak}; ${peer} serial s 4000; ${peak}; kill -TERM $pid; wait $pid; exit 0`);
    const [before, after] = lines(stdout).map(Number);
    expect(status).toBe(0);
    expect(after! - before!).toBeLessThan(30);
  });

  test('with a checkpoint each counts once, from the first on, and only those that are open are listed', async () => {
    const { bash, read } = newFolder();
    const { status, stdout } =
      await bash(`flowctl ${tumbling} --checkpoint state --stats stats unix-listen:s -o rows & pid=$!
      ${peer} serial s 300; { printf '{"t":3000}\\n'; sleep 2; } | $node -e "process.stdin.pipe(require('net').connect('s'))" &
      sleep 0.6; kill -TERM $pid; wait $pid && flowctl checkpoint show --json state`);
    expect(status).toBe(0);
    const { lines, events, inWindows, bytes, high } = JSON.parse(read('stats')) as Record<string, unknown>;
    expect([lines, events, inWindows, high]).toEqual([301, 301, 301, 3000]);
    expect(bytes).toBe(11 + Array.from({ length: 300 }, (_, n) => `{"t":${n}}\n`.length).reduce((a, b) => a + b));
    expect((JSON.parse(stdout) as { inputs: readonly object[] }).inputs).toMatchObject([
      { name: 'unix-listen:s#301', lines: 1, finished: false },
    ]);
  });

  test.each([
    ['half', 2, 'who has said everything but stays'],
    ['slow', 2, 'a byte at a time'],
  ])('%s: %d events', async (how, count) => {
    const { bash, read } = newFolder();
    const { status } = await bash(
      `flowctl ${tumbling} unix-listen:s --accept 1 -o rows & pid=$!; ${peer} ${how} s; wait $pid`,
    );
    expect(status).toBe(0);
    expect(rowsOf(read('rows')).map((row) => row.count)).toEqual([count]);
  });

  test('a peer that never ends its line takes no memory, and what it says then still counts', async () => {
    const { bash, read } = newFolder();
    const { status, stdout, stderr } =
      await bash(`flowctl ${tumbling} --max-line 1MiB unix-listen:s --accept 1 -o rows & pid=$!
      ${peer} endless s 150000000 & for i in 1 2 3 4 5 6; do sleep 0.15; ${peak}; done 2>/dev/null; wait $pid`);
    expect(status).toBe(0);
    expect(stderr).toMatch(
      /^flowctl: unix-listen:s#1:1: the line is longer than --max-line, 1048576 bytes \(byte 0\)\n/,
    );
    expect(rowsOf(read('rows')).map((row) => row.count)).toEqual([1]);
    expect(Math.max(...lines(stdout).map(Number))).toBeLessThan(120);
  });

  test('a socket that a killed run left behind is no hindrance; one in use is', async () => {
    const { bash } = newFolder();
    const { status, stderr } = await bash(`flowctl unix-listen:s -o rows & pid=$!; ${until('[ -S s ]')}
      flowctl unix-listen:s; [ $? = 1 ] || exit 97; kill -KILL $pid; wait $pid 2>/dev/null
      flowctl unix-listen:s --accept 1 -o rows & pid=$!; ${peer} half s; wait $pid`);
    expect(status).toBe(0);
    expect(stderr).toContain('flowctl: cannot listen on unix-listen:s: Address already in use\n');
  });
});

describe.concurrent('the path of a socket', () => {
  const fit = 'and only a socket that nobody answers at is replaced';

  test.each([
    ['a file', 'echo data > there', '[ "$(cat there)" = data ]'],
    ['a named pipe', 'mkfifo there', '[ -p there ]'],
    ['a symbolic link', 'ln -s nowhere there', '[ "$(readlink there)" = nowhere ]'],
    ['a symbolic link', 'echo data > file; ln -s file there', '[ "$(cat there)" = data ] && [ -L there ]'],
    ['a directory', 'mkdir there', '[ -d there ]'],
  ])('%s stays what it is: %s', async (kind, make, kept) => {
    const { bash } = newFolder();
    const { status, stderr } = await bash(`${make}
      flowctl unix-listen:there -o rows; [ $? = 1 ] && [ ! -e rows ] && ${kept}`);
    expect({ status, stderr }).toEqual({
      status: 0,
      stderr: `flowctl: cannot listen on unix-listen:there: there is ${kind}, ${fit}\n`,
    });
  });

  test('what somebody puts there while we listen stays as well', async () => {
    const { bash, read } = newFolder();
    await bash(`flowctl unix-listen:s -o rows & pid=$!; ${until('[ -S s ]')}
      rm s; echo data > s; kill -TERM $pid; wait $pid`);
    expect(read('s')).toBe('data\n');
  });

  test.each(['unix-listen', 'unix'])('%s: a directory that is missing is named', async (scheme) => {
    const { bash } = newFolder();
    const { status, stderr } = await bash(`flowctl ${scheme}:no/such/s -o none`);
    expect(status).toBe(1);
    expect(stderr).toMatch(/^flowctl: cannot (listen on|connect to) unix(-listen)?:no\/such\/s: there is no directory no\/such\n$/); // prettier-ignore
  });

  test.each(['unix-listen', 'unix'])('%s: one that is too long is refused, counted in bytes', async (scheme) => {
    const { bash } = newFolder();
    const [longest, letters] = process.platform === 'linux' ? [107, 'ä'.repeat(54)] : [103, 'ä'.repeat(52)];
    const { status, stderr } = await bash(`flowctl ${scheme}:${letters} -o rows; status=$?; ls; exit $status`);
    expect(status).toBe(2);
    expect(stderr).toContain(`the path of a socket has at most ${longest} bytes, this one has ${longest + 1}; `);
    const fits = await bash(`flowctl ${scheme}:${letters.slice(1)}s -o none & pid=$!
      ${until('[ -S ä* ] || ! kill -0 $pid')}; kill -TERM $pid; wait $pid`);
    expect(fits.stderr).not.toContain('bytes');
  });

  test.runIf(process.platform === 'linux')(
    'a second run is refused and is none of those that --accept counts',
    async () => {
      const { bash, read } = newFolder();
      const { status, stderr } = await bash(`flowctl ${tumbling} unix-listen:s --accept 1 -o rows & pid=$!
      ${until('[ -S s ]')}; here=$PWD; flowctl unix-listen:s; flowctl unix-listen:$PWD/s
      (cd /; flowctl unix-listen:\${here#/}/s); ${peer} half s; wait $pid`);
      expect(status).toBe(0);
      expect(lines(stderr)).toHaveLength(3);
      expect(stderr).toMatch(/^(flowctl: cannot listen on unix-listen:\S*s: Address already in use\n)*$/);
      expect(rowsOf(read('rows')).map((row) => row.count)).toEqual([2]);
    },
  );
});

describe.concurrent('tcp-listen://', () => {
  /** The port that the system chose, as `-v` says it. */
  const port = `${until('port=$(grep -ao \'port [0-9]*\' said) && [ -n "$port" ]')}; port=\${port#port }`;

  test('a peer that breaks off in the middle of a line: what was whole counts, and it is told', async () => {
    const { bash, read } = newFolder();
    const { status } = await bash(`flowctl -v ${tumbling} tcp-listen://127.0.0.1:0 --accept 1 -o rows 2>said & pid=$!
      ${port}; ${peer} reset $port; wait $pid`);
    expect(status).toBe(0);
    expect(rowsOf(read('rows')).map((row) => row.count)).toEqual([2]);
    expect(read('said')).toContain('tcp-listen://127.0.0.1:0#1: the connection was broken off, taken as its end\n');
    expect(read('said')).toContain('flowctl: 3 lines = 2 read + 1 rejected (1 json)\n');
  });

  test('is on loopback unless it is told otherwise', async () => {
    const { bash } = newFolder();
    const { stdout } = await bash(`flowctl -v tcp-listen://:0 -o rows 2>said & pid=$!; ${port}
      awk -v p="$(printf ':%04X' $port)" '$4 == "0A" && index($2, p) {print $2}' /proc/net/tcp /proc/net/tcp6; kill -INT $pid; wait $pid`);
    expect(lines(stdout).length).toBe(1);
    expect(stdout).toMatch(/^(0100007F|0{24}01000000):/);
  });

  test('a port that is taken is found out before an output is emptied', async () => {
    const { bash } = newFolder();
    const { stderr, status } = await bash(`flowctl -v tcp-listen://127.0.0.1:0 -o rows 2>said & pid=$!; ${port}
      echo old > kept; flowctl tcp-listen://127.0.0.1:$port -o kept; status=$?; [ "$(cat kept)" = old ] || status=97; kill -INT $pid; wait $pid; exit $status`);
    expect(status).toBe(1);
    expect(stderr).toMatch(/^flowctl: cannot listen on tcp-listen:\/\/127.0.0.1:\d+: Address already in use\n$/);
  });
});

describe.concurrent('what is lost before it is read is counted, and said', () => {
  const port = `${until('port=$(grep -ao \'port [0-9]*\' said) && [ -n "$port" ]')}; port=\${port#port }`;
  interface Stats {
    readonly events: number;
    readonly lost: { readonly connections: number; readonly datagrams: number };
  }

  test('connections past the limit of open files', async () => {
    const { bash, read } = newFolder();
    await bash(`(ulimit -n 80; exec flowctl -v --window count:1 tcp-listen://127.0.0.1:0 --stats stats -o rows 2>said) & pid=$!
      ${port}; ${peer} visits $port 150; kill -TERM $pid; wait $pid`);
    const { events, lost } = JSON.parse(read('stats')) as Stats;
    expect(events).toBeGreaterThan(0);
    expect(lines(read('rows')).length).toBe(events);
    expect(lost).toEqual({ connections: 150 - events, datagrams: 0 });
    expect(read('said')).toContain(
      'a connection was refused, for as many are open as the limit of open files allows (80,',
    );
    expect(read('said')).toContain(
      `flowctl: ${150 - events} connections refused at the limit of open files (ulimit -n)\n`,
    );
  });

  test('connections that end make room for others, and --accept counts those that were taken', async () => {
    const { bash, read } = newFolder();
    const { status } =
      await bash(`(ulimit -n 80; exec flowctl -q --window count:1 unix-listen:s --accept 200 -o rows) & pid=$!
      ${peer} serial s 200; wait $pid`);
    expect(status).toBe(0);
    expect(lines(read('rows')).length).toBe(200);
  });

  test.runIf(process.platform === 'linux')('datagrams that the system dropped', async () => {
    const { bash, read } = newFolder();
    await bash(`flowctl -v udp-listen://127.0.0.1:0 --stats stats -o rows 2>said & pid=$!
      ${port}; kill -STOP $pid; ${peer} datagrams $port 8000 1000; kill -CONT $pid
      ${until('grep -q ":$(printf %04X $port) 00000000:0000 07 00000000:00000000" /proc/net/udp')}
      sleep 0.2; kill -TERM $pid; wait $pid`);
    const { events, lost } = JSON.parse(read('stats')) as Stats;
    expect(lost.datagrams).toBeGreaterThan(0);
    expect(events + lost.datagrams).toBe(8000);
    expect(read('said')).toContain(
      'datagrams come faster than they are read and are being lost; the system holds at most',
    );
    const many = lost.datagrams.toLocaleString('en-US');
    expect(read('said')).toContain(`flowctl: ${many} datagrams lost, having come faster than they were read\n`);
  });
});

describe.concurrent('one flowctl feeds another', () => {
  test('through a socket, with watermarks: the second knows what the first knows', async () => {
    const { bash, write, read } = newFolder();
    write('in', Array.from({ length: 5000 }, (_, n) => `{"t":${n * 10}}\n`).join(''));
    const line =
      `flowctl --time ts --time-format ms --time-output ms --window tumbling:20s --watermark punctuated --control both
      --agg 'n=sum(count)'`.replace(/\s+/g, ' ');
    const { status } = await bash(`${line} unix-listen:s --accept 1 -o rows & pid=$!; ${until('[ -S s ]')}
      flowctl ${tumbling} --control out in | $node -e "process.stdin.pipe(require('net').connect('s'))"; wait $pid`);
    expect(status).toBe(0);
    const rows = lines(read('rows')).filter((row) => row.startsWith('{"window"'));
    expect(rows.map((row) => (JSON.parse(row) as { n: number }).n)).toEqual([2000, 2000, 1000]);
  });
});

describe.concurrent('a listener', () => {
  const listeners = 'tcp-listen://127.0.0.1:0 udp-listen://127.0.0.1:0 unix-listen:s';

  test('does not keep a run alive that has failed', async () => {
    const { bash, write } = newFolder();
    write('a.log', '{}\n');
    const { stdout, stderr } = await bash(`flowctl --window count:1 --follow --checkpoint state a.log -o rows & pid=$!
      ${until('[ -s rows ]')}; kill -TERM $pid; wait $pid
      timeout 10 flowctl ${listeners} no.log -o rows; echo $?
      timeout 10 flowctl --window count:1 --follow --checkpoint state ${listeners} -o rows; echo $?`);
    expect(lines(stdout)).toEqual(['1', '1']);
    expect(lines(stderr)[0]).toBe('flowctl: cannot read no.log: No such file or directory');
    expect(lines(stderr)[1]).toMatch(/^flowctl: a\.log was read up to byte 3 \(1 lines\) and is not among the inputs/);
  });

  test.each(['INT', 'TERM'])('%s: ends with peers that are connected, and they are let go', async (signal) => {
    const { bash, read } = newFolder();
    const stay = `const s = require('net').connect('s', () => s.write('{\\"t\\":1}\\n')); s.on('close', () => console.log('gone')).resume()`;
    const { status, stdout } = await bash(`flowctl ${tumbling} --early 'count(1)' ${listeners} -o rows & pid=$!
      ${until('[ -S s ]')}; for i in 1 2 3; do $node -e "${stay}" & done; ${until('[ "$(grep -c window rows)" = 3 ]')}
      kill -${signal} $pid; wait $pid; status=$?; wait; exit $status`);
    expect(status).toBe(signal === 'INT' ? 130 : 143);
    expect(lines(stdout)).toEqual(['gone', 'gone', 'gone']);
    expect(read('rows')).toContain('"count":3');
  });
});

describe.concurrent('connecting', () => {
  test('nobody there: a failure with a word of it', async () => {
    const { bash } = newFolder();
    const { status, stderr } = await bash('flowctl unix:nobody -o rows');
    expect({ status, stderr }).toEqual({
      status: 1,
      stderr: 'flowctl: cannot connect to unix:nobody: No such file or directory\n',
    });
  });

  test('--reconnect waits for a peer that comes later', async () => {
    const { bash, read } = newFolder();
    const serve = `require('net').createServer((s) => { s.end('{}\\n'); s.on('close', () => process.exit()); }).listen('s')`;
    const { stderr } = await bash(`flowctl --reconnect --window count:1 unix:s -o rows & pid=$!; sleep 0.4
      $node -e "${serve}"; ${until('[ -s rows ]')}; kill -TERM $pid; wait $pid`);
    expect(lines(read('rows')).length).toBe(1);
    expect(lines(stderr)[0]).toBe('flowctl: cannot connect to unix:s: No such file or directory; trying again');
  });
});

test('udp-listen:// takes datagrams as lines', async () => {
  const { bash, read } = newFolder();
  await bash(`flowctl -v ${tumbling} --early 'count(200)' udp-listen://127.0.0.1:0 -o rows 2>said & pid=$!
    ${until('port=$(grep -ao \'port [0-9]*\' said) && [ -n "$port" ]')}; ${peer} datagrams \${port#port } 200
    ${until('[ -s rows ]')}; kill -TERM $pid; wait $pid`);
  expect(rowsOf(read('rows'))[0]!.count).toBe(200);
});

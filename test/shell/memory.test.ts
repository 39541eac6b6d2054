// Back pressure: whoever is slow slows us down, and memory stays flat. Measured from outside, as the system counts it.
import { describe, expect, test } from 'vitest';
import { newFolder } from '../program.js';
import { lines } from './events.js';

/** The most memory that `$pid` has had, in MB. */
const peak = `awk '/VmHWM/{print int($2/1024)}' /proc/$pid/status`;
/** Events without end, of which all but the first are late. */
const flood = `(echo '{"t":100000}'; yes '{"t":1,"text":"${'x'.repeat(200)}"}')`;

describe.concurrent('a reader that takes nothing for a second', () => {
  test.each([
    ['of the results', `flowctl --window count:1 <source >sink`],
    ['of late events', `flowctl --time t --time-format ms --window tumbling:1s -o rows --late sink <source`],
    ['of the rejects', `flowctl --time nothing --window tumbling:1s --rejects sink -o rows <source`],
  ])('%s', async (_, line) => {
    const { bash } = newFolder();
    const { stdout } =
      await bash(`mkfifo source sink; ${flood} >source 2>/dev/null & (sleep 1.2; head -c 3000000 >/dev/null) <sink &
      ${line} & pid=$!; for i in 1 2 3 4 5; do sleep 0.25; ${peak}; done; kill -KILL $pid; wait $pid 2>/dev/null; exit 0`);
    const seen = lines(stdout).map(Number);
    expect(seen.length).toBeGreaterThan(2);
    expect(Math.max(...seen)).toBeLessThan(130);
    // Once it waits it grows no more.
    expect(seen.at(-1)! - seen[Math.floor(seen.length / 2)]!).toBeLessThan(15);
  });
});

test('a hundred megabytes through a pipe, in the memory of a few', async () => {
  const { bash, read } = newFolder();
  const { status } = await bash(
    `${flood} | head -c 100000000 | flowctl -q --time t --time-format ms --window tumbling:1s -o rows --late none --stats stats`,
  );
  expect(status).toBe(0);
  const { events, peakMemory } = JSON.parse(read('stats')) as { events: number; peakMemory: number };
  expect(events).toBeGreaterThan(400_000);
  expect(peakMemory / 1e6).toBeLessThan(130);
});

/** Each key has one event, a millisecond after the one before. */
const requests = (count: number): string =>
  `seq 0 ${count - 1} | awk '{print "{\\"t\\":" $1 ",\\"k\\":\\"request-" $1 "\\"}"}'`;

describe.concurrent('keys that live for a second', () => {
  const job = `-q --time t --time-format ms --key k --window tumbling:1s -o rows --late none --stats stats`;
  /** The peak for so many keys, in bytes, and what the rest of the line said. */
  const peakOf = async (count: number, line: string): Promise<{ peak: number; stdout: string }> => {
    const { bash, read } = newFolder();
    const { status, stdout } = await bash(line.replace('EVENTS', requests(count)));
    expect(status).toBe(0);
    return { peak: (JSON.parse(read('stats')) as { peakMemory: number }).peakMemory, stdout };
  };
  // Rows come in the order of the windows and of the first events in them: the n-th is that of the n-th key.
  const wrong = `awk '!index($0, "\\"request-" NR-1 "\\"")' rows | wc -l; wc -l <rows`;

  test.each([
    ['from a pipe', `EVENTS | flowctl ${job}; ${wrong}`],
    ['from a file that another thread decodes', `EVENTS >in; flowctl ${job} --threads 2 in; ${wrong}`],
  ])('take no more memory when there are four times as many: %s', async (_, line) => {
    // So many that the other thread has decoded several blocks of them, each with keys of its own.
    const few = await peakOf(300_000, line);
    const many = await peakOf(1_200_000, line);
    expect(many.stdout.trim().split(/\s+/)).toEqual(['0', '1200000']);
    // When every key was remembered it was three times as much; now it is what the collector leaves, a fifth at most.
    expect(many.peak / few.peak).toBeLessThan(1.5);
  });

  test('are in a checkpoint only while their window is open', async () => {
    const { stdout } = await newFolder().bash(
      `${requests(200_000)} >in; flowctl ${job} --checkpoint c --no-drain in
      flowctl checkpoint show c | grep -o '[0-9,]* open windows and [0-9,]* keys'; wc -c <c`,
    );
    const [open, size] = lines(stdout);
    expect(open).toBe('1,000 open windows and 1,000 keys');
    expect(Number(size)).toBeLessThan(50_000);
  });
});

test('a window join of hundreds of thousands of keys, written and still open to late events, goes on from its checkpoint', async () => {
  const { bash } = newFolder();
  const job = `flowctl join -q --window tumbling:1h --key k --time t --time-format ms --watermark bounded:0s --allowed-lateness 1d`;
  const { status, stdout, stderr } = await bash(`${requests(200_000)} >in; echo '{"t":9000000,"k":"last"}' >>in
    ${job} --checkpoint c --no-drain -o rows in in && echo '{"t":5,"k":"request-5"}' >>in
    ${job} --checkpoint c -o rows in in; ${job} -o whole in in; wc -l <rows; sort rows >a; sort whole >b; cmp a b`);
  expect({ status, stdout, stderr }).toEqual({ status: 0, stdout: '200004\n', stderr: '' });
});

describe.concurrent('more keys than there is memory for', () => {
  const job = `--time t --time-format ms --key k --window tumbling:1d -o rows`;
  const held =
    'flowctl: out of memory: [\\d,]+ keys and [\\d,]+ open windows with 1 aggregate each take more than 64 MiB ' +
    '\\(--max-memory\\); raise the limit; --max-keys N and --max-open-windows N stop earlier, a coarser --key or shorter ' +
    'windows need less';

  test('fail with what fills it, and what can be done', async () => {
    const { status, stderr } = await newFolder().bash(`${requests(250_000)} | flowctl ${job} --max-memory 64MiB`);
    expect(stderr).toMatch(new RegExp(`^${held}\n$`));
    expect(status).toBe(1);
  });

  test('are told apart from the heap that Node was started with', async () => {
    const env = { NODE_OPTIONS: '--max-old-space-size=80' };
    const { status, stderr } = await newFolder().bash(`${requests(300_000)} | flowctl ${job} --agg 'all=collect(k)'`, {
      env,
    });
    expect(stderr).toMatch(/^flowctl: out of memory: .* each fill the heap of \d+ MiB that Node was started with; /);
    expect(status).toBe(1);
  });

  test('are taken up from the last checkpoint, with more memory', async () => {
    const line = `flowctl ${job} --checkpoint c --checkpoint-every 50000events in`;
    const { status, stdout, stderr } = await newFolder().bash(
      `${requests(250_000)} >in; ${line} --max-memory 64MiB; echo $?; ${line} -q; echo $?; wc -l <rows`,
    );
    expect(stderr).toMatch(new RegExp(`^${held}; the same command goes on from its last checkpoint\n$`));
    expect(lines(stdout)).toEqual(['1', '0', '250000']);
    expect(status).toBe(0);
  });
});

describe.concurrent('more events to be sorted than there is memory for', () => {
  const backwards = `seq 500000 -1 1 | awk '{print "{\\"t\\":" $1 ",\\"text\\":\\"${'x'.repeat(60)}\\"}"}' >in`;
  const job = `flowctl sort --time t --time-format ms --watermark none --max-memory 64MiB`;

  test('wait in a temporary file, of which nothing stays', async () => {
    const { bash, read } = newFolder();
    const { status, stdout, stderr } = await bash(
      `mkdir tmp; ${backwards}; TMPDIR=$PWD/tmp ${job} -q -o out --stats stats in
      tac in | cmp - out && echo 'in order'; ls tmp | wc -l`,
    );
    expect({ status, stderr, said: lines(stdout) }).toEqual({ status: 0, stderr: '', said: ['in order', '0'] });
    const { peakMemory } = JSON.parse(read('stats')) as { peakMemory: number };
    expect(peakMemory / 1e6).toBeLessThan(250);
  });

  test('are an error where no such file can be written', async () => {
    const { bash } = newFolder();
    const { status, stderr } = await bash(`${backwards}; TMPDIR=$PWD/nowhere ${job} -o out in`);
    expect(status).toBe(1);
    expect(stderr).toContain('cannot write a temporary file in ');
    expect(stderr).toContain('No such file or directory; TMPDIR names another directory');
  });

  test('stay in memory where a checkpoint keeps them', async () => {
    const { bash } = newFolder();
    const { status, stderr } = await bash(`${backwards}; ${job} --checkpoint c -o out in`);
    expect(status).toBe(1);
    expect(stderr).toContain('events that wait take more than 64 MiB (--max-memory)');
  });
});

// Every rejected option says what was wrong, shows the accepted form, and exits 2; all problems at once (SPEC §2).
import { describe, expect, it } from 'vitest';
import type { CommandContext } from '../../src/cli/index.js';
import { aggregates } from '../../src/aggregate/index.js';
import { formsOf } from '../../src/text/registry.js';
import { command, places, said } from './context.js';

const tumbling = ['--time', 't', '--window', 'tumbling:1m'];

/** The complaint without its last line, which says where to read more. */
async function complaint(argv: readonly string[], known: Readonly<Record<string, string>> = {}): Promise<string> {
  const asked = await command(argv, { stat: places(known) });
  if (asked.kind !== 'misuse') throw new Error(`accepted: ${argv.join(' ')}`);
  expect(asked.status).toBe(2);
  expect(asked.text).toMatch(/\nTry 'flowctl help[a-z -]*'\.\n$/);
  return asked.text.replace(/\nTry [^\n]*\n$/, '');
}

describe('a rejected value', () => {
  it.each<[readonly string[], string]>([
    [
      ['--time', 't', '--window', 'tumbling:5'],
      `flowctl: --window: "tumbling:5" — "5" has no unit: write 5s or 5ms
  accepted: tumbling:SIZE[,offset=D]   e.g. --window tumbling:1m`,
    ],
    [
      ['--window', 'tumblng:5m'],
      `flowctl: --window: "tumblng:5m" — "tumblng" is no window; did you mean tumbling:5m?
  accepted: global[,ttl=D], tumbling:SIZE[,offset=D], sliding:SIZE/SLIDE[,offset=D], cumulative:SIZE/STEP[,offset=D], session:GAP[,max=D], count:N[/EVERY], calendar:[N-]hour|day|week|month|quarter|year[,start=DATE|WEEKDAY]   e.g. --window tumbling:1m`,
    ],
    [
      ['--each', 'wrds(x)'],
      `flowctl: --each: "wrds(x)" is no JSONPath: expected '.', '..' or a bracketed selection, found '('
  accepted: PATH ($.items[*], text, …), words(PATH) or split(PATH, "REGEX")   e.g. --each 'words($.text)' --key word=@each`,
    ],
    [
      ['--watermark', 'bounded'],
      `flowctl: --watermark: "bounded" — its duration is missing
  accepted: bounded:D[,idle=D2]   e.g. --watermark bounded:10s`,
    ],
    [
      ['--idle', '5'],
      `flowctl: --idle: "5" has no unit: write 5s or 5ms
  accepted: 250ms, 10s, 5m, 2h, 1d, 1w, sums like 1h30m, or ISO 8601 like PT5M   e.g. --idle 30s`,
    ],
    [
      ['--allowed-lateness', 'forever'],
      `flowctl: --allowed-lateness: "forever" is no duration
  accepted: unlimited, or 250ms, 10s, 5m, 2h, 1d, 1w, sums like 1h30m, or ISO 8601 like PT5M   e.g. --allowed-lateness 5m`,
    ],
    [
      ['--agg', 'summ(x)'],
      `flowctl: --agg: "summ(x)": there is no aggregate "summ"; did you mean sum?
  accepted: ${formsOf(aggregates)}   e.g. --agg count --agg 'slow=max($.latency_ms)'`,
    ],
    [
      ['--agg', 'window=sum(x)'],
      `flowctl: --agg: "window=sum(x)": the name "window" is taken, results have window, key, pane, ts, retract, seq already
  accepted: [NAME=]FN[(PATH, …)] [where EXPR]   e.g. --agg count --agg 'slow=max($.latency_ms)'`,
    ],
    [
      ['--agg', 'max(a)', '--agg', 'max(b.a)'],
      `flowctl: --agg: two aggregates are called "max_a"; call one of them otherwise
  accepted: NAME=FN(PATH), e.g. --agg 'max_a_2=…'`,
    ],
    [
      ['--key', 'a.id', '--key', 'b.id'],
      `flowctl: --key: two keys are called "id"; call one of them otherwise
  accepted: NAME=PATH`,
    ],
    [
      ['--tz', 'Europe/Berln'],
      `flowctl: --tz: "Europe/Berln" is no time zone; did you mean Europe/Berlin?
  accepted: an IANA name like Europe/Berlin, or an offset like +08:00   e.g. --tz Europe/Berlin`,
    ],
    [
      ['--color', 'alway'],
      `flowctl: --color: "alway" is none of its values; did you mean always?
  accepted: always|never|auto   e.g. --color never`,
    ],
    [
      ['--max-line', '5q', '--accept', '0', '--max-keys', '1e6', '--threads', 'two'],
      `flowctl: --accept: "0" is no whole number of at least 1
  accepted: N   e.g. --accept 1
flowctl: --threads: "two" is no number of threads
  accepted: a number from 1 to 999, or auto   e.g. --threads 2
flowctl: --max-line: "5q" is no size
  accepted: SIZE: 64k, 1MiB, 16MiB, 1000000; at most 1GiB   e.g. --max-line 1MiB
flowctl: --max-keys: "1e6" is no whole number of at least 1
  accepted: N   e.g. --max-keys 1000000`,
    ],
    [
      ['--output', 'ftp://x'],
      `flowctl: --output: "ftp://x": an output is a file or a descriptor
  accepted: FILE, - (standard output), fd:N or none   e.g. -o hits.ndjson`,
    ],
    [
      ['--late', 'fd:x', '--rejects', 'fd:0'],
      `flowctl: --late: "fd:x" names no descriptor
  accepted: fd:N, e.g. fd:3; a file of that name: ./fd:x   e.g. --late late.ndjson
flowctl: --rejects: "fd:0" is standard input
  accepted: FILE, - (standard output), fd:N or none   e.g. --rejects bad.ndjson`,
    ],
    [
      ['--checkpoint', 'c', '--checkpoint-every', '0s'],
      `flowctl: --checkpoint-every: "0s" would never stop writing checkpoints
  accepted: a duration above 0s, or 10000events   e.g. --checkpoint state.ckpt --checkpoint-every 1m`,
    ],
  ])('%j', async (argv, expected) => {
    expect(await complaint(argv)).toBe(expected);
  });

  it('is shown safely', async () => {
    expect(await complaint(['--idle', `\u001b[31m${'x'.repeat(500)}`])).toContain('\\u001b[31mxxx');
    expect(await complaint([`--\u001b[31m`])).not.toContain('\u001b');
  });
});

describe('an input that is none', () => {
  it.each<[string, string]>([
    [
      'http://h/x',
      '"http://h/x": no input begins with http://; let another program fetch it: curl -sN http://h/x | flowctl …',
    ],
    ['tcp-listn://:1', '"tcp-listn://:1": no input begins with tcp-listn://; did you mean tcp-listen://:1?'],
    ['tcp://host', '"tcp://host" has no port, or is no HOST:PORT'],
    ['tcp://:99', '"tcp://:99" names no host to connect to'],
    ['tcp://h:99999', '"tcp://h:99999": a port is 1 to 65535'],
    ['unix:', '"unix:" names no socket'],
    ['fd:three', '"fd:three" names no descriptor'],
    ['', 'an input without a name; quote or drop the empty argument'],
  ])('%j', async (operand, message) => {
    expect((await complaint([operand])).split('\n')[0]).toBe(`flowctl: ${message}`);
  });

  it('is standard input the second time', async () => {
    expect(await complaint(['-', 'fd:0'])).toBe('flowctl: -: standard input is named twice; it can be read once');
  });
});

describe('options that do not go together', () => {
  it.each<[readonly string[], string]>([
    [['--window', 'tumbling:1m'], '--time: --window tumbling needs it: where does the time of an event stand?'],
    [
      ['--window', 'count:5', '--trigger', 'always'],
      '--trigger: not with --window count, whose windows end by their number of events; nothing is late there',
    ],
    [
      ['--window', 'count:5', '--early', 'always'],
      '--early: not with --window count, whose windows end by their number of events; nothing is late there',
    ],
    [
      ['--window', 'count:5', '--watermark', 'none'],
      '--watermark: not with --window count, whose windows end by their number of events; nothing is late there',
    ],
    [
      ['--window', 'count:5', '--allowed-lateness', '1s'],
      '--allowed-lateness: not with --window count, whose windows end by their number of events; nothing is late there',
    ],
    [
      ['--time-domain', 'processing', '--watermark', 'ascending'],
      '--watermark: --time-domain processing needs none: its watermark is the clock',
    ],
    [
      ['--time-domain', 'processing', '--allowed-lateness', '0s'],
      '--allowed-lateness: not with --time-domain processing, where an event belongs to the moment it is read and is never late',
    ],
    [
      ['--time-domain', 'processing', '--timestamp', 'end'],
      '--timestamp: not with --time-domain processing, where an event belongs to the moment it is read and is never late',
    ],
    [['--watermark', 'punctuated'], '--watermark: punctuated is told by control lines only: add --control in'],
    [['--clock', 'input', '--control', 'out'], '--clock: input is told by @clock lines only: add --control in'],
    [
      ['--trigger', 'always', '--early', 'always'],
      '--trigger: not together with --early or --late-firing, which are short for: "watermark(early=always, late=always)"',
    ],
    [
      ['--time', 't', '--window', 'session:1m', '--trigger', 'delta(1, $.x)'],
      '--trigger: delta has no one last value where sessions merge; use count, delay or event-every',
    ],
    [['--fresh'], '--fresh: says something of a checkpoint, but none is asked for: add --checkpoint FILE'],
    [
      ['--checkpoint-every', '1s'],
      '--checkpoint-every: says something of a checkpoint, but none is asked for: add --checkpoint FILE',
    ],
    [['-q', '-v'], '--quiet: not together with --verbose'],
  ])('%j', async (argv, message) => {
    expect((await complaint(argv)).split('\n')[0]).toBe(`flowctl: ${message}`);
  });
});

describe('a trigger that would lose data', () => {
  it('is refused with the reason and the remedy', async () => {
    const text = await complaint([...tumbling, '--trigger', 'count(3)']);
    expect(text).toContain('flowctl: --trigger: ');
    expect(text).toContain('count(3)" can finish while data may still come');
    expect(text).toContain('repeat(count(3))');
    expect(text).toContain('--allow-unsafe-trigger');
  });

  it('is refused when it is the lateness that makes it so', async () => {
    const text = await complaint([...tumbling, '--trigger', 'watermark', '--allowed-lateness', '5m']);
    expect(text).toContain('--allowed-lateness 5m');
    expect(text).toContain('watermark(late=always)');
  });

  it.each([
    [['--trigger', 'count(3)', '--allow-unsafe-trigger']],
    [['--trigger', 'watermark']],
    [['--trigger', 'repeat(count(3))']],
    [['--early', 'count(3)', '--allowed-lateness', '5m']],
  ])('is not %j', async (argv) => {
    expect(await said([...tumbling, ...argv])).toBe('run');
  });
});

describe('outputs', () => {
  const same = { 'a.log': '1', 'link-to-a': '1', out: '2', dir: 'dir', '/dev/null': 'null', 0: '3', three: '3' };

  it.each<[readonly string[], string]>([
    [['a.log', '-o', 'a.log'], '--output: "a.log" is also the input "a.log"'],
    [['a.log', '-o', './/link-to-a', '--late', 'link-to-a'], '--late: "link-to-a" is also the input "a.log"'],
    [['-o', 'three'], '--output: "three" is also the input standard input'],
    [['-o', 'out', '--late', 'out'], '--late: "out" is written by --output already'],
    [['-o', 'new', '--stats', './new'], '--stats: "./new" is written by --output already'],
    [['a.log', '--checkpoint', 'link-to-a'], '--checkpoint: "link-to-a" is also the input "a.log"'],
    [['-o', 'dir'], '--output: "dir" is a directory'],
  ])('%j are refused', async (argv, message) => {
    expect((await complaint(argv, same)).split('\n')[0]).toBe(`flowctl: ${message}`);
  });

  it('and inputs are no descriptors that the caller did not open', async () => {
    const descriptor: CommandContext['descriptor'] = (fd) => (fd === 4 ? 'readable-only' : 'not-open');
    const text = await said(['fd:4', 'fd:5', '--late', 'fd:6', '--rejects', 'fd:4'], { descriptor });
    expect(text.split('\n').slice(0, 3)).toEqual([
      'flowctl: fd:5: descriptor 5 is not open; 5<FILE opens it',
      'flowctl: --late: descriptor 6 is not open; 6>FILE opens it',
      'flowctl: --rejects: descriptor 4 is open for reading only',
    ]);
  });

  it('may share a device or a descriptor', async () => {
    const stat = places(same);
    expect(
      await said(['-o', '/dev/null', '--late', '/dev/null', '--rejects', 'none', '--stats', 'none'], { stat }),
    ).toBe('run');
    expect(await said(['--late', '-', '--rejects', 'fd:1'], { stat: places({ 1: 'out' }) })).toBe('run');
  });
});

describe('problems', () => {
  it('are reported all at once, each with its place', async () => {
    const text = await complaint(['--windw', 'x', '--idle', '5', '--agg', 'sum(', '--late', '', 'tcp://x']);
    expect(
      text
        .split('\n')
        .filter((line) => line.startsWith('flowctl:'))
        .map((line) => line.split(':')[1]!.trim()),
    ).toEqual(['--windw', '"tcp', '--agg', '--idle', '--late']);
  });

  it('of a mistyped option do not make others of it', async () => {
    expect(await complaint(['--tme', 't', '--window', 'tumbling:1m'])).toBe(
      'flowctl: --tme: there is no such option; did you mean --time?',
    );
  });

  it('in an option file name file and line', async () => {
    const asked = await command(['@o'], { readFile: () => '\n--idle 5\n' });
    expect('text' in asked && asked.text.split('\n')[0]).toBe('flowctl: o:2: --idle: "5" has no unit: write 5s or 5ms');
  });
});

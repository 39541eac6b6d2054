// Options as typed → the run as meant.
import { describe, expect, it } from 'vitest';
import type { OutletId } from '../../src/cli/plan/check-destinations.js';
import { compileRead } from '../../src/event/read-spec.js';
import { windowPlanOf } from '../../src/job.js';
import { job, places, said } from './context.js';

describe('a run without options', () => {
  it('counts everything from standard input to standard output', async () => {
    const told = await job([]);
    const { inputs, engine, step, record, projection, ...rest } = told;
    const windows = windowPlanOf(told)!;
    expect(compileRead(record)).toEqual(projection);
    expect(inputs).toEqual([{ kind: 'stdin', name: '-' }]);
    expect(engine).toMatchObject({ domain: 'event', idle: undefined, maxFuture: undefined });
    expect(step.is).toBe('group-window');
    expect(windows).toMatchObject({
      lateness: 0,
      onTime: 'if-triggered',
      closing: 'if-new',
      timestamp: 'end',
      gapColumn: -1,
      signalColumns: [],
      maxOpenWindows: Infinity,
    });
    expect(windows.accumulation.name).toBe('accumulating');
    expect(windows.aggregates).toHaveLength(1);
    expect(projection).toEqual({
      time: undefined,
      keys: [],
      columns: [],
      clock: undefined,
      where: [],
      each: undefined,
      text: false,
      numericText: false,
      control: false,
    });
    expect(rest).toEqual({
      aggregateNames: ['count'],
      calls: [{ text: 'count', columns: [] }],
      clock: 'wall',
      guardsFiles: false,
      watermarkGiven: false,
      controlOut: false,
      timeOutput: 'iso',
      results: { kind: 'stdout' },
      late: undefined,
      rejects: undefined,
      stats: undefined,
      lateFormat: 'raw',
      append: false,
      lineBuffered: false,
      follow: false,
      rotateWaitMs: 5000,
      reconnect: false,
      accept: Infinity,
      drain: true,
      checkpoint: undefined,
      threads: 'auto',
      maxLine: 16777216,
      maxKeys: Infinity,
      maxMemory: undefined,
      strict: false,
      maxBad: { lines: Infinity },
      failOnLate: false,
      progress: false,
      quiet: false,
      verbose: false,
      color: 'auto',
      meaning: {
        'input-format': 'ndjson',
        'max-line': '16MiB',
        agg: 'count',
        key: 'one group',
        'time-format': 'auto',
        tz: 'UTC',
        window: 'global',
        'time-domain': 'event',
        watermark: 'ascending',
        idle: 'off',
        'max-future': 'off',
        trigger: 'default',
        clock: 'wall',
        accumulation: 'accumulating',
        'allowed-lateness': '0s',
        'on-time': 'if-triggered',
        closing: 'if-new',
        timestamp: 'end',
        'time-output': 'iso',
        control: 'off',
      },
    });
  });
});

describe('inputs', () => {
  it.each<[string, object]>([
    ['a.log', { kind: 'file', path: 'a.log' }],
    ['./-', { kind: 'file', path: './-' }],
    ['-', { kind: 'stdin' }],
    ['fd:0', { kind: 'stdin' }],
    ['fd:4', { kind: 'fd', fd: 4 }],
    ['tcp://example.org:99', { kind: 'tcp', host: 'example.org', port: 99 }],
    ['tcp-listen://:9999', { kind: 'tcp-listen', host: '127.0.0.1', port: 9999 }],
    ['tcp-listen://0.0.0.0:0', { kind: 'tcp-listen', host: '0.0.0.0', port: 0 }],
    ['udp-listen://[::1]:514', { kind: 'udp-listen', host: '::1', port: 514 }],
    ['unix:/run/x.sock', { kind: 'unix', path: '/run/x.sock' }],
    ['unix:///run/x.sock', { kind: 'unix', path: '/run/x.sock' }],
    ['unix-listen:x.sock', { kind: 'unix-listen', path: 'x.sock' }],
    ['C:/x', { kind: 'file', path: 'C:/x' }],
  ])('%s', async (name, expected) => {
    expect((await job([name])).inputs).toEqual([{ ...expected, name }]);
  });

  it('that are missing and called almost like a verb are asked about', async () => {
    expect(await said(['explian'])).toBe('run\nthere is no file "explian"; did you mean flowctl explain?');
    expect(await said(['-v', 'explain'])).toBe(
      'run\nthere is no file "explain"; a verb comes first: flowctl explain …',
    );
    expect(await said(['explian'], { stat: places({ explian: '1' }) })).toBe('run');
    expect(await said(['./explain'])).toBe('run');
    expect(await said(['-q', 'explian'])).toBe('run');
  });
});

describe('what', () => {
  it('names aggregates and keys after their functions and paths', async () => {
    const argv = ['--agg', 'count', '--agg', 'sum(bytes)', '--agg', 'slow=max($.a.ms)', '--agg', 'count($["error"])'];
    const { aggregateNames, projection } = await job([...argv, '--key', '$.a.path', '--key', 'host=.h', '--key', 'x']);
    expect(aggregateNames).toEqual(['count', 'sum_bytes', 'slow', 'count_error']);
    expect(projection.keys.map(({ name, path }) => [name, path.text])).toEqual([
      ['path', '$.a.path'],
      ['host', '$.h'],
      ['x', '$.x'],
    ]);
  });

  it('takes = signs in paths for what they are', async () => {
    const { projection } = await job([
      '--key',
      '$.items[?@.id == "a"].name',
      '--key',
      'first=$.items[?@.n==1].v',
      '--key',
      "$['a=b']",
    ]);
    expect(projection.keys.map(({ name }) => name)).toEqual(['name', 'first', 'a=b']);
  });

  it('reads what is asked for twice once', async () => {
    const argv = ['--agg', 'sum(x)', '--agg', 'mean($.x)', '--agg', 'count(x)', '--trigger', 'delta(2, $["x"])'];
    const { projection, step } = await job([...argv, '--time', 't', '--window', 'tumbling:1m']);
    expect(projection.columns.map(({ path, as }) => `${as} ${path.text}`)).toEqual(['number $.x', 'exists $.x']);
    expect(windowPlanOf({ step })?.signalColumns).toEqual([0]);
  });

  it('annotates late pieces, which are no lines', async () => {
    expect((await job(['--each', 'words(text)', '--late-format', 'raw'])).lateFormat).toBe('annotated');
  });
});

describe('where', () => {
  it('reads the gap of a session from the event', async () => {
    const { projection, step } = await job(['--time', 't', '--window', 'session:$.gap', '--agg', 'sum(gap)']);
    expect(projection.columns.map(({ path, as }) => `${as} ${path.text}`)).toEqual(['number $.gap', 'duration $.gap']);
    expect(windowPlanOf({ step })?.gapColumn).toBe(1);
  });

  it('counts days in the zone', async () => {
    const { step, meaning, projection } = await job([
      '--time',
      't',
      '--window',
      'calendar:day',
      '--tz',
      'Europe/Berlin',
    ]);
    const { window } = windowPlanOf({ step })!;
    if (window.kind !== 'aligned') throw new Error('a day is an aligned window');
    const [day] = window.assign(Date.UTC(2025, 2, 30, 12)).windows;
    expect(day).toEqual({ start: Date.UTC(2025, 2, 29, 23), end: Date.UTC(2025, 2, 30, 22) });
    expect(meaning['tz']).toBe('Europe/Berlin');
    expect(projection.time?.format.zone).toBe('Europe/Berlin');
  });

  it('does not read --time in the processing domain', async () => {
    const { projection, engine } = await job(['--time', 't', '--window', 'tumbling:1m', '--time-domain', 'processing']);
    expect([projection.time, engine.domain]).toEqual([undefined, 'processing']);
  });

  it('needs no time for count and global, nor in the processing domain', async () => {
    for (const argv of [
      ['--window', 'count:5/2'],
      ['--window', 'global'],
      ['--window', 'tumbling:1m', '--time-domain', 'processing'],
    ])
      expect(await said(argv)).toBe('run');
  });
});

describe('when', () => {
  const window = ['--time', 't', '--window', 'tumbling:1m'];

  it.each<[readonly string[], string]>([
    [[], 'default'],
    [['--early', 'delay(10s)'], 'watermark(early=delay(10s),late=always)'],
    [['--late-firing', 'count(1)'], 'watermark(late=count(1))'],
    [['--early', 'delay(60s)', '--late-firing', 'count(2)'], 'watermark(early=delay(1m),late=count(2))'],
    [['--trigger', 'watermark( early = delay(1m) , late=count(2) )'], 'watermark(early=delay(1m),late=count(2))'],
  ])('the short forms %j stand for %s', async (argv, trigger) => {
    expect((await job([...window, ...argv])).meaning['trigger']).toBe(trigger);
  });

  it.each<[readonly string[], number | undefined]>([
    [['tcp://h:1'], 300_000],
    [['udp-listen://:1', '--max-future', '1h'], 3_600_000],
    [['unix-listen:x', '--max-future', 'off'], undefined],
    [['--follow', 'a.log'], 300_000],
    [['--follow', 'a.log', '--clock', 'arrival'], undefined],
    [['a.log'], undefined],
    [[], 300_000],
    [['pipe'], 300_000],
    [['fd:7'], 300_000],
    [['fd:8'], undefined],
    [['a.log', '-'], 300_000],
  ])('of inputs %j the future begins %s ms ahead', async (argv, expected) => {
    const stat = (target: string | number): OutletId => ({
      id: `${target}`,
      kind: target === 'pipe' || target === 0 || target === 7 ? 'pipe' : 'file',
    });
    expect((await job([...window, ...argv], { stat })).engine.maxFuture).toBe(expected);
  });

  it('the future of regular files is limited only when that is asked for', async () => {
    expect((await job([...window, 'a.log', '-'])).guardsFiles).toBe(false);
    expect((await job([...window, 'a.log', '-', '--max-future', '5m'])).guardsFiles).toBe(true);
  });

  it('takes the clock from the machine, the input, or the events', async () => {
    expect((await job(['--clock', 'wall'])).clock).toBe('wall');
    expect((await job(['--clock', 'input', '--control', 'both'])).clock).toBe('input');
    const { clock, projection } = await job(['--clock', '$.received']);
    expect([clock, projection.clock?.path.text]).toEqual(['event', '$.received']);
  });

  it('reads a clock in the events as their times are written, also without --time', async () => {
    const { projection } = await job(['--clock', 'at', '--time-format', 'ms', '--time-domain', 'processing']);
    expect(projection.clock?.format.read(5, () => '5')).toBe(5);
  });

  it('looks for the time of plain text anywhere in its line, of other values not', async () => {
    const logs = ['--input-format', 'text', '--time', '$.line', '--time-format', 's'];
    const { time, clock } = (await job([...logs, '--clock', 'at'])).projection;
    expect(time?.format.read('up 12 s', () => '')).toBe(12_000);
    expect(clock?.format.read('up 12 s', () => '')).toBeNaN();
    expect((await job(logs.slice(2))).projection.time?.format.read('up 12 s', () => '')).toBeNaN();
  });
});

describe('the run', () => {
  it('has its destinations, limits and reports', async () => {
    const argv = [
      '-o',
      'x',
      '--late',
      'fd:3',
      '--rejects',
      'none',
      '--stats',
      '-',
      '--max-line',
      '64k',
      '--max-bad',
      '0',
      '--threads',
      '2',
      '-q',
    ];
    expect(await job([...argv, '--control', 'out', '--time-output', 'ms'])).toMatchObject({
      results: { kind: 'file', path: 'x' },
      late: { kind: 'fd', fd: 3 },
      rejects: { kind: 'none' },
      stats: { kind: 'stdout' },
      maxLine: 65536,
      maxBad: { lines: 0 },
      threads: 2,
      quiet: true,
      controlOut: true,
      timeOutput: 'ms',
    });
  });

  it('keeps checkpoints', async () => {
    expect((await job(['--checkpoint', 'c', '--fresh'])).checkpoint).toEqual({
      path: 'c',
      every: { ms: 10_000 },
      fresh: true,
    });
    expect((await job(['--checkpoint', 'c', '--checkpoint-every', '500events'])).checkpoint?.every).toEqual({
      events: 500,
    });
    expect((await job(['--checkpoint', 'c', '--no-drain'])).drain).toBe(false);
    expect(await said(['--no-drain'])).toContain('open windows are kept in a checkpoint');
  });
});

describe('the meaning of a run', () => {
  const meaning = async (...argv: string[]) => (await job(argv)).meaning;

  it('is the same however it is written', async () => {
    const short = await meaning(
      '--time',
      't',
      '--window',
      'tumbling:90s,offset=-60s',
      '--idle',
      '60s',
      '--early',
      'delay(60s)',
    );
    const long = await meaning(
      '--time',
      't',
      '--window',
      'tumbling:1m30s,offset=-1m',
      '--idle',
      'PT1M',
      '--watermark',
      'ascending',
      '--trigger',
      'watermark(early=delay(1m), late=always)',
      '--agg',
      'count',
    );
    expect(short).toEqual(long);
  });

  it('is another with another option that changes the results, and not with others', async () => {
    const plain = await meaning('--time', 't', 'a.log');
    for (const argv of [
      ['--agg', 'sum(x)'],
      ['--where', '@.a'],
      ['--key', 'k'],
      ['--allowed-lateness', '1s'],
      ['--time-output', 'ms'],
    ])
      expect(await meaning('--time', 't', 'a.log', ...argv)).not.toEqual(plain);
    for (const argv of [
      ['-o', 'x'],
      ['--threads', '3'],
      ['--strict'],
      ['-v'],
      ['other.log'],
      ['--checkpoint', 'c'],
      ['--checkpoint', 'c', '--no-drain'],
    ])
      expect(await meaning('--time', 't', 'a.log', ...argv)).toEqual(plain);
  });
});

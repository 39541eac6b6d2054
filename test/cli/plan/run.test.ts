// Options as typed → the run as meant: its defaults, destinations, limits and checkpoints.
import { describe, expect, it } from 'vitest';
import { compileRecord } from '../../../src/format/input/index.js';
import { ndjson } from '../../../src/format/input/ndjson.js';
import { windowPlanOf } from '../../../src/job.js';
import { job, said } from '../context.js';

describe('a run without options', () => {
  it('counts everything from standard input to standard output', async () => {
    const told = await job([]);
    const { streams, pipeline, step, rows, verb, then, ...rest } = told;
    expect([verb, then]).toEqual(['run', []]);
    const [{ inputs, record, recordPlan, ...stream }] = streams;
    const windows = windowPlanOf(told)!;
    expect(compileRecord(record)).toEqual(recordPlan);
    expect(inputs).toEqual([{ kind: 'stdin', name: '-' }]);
    expect(streams).toHaveLength(1);
    expect(stream).toEqual({
      name: 'events',
      guardsFiles: false,
      watermarkGiven: false,
      follow: false,
      rotateWaitMs: 5000,
      reconnect: false,
      accept: Infinity,
    });
    expect(pipeline).toMatchObject({ domain: 'event', streams: [{ idle: undefined, maxFuture: undefined }] });
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
    expect(recordPlan).toEqual({
      time: undefined,
      keys: [],
      columns: [],
      clock: undefined,
      set: [],
      where: [],
      each: undefined,
      format: ndjson,
      formatName: 'ndjson',
      numericText: false,
      control: false,
    });
    expect(rows).toMatchObject({
      format: { name: 'ndjson' },
      pane: 'auto',
      shape: { windows: 'global', keys: [], panes: false, retractions: false, values: ['count'] },
    });
    expect({ ...rest, meaning: rest.meaning() }).toEqual({
      tellsIncomplete: true,
      aggregateNames: ['count'],
      calls: [{ text: 'count', columns: [] }],
      clock: 'wall',
      controlOut: false,
      timeOutput: 'iso',
      results: { kind: 'stdout' },
      late: undefined,
      rejects: undefined,
      stats: undefined,
      lateFormat: 'raw',
      append: false,
      lineBuffered: false,
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
        'output-format': 'ndjson',
        pane: 'auto',
        control: 'off',
      },
    });
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

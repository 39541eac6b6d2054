// Where in event time: --window, --time, --time-domain, --tz.
import { describe, expect, it } from 'vitest';
import { windowPlanOf } from '../../../src/job.js';
import { job, said } from '../context.js';

describe('where', () => {
  it('reads the gap of a session from the event', async () => {
    const { streams, step } = await job(['--time', 't', '--window', 'session:$.gap', '--agg', 'sum(gap)']);
    expect(streams[0].recordPlan.columns.map(({ path, as }) => `${as} ${path.text}`)).toEqual([
      'number $.gap',
      'duration $.gap',
    ]);
    expect(windowPlanOf({ step })?.gapColumn).toBe(1);
  });

  it('counts days in the zone', async () => {
    const { step, meaning, streams } = await job(['--time', 't', '--window', 'calendar:day', '--tz', 'Europe/Berlin']);
    const { window } = windowPlanOf({ step })!;
    if (window.kind !== 'aligned') throw new Error('a day is an aligned window');
    const [day] = window.assign(Date.UTC(2025, 2, 30, 12)).windows;
    expect(day).toEqual({ start: Date.UTC(2025, 2, 29, 23), end: Date.UTC(2025, 2, 30, 22) });
    expect(meaning()['tz']).toBe('Europe/Berlin');
    expect(streams[0].recordPlan.time?.format.zone).toBe('Europe/Berlin');
  });

  it('does not read --time in the processing domain', async () => {
    const { streams, pipeline } = await job(['--time', 't', '--window', 'tumbling:1m', '--time-domain', 'processing']);
    expect([streams[0].recordPlan.time, pipeline.domain]).toEqual([undefined, 'processing']);
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

// When panes fire, and by which clock: --trigger and its short forms, --max-future, --clock.
import { describe, expect, it } from 'vitest';
import type { OutletId } from '../../../src/cli/plan/check-destinations.js';
import { job } from '../context.js';

describe('when', () => {
  const window = ['--time', 't', '--window', 'tumbling:1m'];

  it.each<[readonly string[], string]>([
    [[], 'default'],
    [['--early', 'delay(10s)'], 'watermark(early=delay(10s),late=always)'],
    [['--late-firing', 'count(1)'], 'watermark(late=count(1))'],
    [['--early', 'delay(60s)', '--late-firing', 'count(2)'], 'watermark(early=delay(1m),late=count(2))'],
    [['--trigger', 'watermark( early = delay(1m) , late=count(2) )'], 'watermark(early=delay(1m),late=count(2))'],
  ])('the short forms %j stand for %s', async (argv, trigger) => {
    expect((await job([...window, ...argv])).meaning()['trigger']).toBe(trigger);
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
    expect((await job([...window, ...argv], { stat })).pipeline.streams[0]?.maxFuture).toBe(expected);
  });

  it('the future of regular files is limited only when that is asked for', async () => {
    expect((await job([...window, 'a.log', '-'])).streams[0].guardsFiles).toBe(false);
    expect((await job([...window, 'a.log', '-', '--max-future', '5m'])).streams[0].guardsFiles).toBe(true);
  });

  it('takes the clock from the machine, the input, or the events', async () => {
    expect((await job(['--clock', 'wall'])).clock).toBe('wall');
    expect((await job(['--clock', 'input', '--control', 'both'])).clock).toBe('input');
    const { clock, streams } = await job(['--clock', '$.received']);
    expect([clock, streams[0].recordPlan.clock?.path.text]).toEqual(['event', '$.received']);
  });

  it('reads a clock in the events as their times are written, also without --time', async () => {
    const { streams } = await job(['--clock', 'at', '--time-format', 'ms', '--time-domain', 'processing']);
    expect(streams[0].recordPlan.clock?.format.read(5, () => '5')).toBe(5);
  });

  it('looks for the time of plain text anywhere in its line, of other values not', async () => {
    const logs = ['--input-format', 'text', '--time', '$.line', '--time-format', 's'];
    const { time, clock } = (await job([...logs, '--clock', 'at'])).streams[0].recordPlan;
    expect(time?.format.read('up 12 s', () => '')).toBe(12_000);
    expect(clock?.format.read('up 12 s', () => '')).toBeNaN();
    expect((await job(logs.slice(2))).streams[0].recordPlan.time?.format.read('up 12 s', () => '')).toBeNaN();
  });
});

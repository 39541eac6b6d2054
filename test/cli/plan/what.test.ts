// What is computed, and for which keys: --agg, --key, --each.
import { describe, expect, it } from 'vitest';
import { windowPlanOf } from '../../../src/job.js';
import { job } from '../context.js';

describe('what', () => {
  it('names aggregates and keys after their functions and paths', async () => {
    const argv = ['--agg', 'count', '--agg', 'sum(bytes)', '--agg', 'slow=max($.a.ms)', '--agg', 'count($["error"])'];
    const { aggregateNames, streams } = await job([...argv, '--key', '$.a.path', '--key', 'host=.h', '--key', 'x']);
    expect(aggregateNames).toEqual(['count', 'sum_bytes', 'slow', 'count_error']);
    expect(streams[0].recordPlan.keys.map(({ name, path }) => [name, path.text])).toEqual([
      ['path', '$.a.path'],
      ['host', '$.h'],
      ['x', '$.x'],
    ]);
  });

  it('takes = signs in paths for what they are', async () => {
    const { streams } = await job([
      '--key',
      '$.items[?@.id == "a"].name',
      '--key',
      'first=$.items[?@.n==1].v',
      '--key',
      "$['a=b']",
    ]);
    expect(streams[0].recordPlan.keys.map(({ name }) => name)).toEqual(['name', 'first', 'a=b']);
  });

  it('reads what is asked for twice once', async () => {
    const argv = ['--agg', 'sum(x)', '--agg', 'mean($.x)', '--agg', 'count(x)', '--trigger', 'delta(2, $["x"])'];
    const { streams, step } = await job([...argv, '--time', 't', '--window', 'tumbling:1m']);
    expect(streams[0].recordPlan.columns.map(({ path, as }) => `${as} ${path.text}`)).toEqual([
      'number $.x',
      'exists $.x',
    ]);
    expect(windowPlanOf({ step })?.signalColumns).toEqual([0]);
  });

  it('annotates late pieces, which are no lines', async () => {
    expect((await job(['--each', 'words(text)', '--late-format', 'raw'])).lateFormat).toBe('annotated');
  });
});

// What must not change between the runs of one checkpoint.
import { describe, expect, it } from 'vitest';
import { job } from '../cli/context.js';

describe('the meaning of a run', () => {
  const meaning = async (...argv: string[]) => (await job(argv)).meaning();

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

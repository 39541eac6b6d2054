// Batches of more rows than the bulk paths take at a time: a block of tiny lines is one. Where they pause must not show.
import { describe, expect, test } from 'vitest';
import { seeded } from '../../kernel/mutator.js';
import type { Flags, Step } from '../../oracle/scenario.js';
import { play, type Played } from '../../scenarios.js';

const rows = 20_000;

/** Events of three keys, up to 300 ms out of order, one in a hundred filtered out. */
function events(): Step[] {
  const next = seeded(7);
  return Array.from({ length: rows }, (_, i): Step => {
    const ts = i - Math.floor(next() * 300);
    const key = `k${Math.floor(next() * 3)}`;
    return { is: 'event', event: { input: 0, ts, key, value: i % 1000, filtered: next() < 0.01 } };
  });
}

function rowsOf({ outcomes, tally }: Played) {
  return { rows: outcomes.flatMap((outcome) => outcome.rows), late: outcomes.flatMap((o) => o.late), tally };
}

describe('twenty thousand rows at once are what they are one by one', () => {
  test.each<[string, Flags]>([
    ['one window', { window: 'tumbling:100s' }],
    ['many windows', { window: 'tumbling:1s' }],
    ['ten windows an event, shared', { window: 'sliding:100s/10s' }],
    ['ten windows an event, stamped', { window: 'sliding:100s/10s', timestamp: 'latest' }],
    ['early panes', { window: 'sliding:10s/5s', trigger: 'watermark(early=repeat(count(3000)))' }],
    ['one session', { window: 'session:1s' }],
    ['sessions', { window: 'session:5ms' }],
    ['global', {}],
    ['counts', { window: 'count:9000' }],
  ])('%s', (_, flags) => {
    const asked = { watermark: 'bounded:200ms', 'allowed-lateness': '50ms', ...flags };
    const steps: Step[] = [...events(), { is: 'finish' }];
    const [plain, bulk] = [false, true].map((absorb) =>
      rowsOf(play(asked, 1, steps, { batch: absorb ? Infinity : 1, absorb, restore: false })),
    );
    expect(bulk!.tally).toEqual(plain!.tally);
    expect(bulk).toEqual(plain);
    expect(plain!.rows.length).toBeGreaterThan(0);
  });
});

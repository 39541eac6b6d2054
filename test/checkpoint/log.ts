// A log as the tests of checkpoints need it: events in order, some of them late, a line a hundred milliseconds.

/** Lines `from` to `to` (exclusive). */
export function lines(from: number, to: number): string {
  let text = '';
  for (let i = from; i < to; i++) text += `${line(i)}\n`;
  return text;
}

export function line(i: number): string {
  // Every 13th is up to five seconds behind, which is too late for its window.
  const ts = Date.UTC(2026, 0, 1) + i * 100 - (i % 13 === 5 ? (i * 37) % 5000 : 0);
  return JSON.stringify({ ts, key: `k${(i * 7) % 3}`, value: (i * 31) % 1000 });
}

/** Windows of one second that take corrections, and keep what comes too late for those. */
export const options = [
  ...['--time', '$.ts', '--key', '$.key', '--window', 'tumbling:1s', '--watermark', 'bounded:500ms'],
  ...['--agg', 'count', '--agg', 'sum($.value)', '--allowed-lateness', '1s', '--accumulation', 'retracting'],
];

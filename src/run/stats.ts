// The account as one JSON object (--stats), for whoever keeps books: counts by reason, panes by timing, how disordered
// the events were, what it cost.
import type { Instant } from '../model/instant.js';
import type { Tally } from '../engine/tally.js';
import type { Account } from './account.js';
import type { Disorder } from './disorder.js';
import type { Cost } from './world.js';

export interface Standing {
  readonly account: Account;
  readonly tally: Tally;
  readonly disorder: Disorder;
  readonly watermark: Instant;
  readonly openWindows: number;
  readonly keys: number;
  readonly status: number;
}

/** One line of JSON with its line end. Durations are milliseconds; an infinite watermark is null. */
export function statsLine({ account, tally, disorder, ...now }: Standing, cost: Cost): string {
  const { lines, control, blank, read, rejected, missing, wrongType } = account;
  const { events, inWindows, late, filtered, refusals, panes, retractions } = tally;
  const rate = cost.seconds > 0 ? Math.round(events / cost.seconds) : 0;
  const { quantile } = { quantile: (q: number) => disorder.quantile(q) };
  const disordered = { p50: quantile(0.5), p90: quantile(0.9), p99: quantile(0.99), max: disorder.worst };
  const watermark = Number.isFinite(now.watermark) ? now.watermark : null;
  return `${JSON.stringify({
    status: now.status,
    lines,
    read,
    control,
    blank,
    rejected,
    events,
    inWindows,
    late,
    filtered,
    refusals,
    panes,
    retractions,
    skipped: { missing, wrongType },
    keys: now.keys,
    openWindows: now.openWindows,
    watermark,
    disorder: disordered,
    eventsPerSecond: rate,
    ...cost,
  })}\n`;
}

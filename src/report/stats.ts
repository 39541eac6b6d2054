// The account as one JSON object (--stats): counts by reason, panes by timing, how disordered the events were, what it
// cost. Counts go on from the checkpoint that a run goes on from; disorder, rates and costs are of this run alone.
import { missingIn, unfitIn } from '../event/skipped.js';
import { failures, rowFailures } from './failures.js';
import type { EventCounters } from '../model/counters.js';
import type { ReportOptions } from './options.js';
import { isJoin } from '../model/join-kind.js';
import type { Instant } from '../model/instant.js';
import { instantText, type TimeOutput } from '../text/instant-text.js';
import { rowsWithheld, panesWritten, type Account } from './account.js';
import type { Disorder } from './disorder.js';
import type { Cost } from '../os/host.js';

export interface StatsSources {
  readonly job: Pick<ReportOptions, 'streams' | 'expressions' | 'calls' | 'aggregateNames' | 'step'>;
  readonly status: number;
  readonly account: Account;
  readonly counters: EventCounters;
  readonly disorder: Disorder;
  readonly watermark: Instant;
  /** The largest event time seen. */
  readonly high: Instant;
  readonly openWindows: number;
  readonly keys: number;
  /** Of this run. */
  readonly events: number;
  /** Of the inputs, decompressed, consumed by this run. */
  readonly bytes: number;
  /** Of a run of several steps, which the line is of. */
  readonly step: { readonly number: number; readonly verb: string } | undefined;
}

/** One line of JSON with its line end. Durations are milliseconds; an instant that is infinite is null. */
export function statsLine({ account, counters, disorder, ...now }: StatsSources, as: TimeOutput, cost: Cost): string {
  const { lines, control, blank, read, rejected, missing, wrongType, lost } = account;
  const { events, inWindows, late, filtered, refusals, cut, duplicates, pairs, unmatched } = counters;
  const instant = (at: Instant): unknown => JSON.parse(instantText(at, as));
  const perSecond = (n: number): number => (cost.seconds > 0 ? Math.round(n / cost.seconds) : 0);
  const behind = (q: number): number => disorder.quantile(q);
  return `${JSON.stringify({
    ...(now.step === undefined ? {} : { step: now.step.number, verb: now.step.verb }),
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
    ...panesWritten(counters, account.rows),
    cut,
    ...(now.job.expressions === undefined ? {} : { withheld: rowsWithheld(account.rows) }),
    ...(duplicates > 0 || now.job.step.is === 'dedup' ? { duplicates } : {}),
    ...(now.job.step.is === 'gaps' ? { filled: counters.filled } : {}),
    ...(now.job.step.is === 'silence' ? { silences: counters.silences } : {}),
    ...(isJoin(now.job.step) ? { pairs, unmatched } : {}),
    ...(now.job.step.is === 'match' ? matchesOf(counters) : {}),
    skipped: { missing, wrongType },
    lost,
    skippedBy: skippedBy(now.job, account),
    ...failed(now.job, account),
    keys: now.keys,
    openWindows: now.openWindows,
    watermark: instant(now.watermark),
    high: instant(now.high),
    disorder: { p50: behind(0.5), p90: behind(0.9), p99: behind(0.99), max: disorder.worst },
    bytes: now.bytes,
    eventsPerSecond: perSecond(now.events),
    bytesPerSecond: perSecond(now.bytes),
    ...cost,
  })}\n`;
}

function matchesOf({ matches, timeouts }: EventCounters): object {
  return { matches, timeouts };
}

/** How often expressions failed, by what was written; nothing where there are none that can. */
function failed({ streams, expressions }: StatsSources['job'], account: Account): object {
  const ofEvents = streams.flatMap(({ recordPlan }, stream) => failures(recordPlan, account.skipped(stream)));
  const all = [...ofEvents, ...rowFailures(expressions, account.rows)];
  if (all.length === 0) return {};
  const counts = new Map<string, number>();
  for (const { text, count } of all) counts.set(text, (counts.get(text) ?? 0) + count);
  return { failed: Object.fromEntries(counts) };
}

/** Skipped values by aggregate, for those that read any: their names cannot be mistaken, being those of the rows. */
function skippedBy({ calls, aggregateNames, streams }: StatsSources['job'], account: Account): unknown {
  const [{ recordPlan }] = streams;
  const skipped = account.skipped();
  const named = calls.flatMap(({ columns }, i) => {
    const read = columns.filter((column) => recordPlan.columns[column]!.as !== 'exists');
    if (read.length === 0) return [];
    const total = (count: typeof unfitIn): number =>
      read.reduce((sum, column) => sum + count(skipped, column, recordPlan), 0);
    return [[aggregateNames[i]!, { missing: total(missingIn), wrongType: total(unfitIn) }] as const];
  });
  return Object.fromEntries(named);
}

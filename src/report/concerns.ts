// All that a run may be concerned about in a stream, gathered: what is known of the first events is kept as they come,
// and what is to be reported is found out on demand.
import { bounded, workAllowed } from '../event/jsonpath/work.js';
import type { ReadPlan } from '../event/read-plan.js';
import type { ReportOptions } from './options.js';
import type { Batch } from '../model/batch.js';
import type { Instant } from '../model/instant.js';
import type { EventCounters } from '../model/counters.js';
import type { Account } from './account.js';
import type { Concern } from './concern.js';
import { cutOff } from './cut-off.js';
import { neverComputed, neverSet } from './failures.js';
import { FirstTimes } from './first-times.js';
import { nothingPassed } from './nothing-passed.js';
import { Sample } from './sample.js';
import { unfound } from './unfound.js';

/** The first lines may be hostile, and a report is worth some tenths of a second. */
const allowed = workAllowed(1 << 20);

/** What concerns about the events of a stream depend on. */
export interface ConcernOptions extends ReportOptions {
  readonly recordPlan: ReadPlan;
}

/** What is of this run only. */
export interface OfThisRun {
  readonly events: number;
  readonly cut: number;
}

export class Concerns {
  readonly sample: Sample;
  readonly #job: ConcernOptions;
  readonly #stream: number;
  readonly #times: FirstTimes | undefined;
  /** What was reported, by `about`. */
  readonly #said = new Set<string>();

  /**
   * @param stream its number
   * @param ofInputs whether its times were not judged before: those of rows are as those of the events that they are of
   */
  constructor(job: ReportOptions, stream: number, ofInputs = true) {
    const { recordPlan } = job.streams[stream]!;
    this.#job = { ...job, recordPlan };
    this.#stream = stream;
    this.sample = new Sample(recordPlan);
    this.#times = recordPlan.time === undefined || !ofInputs ? undefined : new FirstTimes();
  }

  /** A batch was decoded. Once there is enough, nothing is done. */
  take(batch: Batch, now: Instant): void {
    if (!this.sample.full) this.sample.take(batch);
    if (this.#times?.full === false) this.#times.take(batch, now);
  }

  /** What is to be reported and was not reported before. */
  found(account: Account, counters: EventCounters, run: OfThisRun, now: Instant): readonly Concern[] {
    if (run.events === 0) return [];
    const all = bounded(allowed, () => this.#all(account, counters, run, now)) ?? [];
    const news = all.filter(({ about }) => !this.#said.has(about));
    for (const { about } of news) this.#said.add(about);
    return news;
  }

  /** Whether it is reported, or was, that the times of the first events cannot be right. */
  doubtsTimes(now: Instant): boolean {
    return (bounded(allowed, () => this.#timesConcern(now)) ?? []).length > 0;
  }

  #timesConcern(now: Instant): readonly Concern[] {
    return this.#times?.concern(this.#job.recordPlan, this.sample.events, now) ?? [];
  }

  #all(account: Account, counters: EventCounters, { cut }: OfThisRun, now: Instant): readonly Concern[] {
    const first = this.sample.events;
    const all =
      counters.filtered === counters.events
        ? nothingPassed(this.#job, first)
        : [...unfound(this.#job, account.skipped(this.#stream), first), ...cutOff(this.#job, cut)];
    const unset = neverSet(this.#job.recordPlan, account.skipped(this.#stream), first);
    const uncomputed = neverComputed(this.#job.expressions, account.rows);
    return [...this.#timesConcern(now), ...unset, ...all, ...uncomputed];
  }
}

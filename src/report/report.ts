// What a run reports (SPEC §2 "Run", §9): to a person at standard error, and with --stats to programs. A run without a
// terminal that has nothing to warn about reports nothing.
//
//   while it goes   the first rejects; on a terminal a progress line; with -v why nothing has been written yet
//   on a signal     one status line (SIGUSR1, SIGUSR2)
//   at the end      the account, late events and what would have kept them, what was left open
import { lateEvents } from '../model/counters.js';
import { RejectReport, type RejectPlace } from './reject-report.js';
import type { RejectRecord } from '../format/rejects.js';
import type { Batch } from '../model/batch.js';
import type { Duration, Instant } from '../model/instant.js';
import { type Account, accountText, many } from './account.js';
import { Arrivals } from './arrivals.js';
import { Concerns } from './concerns.js';
import { lateDetails, lateText, type LateCircumstances } from './late-text.js';
import type { ReportOptions } from './options.js';
import { isJoin } from '../model/join-kind.js';
import type { Sample } from './sample.js';
import { stepName } from '../text/step-name.js';
import type { RunView, StatusNumbers } from './run-status.js';
import { plainPaint } from './paint.js';
import { firstAfter, progressText, redrawEvery } from './progress.js';
import { Rate } from './rate.js';
import type { RejectCounts } from './rejects-text.js';
import { statsLine } from './stats.js';
import { delayText, dueText, statusText } from './status-text.js';
import type { Fault } from './thresholds.js';
import type { Host } from '../os/host.js';

/** A run that has written nothing for so long reports why, with -v, in ms. */
const silence = 3000;
/** What became of windows that were open at a stop: shown, or not, where rows do not hold what they are of. */
const shown = 'written as early panes, not as complete';
const hidden = 'not written, since rows without pane could not say that they are not complete';

/** A step of a run, by its number from 1. */
export interface ReportedStep {
  readonly number: number;
  readonly verb: string;
}

/** What a report is made from. */
export interface ReportSources {
  readonly job: ReportOptions;
  readonly host: Host;
  readonly account: Account;
  readonly run: RunView;
  /** How far the watermark is behind the largest event time; undefined: it does not follow event times. */
  readonly lag: Duration | undefined;
  /** Where late events go, for messages; undefined: they are only counted. */
  readonly lateName: string | undefined;
  /** Which step of the run it is of; undefined: it has one. */
  readonly step: ReportedStep | undefined;
}

/** Where a batch comes from. */
export interface BatchOrigin {
  /** The same object for each batch of one input. */
  readonly input: object;
  /** The number of its stream. */
  readonly stream: number;
  /** Processing time before the batch; −∞: unknown. */
  readonly clock: Instant;
  /** Event times further ahead of the clock are of the future. */
  readonly maxFuture: Duration;
}

export class Report {
  readonly #of: ReportSources;
  readonly #arrivals: Arrivals | undefined;
  /** By stream. */
  readonly #concerns: readonly Concerns[];
  readonly #rejects: RejectReport;
  #rate: Rate;
  #begun = 0;
  /** What there was before this run: reported by the runs before it. */
  #before = { rejects: 0, lines: 0, late: 0, events: 0, bytes: 0, panes: 0, cut: 0 };
  #timer: NodeJS.Timeout | undefined;
  /** It was reported why nothing has been written yet, or something has been written. */
  #explained = false;
  /** A person at a terminal has read what is waited for, or need not. */
  #awaited = false;

  constructor(of: ReportSources) {
    this.#of = of;
    this.#arrivals = (of.job.stats?.kind ?? 'none') === 'none' ? undefined : new Arrivals();
    this.#rate = new Rate(of.host.elapsed(), 0);
    const isFirst = of.step === undefined || of.step.number === 1;
    this.#concerns = of.job.streams.map((_, stream) => new Concerns(of.job, stream, isFirst));
    this.#rejects = new RejectReport(of.job);
  }

  /**
   * The run begins; its inputs are there, and what earlier runs have left is taken up.
   * @param reportedLate late events that earlier runs have reported
   */
  begin(reportedLate: number): void {
    const { host } = this.#of;
    this.takeUp(reportedLate);
    this.#explained = !this.#of.job.verbose;
    this.#awaited = this.#of.job.quiet || !host.attended;
    if (this.#draws || !this.#explained || !this.#awaited)
      this.#timer = setInterval(() => this.#look(), redrawEvery).unref();
  }

  /** The same without a look now and then at how the run goes: of a step that reads the rows of another. */
  takeUp(reportedLate: number): void {
    const { account, run, host } = this.#of;
    const { events, cut } = run.counters;
    this.#before = {
      rejects: account.rejects,
      lines: account.candidates,
      late: reportedLate,
      events,
      bytes: run.bytes(),
      panes: this.#panes,
      cut,
    };
    this.#begun = host.elapsed();
    this.#rate = new Rate(this.#begun, events);
  }

  /** A batch was decoded. */
  decoded(batch: Batch, { input, stream, clock, maxFuture }: BatchOrigin): void {
    this.#concerns[stream]!.take(batch, this.#of.host.now());
    this.#arrivals?.came(input, batch, clock, maxFuture);
  }

  /** A record of a stream was no usable event; the account has it already. */
  rejected(record: RejectRecord, place: RejectPlace): void {
    const notice = this.#rejects.notice(record, place, this.#of.host.paint ?? plainPaint);
    if (notice !== undefined) this.#note(notice);
  }

  /** A message for the user; with --quiet only failures are written. */
  warn(text: string): void {
    if (!this.#of.job.quiet) this.#of.host.say(`flowctl: ${text}`);
  }

  /** The same of the step that this is the report of. */
  #note(text: string): void {
    this.warn(this.#name + text);
  }

  /** What stands before messages of the step: `step 2, fill: `. */
  get #name(): string {
    const { step } = this.#of;
    return step === undefined ? '' : `${stepName(step.number, step.verb)}: `;
  }

  /** One line, at SIGUSR1 or SIGUSR2. */
  status(): void {
    const { job, run, host } = this.#of;
    const silent = job.verbose && this.#panes === this.#before.panes;
    host.say(`flowctl: ${this.#name}${statusText(this.#numbers())}${silent ? `; ${dueText(run.wayToPane())}` : ''}`);
  }

  /** No more is drawn. */
  stop(): void {
    clearInterval(this.#timer);
    if (this.#draws) this.#of.host.draw('');
  }

  /**
   * @param left windows that were open when a signal stopped the run
   * @param faults what decides the exit status: written in any case
   */
  end(left: number, faults: readonly Fault[]): void {
    this.stop();
    this.#account(left, new Set(faults.flatMap(({ counts }) => counts ?? [])));
    for (const { text, counts } of faults) {
      const details = this.#of.job.quiet ? [] : this.#details(counts);
      this.#of.host.say([`flowctl: ${this.#name}${text}`, ...details].join('\n  '));
    }
  }

  /** What is shown below a fault that has a number. */
  #details(counts: Fault['counts']): readonly string[] {
    if (counts === 'late') return lateDetails(this.#of.account, this.#late);
    return counts === 'rejects' ? this.#rejects.remedies(this.#rejected, this.#samples) : [];
  }

  /** The line for --stats. @param status the exit status */
  stats(status: number): string {
    const { account, run, job, host } = this.#of;
    const { counters } = run;
    const { watermark, high, openWindows, keys } = run.status();
    const [events, bytes] = [counters.events - this.#before.events, run.bytes() - this.#before.bytes];
    const { disorder } = this.#arrivals ?? new Arrivals();
    const sources = {
      job,
      status,
      account,
      counters,
      disorder,
      watermark,
      high,
      openWindows,
      keys,
      events,
      bytes,
      step: this.#of.step,
    };
    return statsLine(sources, job.timeOutput, host.cost());
  }

  /**
   * The account, and what is to be warned of.
   * @param counted what faults have numbers of
   */
  #account(left: number, counted: ReadonlySet<Fault['counts']>): void {
    const { job, host, account, run } = this.#of;
    const isDetailed = job.verbose || host.attended;
    if (job.quiet) return;
    if (isDetailed) {
      for (const line of accountText(account, run.counters, run.partialLines(), job.step.is).split('\n'))
        this.#note(line);
    }
    if (job.verbose && this.#panes === this.#before.panes && run.status().watermark < Infinity)
      this.#note(`nothing was written: ${this.#delay()}`);
    const late = counted.has('late') ? undefined : this.#lateText();
    if (late !== undefined && (isDetailed || this.#lost || job.failOnLate)) this.#note(late);
    const rejected = counted.has('rejects')
      ? undefined
      : this.#rejects.total(this.#rejected, isDetailed, this.#samples);
    if (rejected !== undefined) this.#note(rejected);
    this.#voice();
    if (left > 0) this.#note(leftText(left, job));
  }

  get #samples(): readonly Sample[] {
    return this.#concerns.map(({ sample }) => sample);
  }

  get #rejected(): RejectCounts {
    const { account } = this.#of;
    const [rejects, lines] = [account.rejects - this.#before.rejects, account.candidates - this.#before.lines];
    return { rejects, lines, byReason: account.rejected };
  }

  /** What looks as if it was not meant so. */
  #voice(): void {
    const { run, account, host } = this.#of;
    const { counters } = run;
    const ofThisRun = { events: counters.events - this.#before.events, cut: counters.cut - this.#before.cut };
    for (const concerns of this.#concerns)
      for (const { text } of concerns.found(account, counters, ofThisRun, host.now())) this.#note(text);
  }

  /** Whether a progress line is drawn: not where something else may be written, unless with --progress. */
  get #draws(): boolean {
    const { job, host, run } = this.#of;
    return host.attended && !job.quiet && (job.progress || !run.sharesTerminal());
  }

  /** Late events are only counted, and no --late shows that this is meant. */
  get #lost(): boolean {
    return this.#of.lateName === undefined && this.#of.job.late === undefined;
  }

  /** What was written: panes, or events that were passed on. */
  get #panes(): number {
    const { job, run } = this.#of;
    const { panes, inWindows, pairs, unmatched, matches } = run.counters;
    if (isJoin(job.step)) return pairs + unmatched;
    if (job.step.is === 'match') return matches;
    if (job.step.is === 'silence') return run.counters.silences;
    if (job.step.is === 'disorder') return inWindows;
    if (job.step.is === 'sort' || job.step.is === 'gaps') return inWindows - run.status().openWindows;
    return job.step.is === 'dedup' ? inWindows : panes.early + panes['on-time'] + panes.late;
  }

  #look(): void {
    const elapsed = this.#of.host.elapsed() - this.#begun;
    if (!this.#awaited && elapsed >= firstAfter) this.#await();
    if (this.#draws && elapsed >= firstAfter) this.#of.host.draw(progressText(this.#numbers(), this.#of.host.columns));
    if (this.#explained || elapsed < silence) return;
    this.#explained = true;
    if (this.#panes === this.#before.panes) this.warn(`nothing is written yet: ${this.#delay()}`);
    this.#voice();
  }

  /** Once, to a person who sees no row; not where the progress line shows enough of files that are being read. */
  #await(): void {
    this.#awaited = true;
    if (this.#panes > this.#before.panes || (this.#draws && !this.#of.run.awaitsLive())) return;
    this.warn(`no row yet: ${this.#delay()}`);
    this.#explained = true;
  }

  #numbers(): StatusNumbers {
    const { account, run, host } = this.#of;
    const { counters } = run;
    return {
      ...run.status(),
      events: counters.events,
      rate: this.#rate.of(counters.events, host.elapsed()),
      late: lateEvents(counters),
      rejected: account.rejects,
    };
  }

  #delay(): string {
    const { run } = this.#of;
    const { watermark, holder } = run.status();
    return delayText({ ...run.wayToPane(), watermark, holder, ...run.counters });
  }

  /** undefined when no late event is of this run. */
  #lateText(): string | undefined {
    const { account, run } = this.#of;
    if (lateEvents(run.counters) <= this.#before.late) return undefined;
    return lateText(account, run.counters, this.#late);
  }

  get #late(): LateCircumstances {
    const { job, run, lateName, lag } = this.#of;
    const bound = lag === undefined ? undefined : lag - 1;
    const doubted = this.#concerns.some((concerns) => concerns.doubtsTimes(this.#of.host.now()));
    const windowed = job.step.is === 'group-window' || job.step.is === 'window-join';
    return {
      windowed,
      bound,
      kept: lateName,
      files: !job.streams.some(({ follow }) => follow) && !run.awaitsLive(),
      doubted,
    };
  }
}

/** What a stop has left open. */
function leftText(left: number, { step, tellsIncomplete }: ReportOptions): string {
  if (step.is === 'silence') return `stopped with ${many(left, 'key')} watched`;
  if (step.is === 'gaps')
    return `stopped with ${many(left, 'row')} held back; they were written, and no gaps before them filled`;
  if (step.is === 'sort')
    return `stopped with ${many(left, 'event')} held back; they were written all the same, but earlier ones may have come`;
  if (step.is === 'dedup')
    return `stopped with ${many(left, 'event')} remembered; all were written, but the next run knows none of them and lets their duplicates pass`;
  if (isJoin(step)) return `stopped with ${many(left, 'event')} that may still have been matched`;
  if (step.is === 'match')
    return `stopped with ${many(left, 'event')} that may still have begun a match or were not judged yet`;
  return `stopped with ${many(left, 'window')} open; ${tellsIncomplete ? shown : hidden}`;
}

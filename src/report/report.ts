// What a run tells (SPEC §2 "Run", §9): to a person at standard error, and with --stats to whoever keeps books. Nobody
// is told anything by a run that nobody watches and that has nothing to warn about.
//
//   while it goes   the first rejects; on a terminal a progress line; with -v why nothing has been written yet
//   when asked      one status line (SIGUSR1, SIGUSR2)
//   at the end      the account, late events and what would have kept them, what was left open
import type { ReportedFaults, SavedInput } from '../checkpoint/checkpoint.js';
import type { Pipeline } from '../pipeline/pipeline.js';
import { lateEvents } from '../model/counters.js';
import type { KeyTable } from '../event/key-table.js';
import type { Job } from '../job.js';
import { rejectNotice } from './reject-notice.js';
import { rejectRemedy } from './reject-remedy.js';
import type { RejectRecord } from '../format/rejects.js';
import type { RejectReason } from '../model/batch.js';
import { type Account, accountText } from './account.js';
import { Arrivals } from '../run/arrivals.js';
import { partialLines } from '../run/partial-lines.js';
import { watermarkHolder, spoken } from '../run/watermark-holder.js';
import { Concerns } from './concerns.js';
import { lateText } from './late-text.js';
import type { RunStatus } from './run-status.js';
import { plainPaint } from './paint.js';
import { firstAfter, progressText, redrawEvery } from './progress.js';
import { Rate } from './rate.js';
import type { Input } from '../run/input.js';
import type { Inputs } from '../run/inputs.js';
import { mostRejected, rejectsText } from './rejects-text.js';
import { statsLine } from './stats.js';
import { delayText, dueText, statusText } from './status-text.js';
import { writesBeside } from './terminal-use.js';
import { awaitsLive, wayTo } from './waiting.js';
import type { Host } from '../os/host.js';
import { groupedNumber } from '../text/grouped-number.js';

/** So many rejects are shown; the rest is counted. */
const shownRejects = 3;
/** A run that has written nothing for so long says why, with -v, in ms. */
const silence = 3000;

/** What is told of. */
export interface ReportSources {
  readonly job: Job;
  readonly world: Host;
  readonly account: Account;
  readonly engine: Pipeline;
  readonly keys: KeyTable;
  readonly readings: Inputs;
  /** Where late events go, for messages; undefined: they are only counted. */
  readonly lateName: string | undefined;
}

export class Report {
  readonly #of: ReportSources;
  readonly #arrivals: Arrivals | undefined;
  readonly #concerns: Concerns;
  #rate: Rate;
  #begun = 0;
  /** What there was before this run: told of before, or not of its doing. */
  #before = { rejects: 0, lines: 0, late: 0, events: 0, bytes: 0, panes: 0, cut: 0 };
  /** Inputs of the checkpoint that had nothing new. */
  #unread: readonly SavedInput[] = [];
  #timer: NodeJS.Timeout | undefined;
  /** Reasons of rejects of which it was said what to do: once is enough, and lines of one file look alike. */
  readonly #remedied = new Set<RejectReason>();
  /** It was said why nothing has been written yet, or something has been written. */
  #explained = false;
  /** A person at a terminal was told what is waited for, or need not be. */
  #awaited = false;

  constructor(of: ReportSources) {
    this.#of = of;
    this.#arrivals = (of.job.stats?.kind ?? 'none') === 'none' ? undefined : new Arrivals();
    this.#rate = new Rate(of.world.elapsed(), 0);
    this.#concerns = new Concerns(of.job);
  }

  /**
   * The run begins; its inputs are there, and what earlier runs have left is taken up.
   * @param told what earlier runs have come to their ends with
   * @param unread inputs of the checkpoint that are not read, since they have nothing new
   */
  begin(told: ReportedFaults, unread: Iterable<SavedInput> = []): void {
    this.#unread = [...unread];
    const { account, engine, world, readings } = this.#of;
    const { events } = engine.counters;
    this.#before = {
      rejects: account.rejects,
      lines: account.candidates,
      late: told.late,
      events,
      bytes: readings.bytes,
      panes: this.#panes,
      cut: engine.counters.cut,
    };
    this.#begun = world.elapsed();
    this.#rate = new Rate(this.#begun, events);
    this.#explained = !this.#of.job.verbose;
    this.#awaited = this.#of.job.quiet || !world.attended;
    if (this.#draws || !this.#explained || !this.#awaited)
      this.#timer = setInterval(() => this.#look(), redrawEvery).unref();
  }

  /** A batch was decoded. */
  decoded(reading: Input): void {
    if (reading.batch === undefined) return;
    this.#concerns.take(reading.batch, this.#of.world.now());
    if (this.#arrivals === undefined) return;
    const { engine } = this.#of;
    this.#arrivals.came(reading, reading.batch, engine.processing, engine.maxFuture(reading.input));
  }

  /** A line was no usable event; the account knows it already. */
  rejected(record: RejectRecord, column: number | undefined): void {
    const { account, world } = this.#of;
    if (!this.#showsRejects || account.rejects - this.#before.rejects > shownRejects) return;
    const shown = { ...record, source: spoken(record.source) };
    const remedy = this.#remedied.has(record.reason) ? undefined : rejectRemedy(record, this.#of.job.projection);
    if (remedy !== undefined) this.#remedied.add(record.reason);
    this.warn(rejectNotice(shown, column, world.paint ?? plainPaint, remedy).trimEnd());
  }

  /** What the user ought to know; with --quiet only failures are told. */
  warn(text: string): void {
    if (!this.#of.job.quiet) this.#of.world.say(`flowctl: ${text}`);
  }

  /** One line, for who asks for it by a signal. */
  status(): void {
    const { job, engine, world } = this.#of;
    const silent = job.verbose && this.#panes === this.#before.panes;
    world.say(`flowctl: ${statusText(this.#moment())}${silent ? `; ${dueText(wayTo(job, engine))}` : ''}`);
  }

  /** No more is drawn. */
  stop(): void {
    clearInterval(this.#timer);
    if (this.#draws) this.#of.world.draw('');
  }

  /**
   * @param left windows that were open when a signal stopped the run
   * @param faults what decides the exit status: told in any case
   */
  end(left: number, faults: readonly string[]): void {
    this.stop();
    this.#account(left);
    for (const fault of faults) this.#of.world.say(`flowctl: ${fault}`);
  }

  /** The line for --stats. @param status the exit status */
  stats(status: number): string {
    const { account, engine, keys, job, world, readings } = this.#of;
    const { counters: tally, watermark, maxEventTime: high, openWindows } = engine;
    const [events, bytes] = [tally.events - this.#before.events, readings.bytes - this.#before.bytes];
    const { disorder } = this.#arrivals ?? new Arrivals();
    const standing = {
      job,
      status,
      account,
      tally,
      disorder,
      watermark,
      high,
      openWindows,
      keys: keys.size,
      events,
      bytes,
    };
    return statsLine(standing, job.timeOutput, world.cost());
  }

  /** The account, and what is to be warned of. */
  #account(left: number): void {
    const { job, world, account, engine, readings } = this.#of;
    const told = job.verbose || world.attended;
    if (job.quiet) return;
    if (told) {
      const partial = partialLines(readings, this.#unread);
      for (const line of accountText(account, engine.counters, partial).split('\n')) this.warn(line);
    }
    if (job.verbose && this.#panes === this.#before.panes && engine.watermark < Infinity)
      this.warn(`nothing was written: ${this.#delay()}`);
    const late = this.#lateText();
    if (late !== undefined && (told || this.#lost || job.failOnLate)) this.warn(late);
    this.#rejects();
    this.#voice();
    if (left > 0) this.warn(`stopped with ${windows(left)} open; written as early panes, not as complete`);
  }

  /** How many lines were rejected, where it is more than were shown; of those that the user keeps, where it is most. */
  #rejects(): void {
    const { account, job } = this.#of;
    const [rejects, lines] = [account.rejects - this.#before.rejects, account.candidates - this.#before.lines];
    if (rejects <= shownRejects || job.rejects?.kind === 'none') return;
    if (!this.#showsRejects && !mostRejected({ rejects, lines })) return;
    const counts = { rejects, lines, byReason: account.rejected, shown: this.#showsRejects ? shownRejects : undefined };
    this.warn(rejectsText(counts, job.projection, this.#concerns.sample));
  }

  /** What looks as if it was not meant so. */
  #voice(): void {
    const { engine, account, world } = this.#of;
    const { counters } = engine;
    const ofThisRun = { events: counters.events - this.#before.events, cut: counters.cut - this.#before.cut };
    for (const { text } of this.#concerns.found(account, counters, ofThisRun, world.now())) this.warn(text);
  }

  /** Whether a progress line is drawn: not where something else may be written, unless it was asked for all the same. */
  get #draws(): boolean {
    const { job, world } = this.#of;
    return world.attended && !job.quiet && (job.progress || !writesBeside(job, (fd) => world.mayReachTerminal(fd)));
  }

  /** Rejects that the user keeps (or throws away, with `none`) need not be shown as well. */
  get #showsRejects(): boolean {
    return this.#of.job.rejects === undefined;
  }

  /** Late events are only counted, and nobody said that this is as it should be. */
  get #lost(): boolean {
    return this.#of.lateName === undefined && this.#of.job.late === undefined;
  }

  get #panes(): number {
    const { panes } = this.#of.engine.counters;
    return panes.early + panes['on-time'] + panes.late;
  }

  #look(): void {
    const elapsed = this.#of.world.elapsed() - this.#begun;
    if (!this.#awaited && elapsed >= firstAfter) this.#await();
    if (this.#draws && elapsed >= firstAfter) this.#of.world.draw(progressText(this.#moment(), this.#of.world.columns));
    if (this.#explained || elapsed < silence) return;
    this.#explained = true;
    if (this.#panes === this.#before.panes) this.warn(`nothing is written yet: ${this.#delay()}`);
    this.#voice();
  }

  /** Once, to a person who sees no row; not where the progress line says enough of files that are being read. */
  #await(): void {
    this.#awaited = true;
    if (this.#panes > this.#before.panes || (this.#draws && !awaitsLive(this.#of.readings))) return;
    this.warn(`no row yet: ${this.#delay()}`);
    this.#explained = true;
  }

  #moment(): RunStatus {
    const { account, engine, world, readings } = this.#of;
    const { counters: tally, watermark, maxEventTime: high, openWindows } = engine;
    const rate = this.#rate.of(tally.events, world.elapsed());
    return {
      events: tally.events,
      rate,
      watermark,
      high,
      holder: watermarkHolder(readings, engine),
      openWindows,
      late: lateEvents(tally),
      rejected: account.rejects,
      share: shareOf(readings),
    };
  }

  #delay(): string {
    const { job, engine, readings } = this.#of;
    const { watermark, counters } = engine;
    const way = wayTo(job, engine);
    return delayText({ ...way, watermark, holder: watermarkHolder(readings, engine), ...counters });
  }

  /** undefined when no late event is of this run. */
  #lateText(): string | undefined {
    const { job, account, engine, lateName, readings } = this.#of;
    if (lateEvents(engine.counters) <= this.#before.late) return undefined;
    const { lag } = job.engine.generator;
    const bound = lag === undefined ? undefined : lag - 1;
    return lateText(account, engine.counters, { bound, kept: lateName, files: !job.follow && !awaitsLive(readings) });
  }
}

function windows(n: number): string {
  return `${groupedNumber(n)} ${n === 1 ? 'window' : 'windows'}`;
}

/** How much of the files is read, 0 to 1; undefined when there are other inputs, whose end nobody knows. */
function shareOf(readings: Inputs): number | undefined {
  if (readings.gone > 0) return undefined;
  let [read, size] = [0, 0];
  for (const { source, finished } of readings) {
    if (source.live || (source.progress === undefined && finished === undefined)) return undefined;
    size += finished?.size ?? source.progress?.size ?? 0;
    read += finished?.size ?? source.progress?.read ?? 0;
  }
  return size === 0 ? undefined : Math.min(1, read / size);
}

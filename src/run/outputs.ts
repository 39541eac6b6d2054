// Where everything that a run writes goes: panes and control lines to the results, refused events to the late stream,
// unusable lines to the rejects. A mark passes through all three, after everything that earlier lines caused.
import type { EventOutput, FillOutput, JoinOutput, MatchOutput, Output, PaneOutput } from '../operator/output.js';
import type { OutputPositions } from '../checkpoint/checkpoint.js';
import type { Batch, Control } from '../model/batch.js';
import type { Instant } from '../model/instant.js';
import type { ComingRow, FilledRow, SilenceRow } from '../model/filled-row.js';
import type { JoinedEvents } from '../model/joined-events.js';
import type { MatchedEvents } from '../model/matched-events.js';
import type { Pane, WrittenPane } from '../model/pane.js';
import type { LateVerdict } from '../model/late.js';
import type { LateWriter } from '../format/late.js';
import type { TimeOutput } from '../text/instant-text.js';
import { barrierLine, endLine, watermarkLine } from '../format/control-line.js';
import type { FilledRows } from '../format/output/filled-rows.js';
import type { JoinRows } from '../format/output/join-rows.js';
import type { MatchRows } from '../format/output/match-rows.js';
import type { RejectRecord } from '../format/rejects.js';
import type { RowWriter } from '../format/output/output-format.js';
import { type Sink, SinkFailure } from '../sink/sink.js';
import type { Account } from '../report/account.js';
import { Failure } from './failure.js';

/** The reader of the results went away: the run stops quietly with status 141. */
export class ResultsGone extends Error {}

export interface OutputPlan {
  readonly results: Sink;
  /** undefined: counted only. */
  readonly late: Sink | undefined;
  readonly rejects: Sink | undefined;
  /** undefined: there is no such output. */
  readonly stats: Sink | undefined;
  /** undefined: there is no such output. */
  readonly duplicates: Sink | undefined;
  readonly timeouts: Sink | undefined;
  /** Writes panes to `results`; undefined where events are passed on. */
  readonly rows: RowWriter | undefined;
  /** Makes rows of joined events; undefined where there are none. */
  readonly joins: JoinRows | undefined;
  /** Makes rows of matches; undefined where there are none. */
  readonly matches: MatchRows | undefined;
  /** The same of partial matches that timed out: with numbers where they are among the results. */
  readonly partials: MatchRows | undefined;
  /** Makes the rows of `fill`; undefined where there are none. */
  readonly fills: FilledRows | undefined;
  /** The event of a row in a stream as JSON. */
  readonly eventOf: (stream: number, batch: Batch, row: number) => string;
  /** The same as bytes, a view where possible. */
  readonly eventBytes: (stream: number, batch: Batch, row: number) => Uint8Array;
  /** Whether that is the line of each row, but for white space around it. */
  readonly areLines: (stream: number, batch: Batch) => boolean;
  /** Whether no part of a key is null. */
  readonly isComplete: (key: number) => boolean;
  /** An event as it is passed on: the line it came in, or with `--each` the piece in it. */
  readonly lineOf: (batch: Batch, row: number) => Uint8Array;
  /** Those of rows [from, to) in one piece; undefined where they do not stand one behind another. */
  readonly linesOf: (batch: Batch, from: number, to: number) => Uint8Array | undefined;
  /** Write to the sinks above; undefined where there is none. */
  readonly writeLate: LateWriter | undefined;
  readonly writeReject: ((record: RejectRecord) => void) | undefined;
  readonly timeOutput: TimeOutput;
  readonly controlOut: boolean;
  /** The first line of the results, where control lines are written. */
  readonly begin: string;
  /** They go to other processes of the pipeline, and so do late events and all else that goes down a pipe. */
  readonly inPipeline: boolean;
  readonly strict: boolean;
  readonly account: Account;
  /** The lag of the watermark behind the largest event time; 0 where it has none. */
  readonly lag: number;
  readonly warn: (text: string) => void;
  /** How an earlier run left them, when this one goes on from it. */
  readonly resumed: OutputPositions | undefined;
}

export class Outputs implements Output, PaneOutput, EventOutput, FillOutput, JoinOutput, MatchOutput {
  #plan!: OutputPlan;
  #sinks: readonly Sink[] = [];
  /** Those of them that a reader may wait for while the run goes on. */
  #records: readonly Sink[] = [];
  /** The stats have been written. */
  #accounted = false;
  readonly #broken = new Set<Sink>();
  /** Those that have something to do which is not done yet. */
  readonly #busy = new Set<Sink>();
  /** The output watermark as it was last written. */
  #promised: Instant = -Infinity;
  /** Gives the output watermark; set once the pipeline exists. */
  promise: () => Instant = () => -Infinity;

  /** Before anything is written. */
  open(plan: OutputPlan): void {
    this.#plan = plan;
    this.#promised = plan.resumed?.promised ?? -Infinity;
    const { results, late, rejects, duplicates, timeouts, stats } = plan;
    const records = [results, late, rejects, duplicates, timeouts];
    this.#records = [...new Set(records.filter((sink) => sink !== undefined))];
    this.#sinks = [...new Set([...this.#records, ...(stats === undefined ? [] : [stats])])];
    for (const sink of this.#begun) sink.write(plan.begin);
  }

  pane(pane: Pane, slot: number): void {
    this.#plan.rows!.pane(pane, slot);
  }

  /** Numbers of keys may mean others from now on. */
  forgetKeys(): void {
    this.#plan.rows?.forgetKeys();
  }

  retraction(pane: WrittenPane): void {
    this.#plan.rows!.retraction(pane);
  }

  lineOf(batch: Batch, row: number): Uint8Array {
    return this.#plan.lineOf(batch, row);
  }

  event(line: Uint8Array): void {
    this.#plan.results.write(line);
  }

  events(batch: Batch, from: number, to: number): void {
    const { results, lineOf, linesOf } = this.#plan;
    const lines = linesOf(batch, from, to);
    if (lines !== undefined) results.write(lines);
    else for (let row = from; row < to; row++) results.write(lineOf(batch, row));
  }

  eventOf(stream: number, batch: Batch, row: number): string {
    return this.#plan.eventOf(stream, batch, row);
  }

  eventBytes(stream: number, batch: Batch, row: number): Uint8Array {
    return this.#plan.eventBytes(stream, batch, row);
  }

  areLines(stream: number, batch: Batch): boolean {
    return this.#plan.areLines(stream, batch);
  }

  isComplete(key: number): boolean {
    return this.#plan.isComplete(key);
  }

  joined(events: JoinedEvents): void {
    this.#writeRow(this.#plan.joins!.line(events));
  }

  matched(events: MatchedEvents): void {
    this.#writeRow(this.#plan.matches!.match(events));
  }

  timedOut(events: MatchedEvents): void {
    this.#plan.timeouts?.write(this.#plan.partials!.partial(events));
  }

  rowOf(batch: Batch, row: number): ComingRow {
    return this.#plan.fills!.comingRow(this.#plan.eventOf(0, batch, row));
  }

  filled(row: FilledRow, retract: boolean): void {
    this.#plan.results.write(this.#plan.fills!.filled(row, retract));
  }

  silence(row: SilenceRow): void {
    this.#writeRow(this.#plan.fills!.silence(row));
  }

  /** @param line undefined: --having does not hold of it */
  #writeRow(line: string | Uint8Array | undefined): void {
    if (line !== undefined) this.#plan.results.write(line);
  }

  duplicate(line: Uint8Array): void {
    this.#plan.duplicates?.write(line);
  }

  late(stream: number, batch: Batch, row: number, verdict: LateVerdict): void {
    this.#plan.account.late(verdict, this.#plan.lag);
    this.#plan.writeLate?.(stream, batch, row, verdict);
  }

  reject(record: RejectRecord): void {
    this.#plan.writeReject?.(record);
  }

  stepDone(): void {
    this.watermark();
  }

  /** `{"@watermark": …}`, if it has risen since it was last written. */
  watermark(): void {
    if (!this.#plan.controlOut) return;
    const promised = this.promise();
    if (!(promised > this.#promised)) return;
    this.#promised = promised;
    const { results, timeOutput } = this.#plan;
    writeControl(results, { type: 'watermark', at: promised }, watermarkLine(promised, timeOutput));
  }

  /** A line that is passed on as it came, to every output that a reader may wait for. */
  passOn(line: Uint8Array): void {
    if (this.#plan.controlOut) for (const sink of this.#records) writeControl(sink, { type: 'mark' }, line);
  }

  /** Once, where there is an output of them. */
  stats(line: () => string): void {
    if (!this.#accounted) this.#plan.stats?.write(line());
    this.#accounted = true;
  }

  /** `@end`. A file to which the next run adds, and the next step, end only then; what reads a pipe has had all. */
  end(complete: boolean): void {
    for (const sink of this.#ending) if (complete || isPipe(sink)) writeControl(sink, { type: 'end' }, endLine);
  }

  /** A barrier of the pipeline. When one comes is chance, and what a file holds is not. */
  barrier(number: number): void {
    if (!this.#plan.controlOut) return;
    for (const sink of this.#records) if (isPipe(sink)) sink.write(barrierLine(number));
  }

  /** Outputs that end with a line that says so. */
  get #ending(): readonly Sink[] {
    const { controlOut, results, inPipeline } = this.#plan;
    if (!controlOut) return [];
    return inPipeline ? [...new Set([results, ...this.#records.filter(isPipe)])] : [results];
  }

  /** Those of them that begin with one: the next step of this run needs none, and a file to which it adds has one. */
  get #begun(): readonly Sink[] {
    const { results } = this.#plan;
    return this.#ending.filter((sink) => sink.control === undefined && (sink !== results || !goesOn(this.#plan)));
  }

  get full(): boolean {
    return this.#sinks.some((sink) => sink.full);
  }

  /** Whether there is nothing to drain. */
  get idle(): boolean {
    return this.#sinks.every((sink) => sink.idle);
  }

  /** What is waited for, in words: `writing to standard output, whose reader takes nothing`; undefined: for none of them. */
  get waiting(): string | undefined {
    const [sink] = this.#busy;
    if (sink === undefined) return undefined;
    return `writing to ${sink.name}${sink.place === undefined ? ', whose reader takes nothing' : ''}`;
  }

  /** Their positions, once everything written was handed over. */
  get position(): OutputPositions {
    const { results, late, rejects, duplicates, timeouts, rows, joins, matches } = this.#plan;
    const at = (sink: Sink | undefined) =>
      sink?.place === undefined ? null : { place: sink.place, length: sink.bytes, name: sink.name };
    const numbered = rows?.sequence ?? joins?.sequence ?? matches?.sequence ?? this.#plan.fills?.sequence;
    const sequence = numbered ?? this.#plan.resumed?.sequence ?? null;
    return {
      results: at(results),
      late: at(late),
      rejects: at(rejects),
      duplicates: at(duplicates),
      timeouts: at(timeouts),
      sequence,
      promised: this.#promised,
    };
  }

  /**
   * Everything written is handed to the operating system.
   * @param soFar but for rows that may wait for others
   */
  drain(soFar = false): Promise<void> {
    return this.#each((sink) => sink.drain(soFar));
  }

  /** … and is on disk. */
  sync(): Promise<void> {
    return this.#each((sink) => sink.sync());
  }

  reopen(): Promise<void> {
    return this.#each((sink) => sink.reopen());
  }

  close(): Promise<void> {
    return this.#each((sink) => sink.close());
  }

  /** All are drained, whichever of them fail. */
  async #each(act: (sink: Sink) => Promise<void>): Promise<void> {
    const errors: unknown[] = [];
    for (const sink of this.#sinks)
      await this.#tried(sink, () => act(sink)).catch((error: unknown) => errors.push(error));
    if (errors.length > 0) throw errors[0];
  }

  async #tried(sink: Sink, act: () => Promise<void>): Promise<void> {
    if (this.#broken.has(sink)) return;
    this.#busy.add(sink);
    try {
      await act();
    } catch (error) {
      if (!(error instanceof SinkFailure)) throw error;
      this.#lost(sink, error);
    } finally {
      this.#busy.delete(sink);
    }
  }

  /** SPEC §9: a reader of the results that went away ends the run quietly; one of another output is reported once. */
  #lost(sink: Sink, failure: SinkFailure): void {
    if (failure.kind === 'failed') throw new Failure(failure.message);
    if (sink === this.#plan.results) throw new ResultsGone();
    if (this.#plan.strict) throw new Failure(`the reader of ${sink.name} went away (--strict)`);
    this.#broken.add(sink);
    this.#plan.warn(`the reader of ${sink.name} went away; what would have gone there is counted, but lost`);
  }
}

/** The results are added to those of an earlier run, which have begun. */
function goesOn({ results, resumed }: OutputPlan): boolean {
  const { place } = results;
  return place !== undefined && place === resumed?.results?.place;
}

/** Between the records, or beside them where the sink takes control lines apart. */
function writeControl(sink: Sink, control: Control, line: string | Uint8Array): void {
  if (sink.control === undefined) sink.write(line);
  else sink.control(control, typeof line === 'string' ? Buffer.from(line) : line);
}

/** Another process may read it, and neither the next step of this run nor a later one. */
function isPipe({ place, control }: Sink): boolean {
  return place === undefined && control === undefined;
}

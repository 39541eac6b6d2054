// The destinations of a job become its outputs. The late stream is what the user named, else descriptor 3 if the caller
// opened it, else nothing but a count.
import type { Checkpoint, OutputPositions, SavedOutput } from '../checkpoint/checkpoint.js';
import { beginLine, type Beginning } from '../format/control-line.js';
import { areEventsLines, eventBytes, eventText } from '../format/event-text.js';
import type { KeyTable } from '../event/key-table.js';
import { type Job, lagOf, windowPlanOf } from '../job.js';
import type { Destination } from '../model/destination.js';
import { isJoin } from '../model/join-kind.js';
import { isOutputClosed } from '../os/closed-output.js';
import { callersDescriptor } from '../os/descriptor.js';
import { annotatedLate, rawLate } from '../format/late.js';
import { linesBytes } from '../format/line-bytes.js';
import { HeadedRecords } from '../format/headed-records.js';
import type { InputFormat, RecordPlan } from '../format/input/input-format.js';
import { ComputedMembers } from '../format/output/computed-members.js';
import { ComputedRows } from '../format/output/computed-rows.js';
import type { RowCounts } from '../format/output/computed-values.js';
import type { RowOutput, RowWriter, TerminalSize } from '../format/output/output-format.js';
import type { RowLayout } from '../format/output/row-layout.js';
import type { Batch } from '../model/batch.js';
import { type OutputPosition, refuseUnresumable } from '../sink/resumable.js';
import { refuseOtherHeading } from '../sink/heading.js';
import { openSink } from '../sink/open.js';
import { fileIdOf } from '../os/file-id.js';
import type { BorrowPrinter } from '../format/block-printer.js';
import { FilledRows } from '../format/output/filled-rows.js';
import { JoinRows } from '../format/output/join-rows.js';
import { MatchRows } from '../format/output/match-rows.js';
import { rejectWriter } from '../format/rejects.js';
import type { Sink } from '../sink/sink.js';
import type { Account } from '../report/account.js';
import { Failure } from './failure.js';
import { repeatedLinesText } from './repeated-lines.js';
import type { Outputs } from './outputs.js';

export interface OpenedOutputs {
  /** For messages; undefined when late events are only counted. */
  readonly lateName: string | undefined;
  /**
   * The output that goes where standard error goes (`2>&1 |`): messages are written through it, so that none stands in the
   * middle of a row.
   */
  readonly shared: Sink | undefined;
  /** Into none of them but the stats anything is written once the run is over. */
  readonly apart: boolean;
}

/** What outputs are made of beside the job. */
export interface OutputParts {
  /** How large the terminal behind a descriptor is; undefined: there is none. */
  readonly terminalSize: (fd: number) => TerminalSize | undefined;
  readonly keys: KeyTable;
  readonly account: Account;
  readonly warn: (text: string) => void;
  /** What this run goes on from. */
  readonly checkpoint: Checkpoint | undefined;
  /** How an earlier run left the outputs: files are cut back to that, and none is emptied. */
  readonly resumed: OutputPositions | undefined;
  /** Where rows go that another step reads; undefined: where the job says. */
  readonly results: Sink | undefined;
  /** The sinks of all steps so far, by what stands behind them: two outputs in one place are one sink. */
  readonly taken: Map<string, Sink>;
  /** Where it goes on from in its pipeline; undefined: it is in none. */
  readonly beginning: Beginning | undefined;
}

/**
 * Opens the outputs of the job.
 * @param borrowPrinter gives a printer of rows in another thread, if one is free
 */
export function openOutputs(
  outputs: Outputs,
  job: Job,
  { keys, account, warn, checkpoint, beginning, resumed, results: rowsTo, taken, terminalSize }: OutputParts,
  borrowPrinter: BorrowPrinter,
): OpenedOutputs {
  if (job.results.kind === 'stdout' && isOutputClosed())
    throw new Failure('cannot write standard output: it is closed');
  const options = {
    append: job.append || resumed !== undefined,
    keep: job.append,
    lineBuffered: job.lineBuffered,
    taken,
    notice: warn,
  };
  const at = (output: SavedOutput | null | undefined): OutputPosition | undefined =>
    output ? { ...output, clean: checkpoint?.clean === true } : undefined;
  const to = destinationsOf(job);
  const known = {
    results: at(resumed?.results),
    late: at(resumed?.late),
    rejects: at(resumed?.rejects),
    duplicates: at(resumed?.duplicates),
    timeouts: at(resumed?.timeouts),
  };
  for (const name of ['results', 'late', 'rejects', 'duplicates', 'timeouts'] as const) {
    const [place, resume] = [to[name], known[name]];
    if (place !== undefined && resume !== undefined) refuseUnresumable(place, resume, job.append);
  }
  checkHeading(job, keys);
  const open = (place: Destination | undefined, resume: OutputPosition | undefined): Sink | undefined =>
    place === undefined || place.kind === 'none' ? undefined : openSink(place, { ...options, resume });
  const late = open(job.late, known.late);
  const rejects = open(job.rejects, known.rejects);
  const duplicates = open(to.duplicates, known.duplicates);
  const timeouts = open(to.timeouts, known.timeouts);
  const stats = job.stats && openSink(job.stats, { ...options, append: job.append });
  const results = rowsTo ?? openSink(job.results, { ...options, resume: known.results });
  // Of what goes down a pipe nothing can be taken back: its reader drops what it has had already by its number.
  const inPipeline = job.controlOut && beginning !== undefined;
  const isPipe = rowsTo === undefined && results.place === undefined;
  const numbered = job.checkpoint !== undefined && isPipe && !inPipeline;
  const sequence = numbered ? (resumed?.sequence ?? 0) : undefined;
  const passesOn = job.step.is === 'dedup' && rowsTo === undefined;
  const repeated = repeatedLinesText([
    { sink: passesOn ? results : undefined, option: '-o' },
    { sink: late, option: '--late' },
    { sink: rejects, option: '--rejects' },
    { sink: duplicates, option: '--duplicates' },
  ]);
  if (repeated !== undefined && checkpoint?.clean === false && !inPipeline) warn(repeated);
  const annotated =
    job.lateFormat === 'annotated' || job.streams.some(({ recordPlan }) => recordPlan.each !== undefined);
  const lag = lagOf(job) ?? 0;
  const computed = computedMembers(job, account.rows);
  const matches = matchRows(job, keys, sequence, computed);
  outputs.open({
    results,
    late,
    rejects,
    stats,
    duplicates,
    timeouts,
    rows: rowWriter(job, keys, sequence, account.rows, {
      sink: results,
      borrowPrinter,
      terminal: () => terminalSize(descriptorOfResults(job)),
    }),
    joins: isJoin(job.step) ? joinRows(job, keys, sequence, computed) : undefined,
    matches,
    partials: timeouts === results ? matches : matchRows(job, keys, undefined, undefined),
    fills: filledRows(job, keys, sequence, computed),
    eventOf: eventTexts(job),
    eventBytes: (stream, batch, row) => eventBytes(batch, row, job.streams[stream]!.recordPlan.format),
    areLines: (stream, batch) => areEventsLines(batch, job.streams[stream]!.recordPlan.format),
    isComplete: (key) => keys.isComplete(key),
    lineOf: lineWriter(job, [results, duplicates]),
    linesOf: hasOwnLines(job) ? linesBytes : () => undefined,
    writeLate:
      late && (annotated ? annotatedLate(late, eventTexts(job), job.timeOutput) : rawLate(late, formatsOf(job))),
    writeReject: rejects && rejectWriter(rejects),
    timeOutput: job.timeOutput,
    controlOut: job.controlOut,
    begin: beginLine(beginning ?? true),
    inPipeline,
    strict: job.strict,
    account,
    lag,
    warn,
    resumed,
  });
  const shared = taken.get(fileIdOf(2)?.id ?? '');
  const words = [shared, stats].filter((sink) => sink !== undefined);
  const rest = [results, late, rejects, duplicates, timeouts];
  return { lateName: late?.name, shared, apart: !words.some((sink) => rest.includes(sink)) };
}

function destinationsOf({ results, late, rejects, step }: Job) {
  const duplicates = step.is === 'dedup' ? step.duplicates : undefined;
  return { results, late, rejects, duplicates, timeouts: step.is === 'match' ? step.timeouts : undefined };
}

/**
 * What writes the rows; undefined where there are none.
 * @param sequence the first `seq`; undefined: rows have none
 */
function rowWriter(
  job: Job,
  keys: KeyTable,
  sequence: number | undefined,
  counts: RowCounts,
  to: RowOutput,
): RowWriter | undefined {
  const { expressions } = job;
  const known = layoutOf(job, keys, sequence);
  if (job.rows === undefined || known === undefined) return undefined;
  const layout = { ...known, computed: computedMembers(job, counts) };
  const { format } = job.rows;
  if (format.heading !== undefined) to.sink.begin(format.heading(layout));
  const open = (whole: RowLayout): RowWriter => format.open(whole, to);
  return expressions === undefined || isOfElements(job)
    ? open(layout)
    : new ComputedRows(expressions, layout, counts, open);
}

/** Whether a row is of an element of a list, and not of a pane. */
function isOfElements({ verb }: Job): boolean {
  return verb === 'top';
}

/** What computes of the text of a row; undefined where nothing does. */
function computedMembers(job: Job, counts: RowCounts): ComputedMembers | undefined {
  const { expressions, timeOutput: times } = job;
  if (expressions === undefined || (job.step.is === 'group-window' && !isOfElements(job))) return undefined;
  const keys = job.streams[0].recordPlan.keys.map(({ name }) => name);
  return new ComputedMembers({ expressions, keys, times, counts });
}

function layoutOf(job: Job, keys: KeyTable, sequence: number | undefined): RowLayout | undefined {
  const windows = windowPlanOf(job);
  if (job.rows === undefined || windows === undefined) return undefined;
  const { shape, pane } = job.rows;
  return {
    ...{ ...shape, pane, sequence },
    keyText: (key) => keys.text(key),
    keyPart: (key, i) => keys.part(key, i),
    keyValues: {
      number: shape.keys.length === 1 ? undefined : (key, i) => keys.valueNumber(key, i),
      text: (value) => keys.valueText(value),
    },
    cells: windows.aggregates,
    times: job.timeOutput,
    offset: job.rows.offset,
  };
}

type Computed = ComputedMembers | undefined;

/** −1: none that is known. */
function descriptorOfResults({ results }: Job): number {
  return results.kind === 'fd' ? results.fd : results.kind === 'stdout' ? 1 : -1;
}

/** Rows are not added to a file whose columns are others; rows in files have no `seq`. */
function checkHeading(job: Job, keys: KeyTable): void {
  const layout = layoutOf(job, keys, undefined);
  const heading = layout && job.rows?.format.heading?.(layout);
  if (heading !== undefined) refuseOtherHeading(job.results, heading, job.append);
}

function joinRows(
  { timeOutput: times }: Job,
  keys: KeyTable,
  sequence: number | undefined,
  computed: Computed,
): JoinRows {
  return new JoinRows({ keyText: (key) => keys.text(key), times, sequence, computed });
}

/** What makes rows of matches; undefined where there are none. */
function matchRows({ step, timeOutput: times }: Job, keys: KeyTable, sequence: number | undefined, computed: Computed) {
  if (step.is !== 'match') return undefined;
  const { names, taken } = step.plan.automaton;
  const listed = taken.map((name) => names[name]!);
  return new MatchRows({ keyText: (key) => keys.text(key), names: listed, times, sequence, computed });
}

/** Rows that come have their keys as one value; lines that are passed on have no `seq`, and so neither have those between them. */
function filledRows(
  { step, timeOutput: times }: Job,
  keys: KeyTable,
  sequence: number | undefined,
  computed: Computed,
) {
  if (step.is === 'silence')
    return new FilledRows({ keyText: (key) => keys.text(key), values: 'null', times, sequence, computed });
  if (step.is !== 'gaps') return undefined;
  return new FilledRows({
    keyText: (key) => keys.part(key, 0),
    values: step.values,
    times,
    sequence: undefined,
    computed,
  });
}

/** The event of a row in a stream as JSON. */
function eventTexts({ streams }: Job): (stream: number, batch: Batch, row: number) => string {
  return (stream, batch, row) => eventText(batch, row, streams[stream]!.recordPlan.format);
}

function formatsOf({ streams }: Job): readonly InputFormat[] {
  return streams.map(({ recordPlan }) => recordPlan.format);
}

/** An event that is passed on leaves as it came, a piece of one (`--each`) with the record it was in. */
function lineWriter(job: Job, to: readonly (Sink | undefined)[]): (batch: Batch, row: number) => Uint8Array {
  const [{ each, format }] = job.streams.map(({ recordPlan }) => recordPlan) as [RecordPlan];
  if (each !== undefined) return (batch, row) => Buffer.from(`${eventText(batch, row, format)}\n`);
  const sinks = [...new Set(to.filter((sink) => sink !== undefined))];
  const remedy = 'give inputs of unlike columns to runs of their own';
  const records = new HeadedRecords({ sinks, formats: formatsOf(job), remedy });
  return (batch, row) => records.line(0, batch, row);
}

/** Whether events are passed on as the lines that they came in, whatever was before them. */
function hasOwnLines({ streams: [{ recordPlan }] }: Job): boolean {
  return recordPlan.each === undefined && recordPlan.format.hasHeader !== true;
}

/** `3>late.ndjson`: tested before a descriptor of this process could have the number. */
export function descriptorThree(): Destination | undefined {
  return callersDescriptor(3) === 'writable' ? { kind: 'fd', fd: 3 } : undefined;
}

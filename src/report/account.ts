// The account (SPEC §3): nothing is lost, and it adds up. lines = control + blank + rejected + read; events = in
// windows + late + filtered. The pipeline counts the second half (model/counters.ts); this file counts the first and
// puts both in words.
import type { Batch, RejectReason, Skipped } from '../model/batch.js';
import { noRowCounts, type RowCounts, type WithheldCounts } from '../format/output/computed-values.js';
import { isMisdated } from './misdated.js';
import type { Duration } from '../model/instant.js';
import type { Saved } from '../model/saved.js';
import { anything, dictionary, doubles, listOf, Misshapen, natural, real, record, since } from '../model/shape.js';
import type { LateVerdict } from '../model/late.js';
import { lateEvents, type EventCounters } from '../model/counters.js';
import { Disorder } from './disorder.js';
import type { ReportOptions } from './options.js';
import { groupedNumber } from '../text/grouped-number.js';

/** So many inputs with an unfinished last line are named; the rest is counted. */
const shownNames = 3;

/** A last line without an end. */
export interface PartialLine {
  /** Of the input, as it stands in messages. */
  readonly name: string;
  readonly bytes: number;
}

/** What was counted of lines that are not consumed. */
export interface UnconsumedCounts extends Pick<
  Batch,
  'lineCount' | 'blankCount' | 'missing' | 'wrongType' | 'skipped'
> {
  readonly stream: number;
}

/** What was sent to the inputs and never became a line. */
export interface LossCounts {
  connections: number;
  datagrams: number;
}

const accountShape = record({
  lines: natural,
  blank: natural,
  control: natural,
  missing: natural,
  wrongType: natural,
  skipped: since(doubles(), new Float64Array(0)),
  // The same of streams after the first.
  others: since<readonly Float64Array[]>(listOf(doubles()), []),
  lacked: real,
  misdated: since(natural, 0),
  rejected: dictionary(natural),
  // The first checkpoints have no such counts.
  withheld: since(
    record<WithheldCounts>({
      early: natural,
      'on-time': natural,
      late: natural,
      retractions: natural,
      rows: since(natural, 0),
    }),
    noRowCounts().withheld,
  ),
  rows: since(natural, 0),
  rowFailures: since(doubles(), new Float64Array(0)),
  lost: since(record<LossCounts>({ connections: natural, datagrams: natural }), { connections: 0, datagrams: 0 }),
  behind: anything,
});

export class Account {
  lines = 0;
  blank = 0;
  control = 0;
  readonly rejected: Record<RejectReason, number> = {
    json: 0,
    fields: 0,
    'no-time': 0,
    'bad-time': 0,
    'too-long': 0,
    'too-deep': 0,
    utf8: 0,
    control: 0,
  };
  /** Values skipped by aggregates. */
  missing = 0;
  wrongType = 0;
  readonly lost: LossCounts;
  /** The same and more by place, as `Batch.skipped` has it, of each stream. */
  #skipped: number[][] = [];
  /** Of --let and --having. */
  readonly rows: RowCounts = noRowCounts();
  /** How far late events were behind the largest time seen. */
  readonly behind = new Disorder();
  /** How much later their windows would have had to close. */
  lacked: Duration = 0;
  /** Late events of which a clock was wrong, their own or that of an event before: no measure for the others. */
  misdated = 0;

  /** @param lost counts of this run, which the inputs go on with */
  constructor(lost: LossCounts = { connections: 0, datagrams: 0 }) {
    this.lost = lost;
  }

  decoded(batch: Batch, stream = 0): void {
    this.lines += batch.lineCount;
    this.blank += batch.blankCount;
    this.missing += batch.missing;
    this.wrongType += batch.wrongType;
    this.#skip(stream, batch.skipped, 1);
  }

  /** By place, of the events of a stream that were not filtered out. */
  skipped(stream = 0): Skipped {
    return this.#skipped[stream] ?? [];
  }

  #skip(stream: number, skipped: Skipped, times: 1 | -1): void {
    while (this.#skipped.length <= stream) this.#skipped.push([]);
    const sums = this.#skipped[stream]!;
    for (let i = 0; i < skipped.length; i++) sums[i] = (sums[i] ?? 0) + times * skipped[i]!;
  }

  /** Takes back what was counted of lines that are not consumed (run/unconsumed.ts). */
  uncount(ahead: readonly UnconsumedCounts[]): void {
    for (const { stream, lineCount, blankCount, missing, wrongType, skipped } of ahead) {
      this.lines -= lineCount;
      this.blank -= blankCount;
      this.missing -= missing;
      this.wrongType -= wrongType;
      this.#skip(stream, skipped, -1);
    }
  }

  /** @param lag of the watermark behind the largest event time, where it has one */
  late(verdict: LateVerdict, lag: Duration): void {
    if (verdict.reason !== 'late' || verdict.watermark === Infinity) return;
    if (isMisdated(verdict.ts, verdict.watermark + lag)) {
      this.misdated++;
      return;
    }
    this.behind.add(verdict.watermark + lag - verdict.ts);
    const lateBy = Math.min(...verdict.windows.map((window) => window.lateBy));
    this.lacked = Math.max(this.lacked, lateBy + 1);
  }

  get rejects(): number {
    return Object.values(this.rejected).reduce((sum, n) => sum + n, 0);
  }

  /** Lines that might be events. */
  get candidates(): number {
    return this.lines - this.blank - this.control;
  }

  get read(): number {
    return this.candidates - this.rejects;
  }

  save(): Saved {
    const { lines, blank, control, missing, wrongType, lacked, misdated } = this;
    const [skipped = new Float64Array(0), ...others] = this.#skipped.map((sums) => Float64Array.from(sums));
    const rejected = { ...this.rejected };
    const { connections, datagrams } = this.lost;
    const lost = { connections, datagrams };
    const counts = { lines, blank, control, missing, wrongType, skipped, lacked, misdated };
    return {
      ...counts,
      ...rowsSaved(this.rows),
      rejected,
      lost,
      behind: this.behind.save(),
      ...(others.length === 0 ? {} : { others }),
    };
  }

  load(saved: Saved): void {
    const { rejected, behind, lost, skipped, others, withheld, rows, rowFailures, ...counts } = accountShape(saved);
    const rejects = Object.values(rejected).reduce((total, n) => total + n, 0);
    if (counts.blank + counts.control + rejects > counts.lines)
      throw new Misshapen('no more lines of a kind than lines');
    this.#skipped = [skipped, ...others].map((sums) => [...sums]);
    Object.assign(this, counts);
    this.rows.rows = rows;
    Object.assign(this.rows.withheld, withheld);
    this.rows.failed.splice(0, Infinity, ...rowFailures);
    this.lost.connections += lost.connections;
    this.lost.datagrams += lost.datagrams;
    Object.assign(this.rejected, rejected);
    this.behind.load(behind);
  }
}

/** Only where there are rows. */
function rowsSaved({ rows, withheld, failed }: RowCounts): Readonly<Record<string, Saved>> {
  return rows === 0
    ? {}
    : { rows, withheld: { ...withheld }, rowFailures: Float64Array.from(failed, (n: number | undefined) => n ?? 0) };
}

/**
 * The account in words, a line an idea, as `-v` and a terminal show it.
 * @param operator what was done with the events
 */
export function accountText(
  account: Account,
  counters: EventCounters,
  partial: readonly PartialLine[] = [],
  operator: ReportOptions['step']['is'] = 'group-window',
): string {
  const { events, inWindows, filtered } = counters;
  return [
    sum('line', account.lines, [
      [account.read, 'read'],
      [account.rejects, 'rejected', reasons(account.rejected)],
      [account.control, 'control'],
      [account.blank, 'blank'],
    ]) + partialText(partial),
    sum('event', events, [
      [inWindows, takenText[operator]],
      [counters.duplicates, counters.duplicates === 1 ? 'duplicate' : 'duplicates'],
      [lateEvents(counters), 'late', lateReasons(counters)],
      [filtered, 'filtered'],
    ]),
    ...writtenText(counters, account.rows, operator),
    ...withheldText(account.rows),
    ...(counters.refusals > 0
      ? [`${many(counters.refusals, 'window')} refused an event that another window took`]
      : []),
    ...lostText(account.lost),
    ...(counters.cut > 0 ? [`collect was cut at its limit in ${many(counters.cut, 'pane')}`] : []),
    ...(account.wrongType > 0 ? [`${many(account.wrongType, 'value')} skipped as not of the kind asked for`] : []),
  ].join('\n');
}

/** What became of events that were not refused. */
const takenText = {
  'group-window': 'in windows',
  dedup: 'passed on',
  'interval-join': 'taken',
  'as-of-join': 'taken',
  'table-join': 'looked up',
  'window-join': 'in windows',
  sort: 'put in order',
  match: 'taken',
  gaps: 'passed on',
  silence: 'seen',
  disorder: 'measured',
} as const;

function writtenText(
  counters: EventCounters,
  ofRows: RowCounts,
  operator: ReportOptions['step']['is'],
): readonly string[] {
  if (operator === 'group-window') return [panesText(panesWritten(counters, ofRows))];
  if (operator === 'dedup' || operator === 'sort' || operator === 'disorder') return [];
  if (operator === 'match')
    return [`${plural(counters.matches, 'match', 'matches')}, ${many(counters.timeouts, 'timeout')}`];
  if (operator === 'gaps') {
    const { filled, retractions } = counters;
    return [
      `${many(filled, 'row')} filled in${retractions > 0 ? `, and ${groupedNumber(retractions)} taken back` : ''}`,
    ];
  }
  if (operator === 'silence') return [many(counters.silences, 'silence')];
  const rows: readonly [number, string][] = [
    [counters.pairs, 'matched'],
    [counters.unmatched, 'unmatched'],
  ];
  const { retractions } = counters;
  const back = retractions > 0 ? `, and ${groupedNumber(retractions)} taken back` : '';
  return [`${sum('row', counters.pairs + counters.unmatched, rows)}${back}`];
}

/** Panes that were written, and taken back: those of the operator without those that `--having` withheld. */
export function panesWritten(
  { panes, retractions }: Pick<EventCounters, 'panes' | 'retractions'>,
  { withheld }: RowCounts,
): Pick<EventCounters, 'panes' | 'retractions'> {
  const written = {
    early: panes.early - withheld.early,
    'on-time': panes['on-time'] - withheld['on-time'],
    late: panes.late - withheld.late,
  };
  return { panes: written, retractions: retractions - withheld.retractions };
}

/** All rows that were not written. */
export function rowsWithheld({ withheld }: RowCounts): number {
  return withheld.early + withheld['on-time'] + withheld.late + withheld.rows;
}

function withheldText(rows: RowCounts): readonly string[] {
  const withheld = rowsWithheld(rows);
  const what = rows.withheld.rows > 0 ? 'row' : 'pane';
  return withheld > 0 ? [`${many(withheld, what)} withheld by --having`] : [];
}

function panesText({ panes, retractions }: Pick<EventCounters, 'panes' | 'retractions'>): string {
  const written = sum('pane', panes.early + panes['on-time'] + panes.late, [
    [panes.early, 'early'],
    [panes['on-time'], 'on time'],
    [panes.late, 'late'],
  ]);
  return written + (retractions > 0 ? `, and ${groupedNumber(retractions)} taken back` : '');
}

function lostText({ connections, datagrams }: LossCounts): readonly string[] {
  return [
    ...(connections > 0 ? [`${many(connections, 'connection')} refused at the limit of open files (ulimit -n)`] : []),
    ...(datagrams > 0 ? [`${many(datagrams, 'datagram')} lost, having come faster than they were read`] : []),
  ];
}

/** `+ 8 bytes of a line without an end in app.log`: they are part of no line that is counted. */
function partialText(partial: readonly PartialLine[]): string {
  if (partial.length === 0) return '';
  const bytes = partial.reduce((total, line) => total + line.bytes, 0);
  const names = partial.slice(0, shownNames).map(({ name }) => name);
  const more = partial.length - names.length;
  const where = more === 0 ? names.join(', ') : `${names.join(', ')} and ${many(more, 'other')}`;
  const lines = partial.length === 1 ? 'a line' : `${groupedNumber(partial.length)} lines`;
  return ` + ${many(bytes, 'byte')} of ${lines} without an end in ${where}`;
}

function sum(name: string, total: number, parts: readonly (readonly [number, string, string?])[]): string {
  const shown = parts
    .filter(([n]) => n > 0)
    .map(
      ([n, word, why]) => `${groupedNumber(n)} ${word}${why !== undefined && why !== '' && n > 0 ? ` (${why})` : ''}`,
    );
  const head = many(total, name);
  return shown.length === 0 ? head : `${head} = ${shown.join(' + ')}`;
}

/** Why events were late; nothing where it would only be `late` once more. */
export function lateReasons({ late }: EventCounters): string {
  return late.late === lateEvents({ late }) ? '' : reasons(late);
}

function reasons(by: Readonly<Record<string, number>>): string {
  const found = Object.entries(by).filter(([, n]) => n > 0);
  return found.map(([reason, n]) => `${groupedNumber(n)} ${reason}`).join(', ');
}

function plural(n: number, one: string, several: string): string {
  return `${groupedNumber(n)} ${n === 1 ? one : several}`;
}

/** `1 line`, `2 lines`. */
export function many(n: number, what: string): string {
  return `${groupedNumber(n)} ${what}${n === 1 ? '' : 's'}`;
}

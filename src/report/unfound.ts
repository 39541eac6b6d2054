// Paths that no event has, and aggregates that could take none of the values they found (SPEC §14 "Nothing silent"). How
// often is exact, and counted by the decoders (`Batch.skipped`); what there is instead is seen in the first events.
import { exceptedIn, lookedAt, missingIn, unfitIn, withoutKey } from '../event/skipped.js';
import type { Filter } from '../event/filter.js';
import type { Path } from '../event/path.js';
import type { ColumnPlan, ReadPlan } from '../event/read-plan.js';
import type { ReportOptions } from './options.js';
import type { Skipped } from '../model/batch.js';
import { groupedNumber } from '../text/grouped-number.js';
import { visible } from './reject-notice.js';
import { isNumericText, kindOf, shown, type Concern } from './concern.js';
import { membersText } from './members.js';
import { whyNone } from './nothing-passed.js';

interface PathsAsked extends Pick<ReportOptions, 'calls'> {
  readonly recordPlan: ReadPlan;
}

/** @param events some of the first */
export function unfound(job: PathsAsked, skipped: Skipped, events: readonly unknown[]): Concern[] {
  const rows = lookedAt(skipped);
  if (rows === 0) return [];
  const { keys, columns } = job.recordPlan;
  return [
    ...keys.flatMap(({ path }, i) =>
      withoutKey(skipped, i) < rows ? [] : [absent(path, '--key: all events are of one group, null', events)],
    ),
    ...columns.flatMap((columnPlan, column) => ofColumn(job, columnPlan, column, skipped, events)),
  ];
}

function ofColumn(
  job: PathsAsked,
  columnPlan: ColumnPlan,
  column: number,
  skipped: Skipped,
  events: readonly unknown[],
): Concern[] {
  const rows = lookedAt(skipped) - exceptedIn(skipped, column, job.recordPlan);
  if (rows === 0 && columnPlan.where !== undefined) return neverHolds(job, columnPlan.where, column, events);
  // That nothing is there is an answer to `count(PATH)`, not a fault.
  if (columnPlan.as === 'exists') return [];
  const present = rows - missingIn(skipped, column, job.recordPlan);
  const unfit = unfitIn(skipped, column, job.recordPlan);
  const { where } = columnPlan;
  const seen = where === undefined ? events : events.filter((event) => where.test(event));
  const whose = where === undefined ? '' : ` for which ${where.text} holds`;
  if (present === 0)
    return firstOf(job, columnPlan, column)
      ? [absent(columnPlan.path, callsAt(job, columnPlan.path), seen, whose)]
      : [];
  return 2 * unfit > present ? [misfits(job, columnPlan, column, unfit, present, seen)] : [];
}

function absent(path: Path, asked: string, events: readonly unknown[], whose = ''): Concern {
  const onlyNull = events.some((event) => path.first(event) === null);
  const what = `no event${whose} has ${onlyNull ? 'more than null at ' : ''}${path.text}`;
  const members = onlyNull ? '' : membersText(path, events);
  return { about: path.text, text: visible(`${what}${asked === '' ? '' : ` (${asked})`}${members}`) };
}

/** Said once of a condition, whichever columns have it. */
function neverHolds(job: PathsAsked, where: Filter, column: number, events: readonly unknown[]): Concern[] {
  const { columns } = job.recordPlan;
  const why = whyNone(where, events);
  if (why === undefined || columns.findIndex((other) => other.where?.text === where.text) !== column) return [];
  return [{ about: `where ${where.text}`, text: visible(`${callsOf(job, column)}: no event meets it: ${why}`) }];
}

function misfits(
  job: PathsAsked,
  { as, path }: ColumnPlan,
  column: number,
  unfit: number,
  present: number,
  events: readonly unknown[],
): Concern {
  const values = events.map((event) => path.first(event)).filter((value) => isUnfit(as, value));
  const [value] = values;
  const kind = value === undefined ? `not ${as === 'number' ? 'numbers' : 'lengths of time'}` : kindOf(value);
  const example = value === undefined || typeof value === 'number' ? '' : `, e.g. ${shown(value)}`;
  const name = callsOf(job, column) || path.text;
  const count = `${groupedNumber(unfit)} of ${groupedNumber(present)} values are ${kind}${example}`;
  const remedy =
    as === 'number' && isNumericText(value)
      ? '--numeric-text takes them'
      : skippedText(typeof value === 'string' ? name : '');
  return { about: `${path.text} ${as}`, text: visible(`${name}: ${count}; ${remedy}`) };
}

/** The least text is often a time, and the first one is meant. */
function skippedText(calls: string): string {
  const meant = /(^|[ =])(min|max)\(/.test(calls) ? '; first and last take values of any kind' : '';
  return `they are skipped${meant}`;
}

function isUnfit(as: ColumnPlan['as'], value: unknown): boolean {
  if (value === undefined || value === null) return false;
  return (
    (typeof value !== 'number' || !Number.isFinite(value)) &&
    !(as === 'duration' && typeof value === 'string' && /^\d/.test(value))
  );
}

/** Whether no column before this one looks at the same place for a value. */
function firstOf({ recordPlan }: PathsAsked, { path }: ColumnPlan, column: number): boolean {
  return recordPlan.columns.findIndex((other) => wantsValueAt(other, path)) === column;
}

/** The aggregates that want a value of this place, in the order in which they were given. */
function callsAt({ calls, recordPlan }: PathsAsked, path: Path): string {
  return calls
    .flatMap(({ text, columns }) =>
      columns.some((column) => wantsValueAt(recordPlan.columns[column]!, path)) ? [text] : [],
    )
    .join(', ');
}

/** The aggregates that read this column. */
function callsOf({ calls }: PathsAsked, column: number): string {
  return calls.flatMap((call) => (call.columns.includes(column) ? [call.text] : [])).join(', ');
}

function wantsValueAt({ as, path }: ColumnPlan, place: Path): boolean {
  return as !== 'exists' && path.text === place.text;
}

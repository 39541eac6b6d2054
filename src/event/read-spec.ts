// What a run reads of each record, as data: texts that stand in a plan file and go to other threads. What reads by it
// is compiled from it, here or there, so that what is read is the same.
import type { Spec } from '../text/spec.js';
import { parseEach } from './each.js';
import { parseTimeFormat } from './event-time.js';
import { parseFilter } from './filter.js';
import { parsePath, type Path } from './path.js';
import type { ColumnPlan, ReadPlan } from './read-plan.js';
import { compileSet, type SetSpec } from './set.js';

export interface ReadSpec {
  /** The PATH of the event time; null without one. */
  readonly time: string | null;
  /** The PATH of processing time (`--clock PATH`), read as a time is; null without one. */
  readonly clock: string | null;
  /** The `--time-format` of both. */
  readonly timeFormat: string;
  /** The `--tz` of times that name none. */
  readonly zone: string;
  readonly keys: readonly { readonly name: string; readonly path: string }[];
  /** Each PATH that is read as a column, once for each way of reading it. */
  readonly columns: readonly ColumnSpec[];
  /** Members that are added to each event, in this order; not there: none. */
  readonly set?: readonly SetSpec[];
  /** Conditions, all of which must hold. */
  readonly where: readonly string[];
  readonly each: string | null;
  readonly numericText: boolean;
  /** Whether control lines are read. */
  readonly control: boolean;
}

export interface ColumnSpec {
  readonly path: string;
  readonly as: ColumnPlan['as'];
  /** A condition: the column is of the events alone for which it holds. */
  readonly where?: string;
}

/** The records of a stream: how they are written, and what is read of them. */
export interface RecordSpec {
  /** An input format (format/input). */
  readonly format: Spec;
  readonly read: ReadSpec;
}

/**
 * What is read of each record, compiled.
 * @param inLine the PATH of a line of text, somewhere in which its time stands; undefined: times are whole values
 * @throws UsageError where a text is no PATH, filter, time format or zone
 */
export function compileRead(read: ReadSpec, inLine?: string): ReadPlan {
  const timed = (at: string | null): ReadPlan['time'] => {
    const path = at === null ? undefined : parsePath(at);
    return path && { path, format: timeFormatAt(path, inLine, read) };
  };
  return {
    time: timed(read.time),
    clock: timed(read.clock),
    keys: read.keys.map(({ name, path }) => ({ name, path: parsePath(path) })),
    columns: read.columns.map((column) => compileColumn(column, read.numericText)),
    set: (read.set ?? []).map((member) => compileSet(member, read.numericText)),
    where: read.where.map((expression) => parseFilter(expression, read.numericText)),
    each: read.each === null ? undefined : parseEach(read.each),
    numericText: read.numericText,
    control: read.control,
  };
}

function timeFormatAt(path: Path, inLine: string | undefined, { timeFormat, zone }: ReadSpec) {
  return parseTimeFormat(timeFormat, zone, path.text === inLine ? 'in-line' : 'whole');
}

function compileColumn({ path, as, where }: ColumnSpec, numericText: boolean): ColumnPlan {
  const column = { path: parsePath(path), as };
  return where === undefined ? column : { ...column, where: parseFilter(where, numericText) };
}

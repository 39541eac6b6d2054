// Data → functions, for `join`: what its kinds go by.
import type { ColumnSpec, ReadSpec } from '../event/read-spec.js';
import { compileRecord } from '../format/input/index.js';
import type { AsOfJoinPlan, IntervalJoinPlan, JoinBounds, WindowJoinPlan } from '../operator/join/join-plan.js';
import { has, SpecFault, within } from '../text/spec.js';
import { buildWindow } from '../window/index.js';
import type { Zones } from '../window/zone-rules.js';
import { columnOf } from './column-of.js';
import type { AsOfJoinSpec, IntervalJoinSpec, Plan, TableJoinSpec, TableSpec, WindowJoinSpec } from './plan.js';

/** A join of two streams. */
export type StreamJoinSpec = IntervalJoinSpec | AsOfJoinSpec | WindowJoinSpec;

export type JoinSpec = IntervalJoinSpec | AsOfJoinSpec | TableJoinSpec | WindowJoinSpec;

/** Whether a right event is one with which its key ends. */
export function columnOfGone(expression: string): ColumnSpec {
  return { path: '$', as: 'exists', where: expression };
}

/**
 * The step that a join is.
 * @throws SpecFault where it does not fit its streams
 */
export function joinStep({ limits, streams }: Plan, spec: JoinSpec, zones: Zones | undefined) {
  if (spec.is === 'table-join') return tableJoinOf(streams[0]!, spec);
  const [left, right] = streams.map(({ read }) => read.keys.length);
  if (left !== right) throw new SpecFault('streams[1].read.keys', 'must be as many as those of streams[0]');
  const bounds = { lateness: spec.allowedLateness, maxRows: limits.maxRows ?? Infinity };
  if (spec.is === 'window-join') return { is: spec.is, plan: { ...windowsOf(spec, streams, zones), ...bounds } };
  return spec.is === 'interval-join'
    ? { is: spec.is, plan: { ...intervalOf(spec), ...bounds } }
    : { is: spec.is, plan: { ...asOf(spec, streams[1]!), ...bounds } };
}

function intervalOf({ type, from, to }: IntervalJoinSpec): Omit<IntervalJoinPlan, keyof JoinBounds> {
  if (!(from <= to)) throw new SpecFault('steps[0].operator.from', 'must not be above to');
  return { type, from, to };
}

function asOf(
  { type, tolerance, gone }: AsOfJoinSpec,
  { read }: Plan['streams'][number],
): Omit<AsOfJoinPlan, keyof JoinBounds> {
  const column = gone === null ? undefined : columnOf(read, columnOfGone(gone));
  return { type, tolerance: tolerance ?? Infinity, gone: column };
}

function tableJoinOf({ read }: Plan['streams'][number], { is, type, table }: TableJoinSpec) {
  return { is, plan: { type }, table: tableFile(table, read, 'table') };
}

/** A file whose rows have keys as the events have, in a `member` of the operator. */
export function tableFile(table: TableSpec, { keys }: ReadSpec, member: string) {
  if (table.read.keys.length !== keys.length)
    throw new SpecFault(`steps[0].operator.${member}.read.keys`, 'must be as many as those of streams[0]');
  return { path: table.path, recordPlan: compileRecord(table) };
}

function windowsOf(
  { type, window }: WindowJoinSpec,
  streams: Plan['streams'],
  zones: Zones | undefined,
): Omit<WindowJoinPlan, keyof JoinBounds> {
  const windows = within('steps[0].operator.window', () => buildWindow(window, zones));
  if (windows.kind === 'counting' || has(window, 'ttl'))
    throw new SpecFault('steps[0].operator.window', 'must be windows of event time');
  const gap = windows.kind === 'merging' ? windows.gapPath : undefined;
  const columns = streams.map(({ read }) => (gap === undefined ? -1 : columnOf(read, columnOfGap(gap))));
  return { type, windows, gapColumns: columns };
}

/** Where the gap of a session stands in an event. */
export function columnOfGap(path: string): ColumnSpec {
  return { path, as: 'duration' };
}

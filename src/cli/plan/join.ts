// `flowctl join`: --within, --window, --as-of or --table, --type, and what of each stream it reads.
import type { ColumnSpec } from '../../event/read-spec.js';
import type { Duration } from '../../model/instant.js';
import { columnOfGap, columnOfGone, type StreamJoinSpec } from '../../plan/build-join.js';
import type { AsOfJoinSpec, IntervalJoinSpec, StreamPlan, WindowJoinSpec } from '../../plan/plan.js';
import { parseDuration } from '../../text/duration.js';
import { has, type Spec } from '../../text/spec.js';
import { UsageError } from '../../text/usage-error.js';
import { parseWindow, windowKind } from '../../window/index.js';
import type { Name } from '../options.js';
import { ColumnSet } from './column-set.js';
import { how } from './how.js';
import { sideModel, typeAmong } from './join-side.js';
import type { OptionReader } from './option-reader.js';
import { tableModel } from './table-join.js';
import { filterOf } from './what.js';

/** The streams and the operator that the options mean. */
export async function joinModel(reader: OptionReader) {
  return kindOf(reader) === 'table' ? tableModel(reader) : streamsModel(reader);
}

async function streamsModel(reader: OptionReader) {
  const [left, right] = [await sideModel(reader, 'left'), await sideModel(reader, 'right')];
  join(reader, left.findings, right.findings);
  if (left.stream.read.time === null || right.stream.read.time === null)
    reader.lack('time', 'join needs it: where does the time of an event stand?');
  const [keys, others] = [left.stream.read.keys.length, right.stream.read.keys.length];
  if (keys !== others)
    reader.refuse(
      'key',
      `its parts are compared in order, and there are ${keys} on the left and ${others} on the right`,
    );
  const operator = operatorOf(reader);
  const { clock } = left;
  const zones = left.zones ?? right.zones;
  const steps = [{ operator, from: ['left', 'right'] }];
  const streams = [
    withColumns(left.stream, columnsOf(operator, 'left')),
    withColumns(right.stream, columnsOf(operator, 'right')),
  ];
  return { streams, steps, ...{ clock, zones, triggerText: '' } };
}

/** By which option events belong together. */
const kinds = ['table', 'as-of', 'window', 'within'] as const;

/** Options that belong to one of them. */
const ofKind: readonly (readonly [Name, (typeof kinds)[number]])[] = [
  ['tolerance', 'as-of'],
  ['gone', 'as-of'],
  ['table-key', 'table'],
];

function kindOf(reader: OptionReader): (typeof kinds)[number] {
  const [kind, ...others] = kinds.filter((name) => reader.given(name));
  if (kind === undefined)
    reader.lack(
      'within',
      'how much later than a left event may a right one be? or is it in the same --window, the last one (--as-of), of a file (--table)?',
    );
  for (const other of others) reader.refuse(other, `not with --${kind}: events belong together in one way`);
  for (const [name, of] of ofKind)
    if (reader.given(name) && kind !== of) reader.refuse(name, `is of --${of}, which is not given`);
  return kind ?? 'within';
}

function operatorOf(reader: OptionReader): StreamJoinSpec {
  if (reader.given('as-of')) return asOfJoin(reader);
  return reader.given('window') ? windowJoin(reader) : intervalJoin(reader);
}

function intervalJoin(reader: OptionReader): IntervalJoinSpec {
  return {
    is: 'interval-join',
    type: reader.options.type ?? 'inner',
    ...reader.read('within', interval, { from: 0, to: 0 }),
    allowedLateness: latenessOf(reader, 'unlimited would keep every event for ever'),
  };
}

function asOfJoin(reader: OptionReader): AsOfJoinSpec {
  return {
    is: 'as-of-join',
    type: typeAmong(
      reader,
      ['inner', 'left'],
      'no type of --as-of: right events are versions, of which a left event has one or none',
    ),
    tolerance: reader.read('tolerance', (text) => parseDuration(text), null),
    gone: reader.read('gone', (text) => filterOf(text, reader.given('numeric-text')), null),
    allowedLateness: latenessOf(reader, 'unlimited would answer nothing before the end'),
  };
}

function latenessOf(reader: OptionReader, unlimited: string): Duration {
  const { lateness } = how(reader);
  if (lateness !== Infinity) return lateness;
  reader.refuse('allowed-lateness', unlimited);
  return 0;
}

function windowJoin(reader: OptionReader): WindowJoinSpec {
  const { tz = 'UTC' } = reader.options;
  const window = reader.read('window', (text) => windowOfTime(text, tz), parseWindow('global'));
  return {
    is: 'window-join',
    type: reader.options.type ?? 'inner',
    window,
    allowedLateness: latenessOf(reader, 'unlimited would keep every event for ever'),
  };
}

function windowOfTime(text: string, zone: string): Spec {
  const window = parseWindow(text, zone);
  if (windowKind(window).name !== 'count' && !has(window, 'ttl')) return window;
  throw new UsageError(
    `"${text}" is no window of event time, which two streams have in common`,
    'tumbling:1m, session:30s, calendar:day, global …',
  );
}

/** What is read of the events of a side beside times and keys. */
function columnsOf(operator: StreamJoinSpec, side: 'left' | 'right'): readonly ColumnSpec[] {
  if (operator.is === 'as-of-join')
    return side === 'left' || operator.gone === null ? [] : [columnOfGone(operator.gone)];
  if (operator.is !== 'window-join' || typeof operator.window['gap'] !== 'string') return [];
  return [columnOfGap(operator.window['gap'])];
}

function withColumns<Stream extends Pick<StreamPlan, 'read'>>(stream: Stream, asked: readonly ColumnSpec[]): Stream {
  const columns = new ColumnSet();
  for (const column of asked) columns.add(column);
  return { ...stream, read: { ...stream.read, columns: columns.columns } };
}

/** What is found of both sides is reported once. */
function join(reader: OptionReader, left: OptionReader, right: OptionReader): void {
  reader.join(left);
  const said = new Set(left.problems.map((problem) => JSON.stringify(problem)));
  reader.problems.push(...right.problems.filter((problem) => !said.has(JSON.stringify(problem))));
}

const form = 'LO..HI: -5m..0s, 0s..1h, -10s..10s';

function interval(text: string): Pick<IntervalJoinSpec, 'from' | 'to'> {
  const [least, most, ...more] = text.split('..');
  if (least === undefined || most === undefined || more.length > 0)
    throw new UsageError(`"${text}" is no interval of time`, form);
  const [from, to] = [parseDuration(least.trim(), true), parseDuration(most.trim(), true)];
  if (from > to) throw new UsageError(`"${text}" ends before it begins`, form);
  return { from, to };
}

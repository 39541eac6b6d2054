// Data → functions: what carries out a plan on this machine. Cells are opened here, once for each run that is built.
import { buildAccumulation } from '../accumulation/index.js';
import { aggregateReads, aggregateText, openAggregate } from '../aggregate/spec.js';
import type { ReadSpec } from '../event/read-spec.js';
import { compileRecord } from '../format/input/index.js';
import { hasPaneColumns } from '../format/output/columns.js';
import { rankedRows } from '../format/output/ranked-rows.js';
import { buildOutputFormat } from '../format/output/index.js';
import { compileOver, compileRowExpressions, type RowExpressions } from '../format/output/row-expressions.js';
import type { PaneMode } from '../format/output/row-layout.js';
import type { Job, OperatorStep, RowPlan, StreamJob } from '../job.js';
import type { Duration } from '../model/instant.js';
import type { GroupWindowPlan } from '../operator/group-window/group-window-plan.js';
import type { PipelinePlan } from '../pipeline/pipeline-plan.js';
import type { Destination } from '../model/destination.js';
import { isJoin } from '../model/join-kind.js';
import type { Operand } from '../model/operand.js';
import type { TimeOutput } from '../text/instant-text.js';
import { SpecFault, textIn, within, type Spec } from '../text/spec.js';
import { buildTrigger } from '../trigger/index.js';
import { buildWatermark } from '../watermark/index.js';
import { buildWindow } from '../window/index.js';
import { utc, type Zones } from '../window/zone-rules.js';
import { joinStep, tableFile } from './build-join.js';
import { asksFirst, columnOfName, matchPlanOf } from './build-match.js';
import { columnOf } from './column-of.js';
import { stepPlans } from './chain.js';
import { chainMeaning, fingerprint, inOrder } from './fingerprint.js';
import type {
  DestinationSpec,
  DisorderSpec,
  GapsSpec,
  GroupWindowSpec,
  MatchSpec,
  OperatorSpec,
  Plan,
  StreamPlan,
} from './plan.js';
import { asGroupWindow } from './top.js';
import { verbOfOperator } from './verb.js';
import { membersOfRows } from './row-names.js';
import { rowShape } from './row-shape.js';

/** What is no part of a plan, because it is of this machine and this terminal. */
export interface BuildContext extends Pick<Job, 'progress' | 'quiet' | 'verbose' | 'color'> {
  /** What an operand names. */
  readonly operand: (text: string) => Operand;
  /** Whether any input is read as it comes, and not to the end of a regular file. */
  readonly live: boolean;
  /** The rules of zones; undefined where all is in UTC. */
  readonly zones: Zones | undefined;
}

/**
 * The run that a plan stands for.
 * @throws SpecFault where the plan holds what is no such thing; UsageError where a text in it cannot be read
 */
export function build(plan: Plan, context: BuildContext): Job {
  const [first, ...others] = stepPlans(plan);
  const job = buildStep(first, context);
  if (others.length === 0) return job;
  const then = others.map((step) => buildStep(step, { ...context, live: false }));
  return {
    ...job,
    then,
    meaning: () =>
      chainMeaning(
        [job, ...then].map(({ meaning }) => meaning()),
        plan,
      ),
  };
}

/** The run that one step would be by itself. */
function buildStep(plan: Plan, context: BuildContext): Job {
  const { streams, operator: stated } = stepIn(plan);
  const operator = asGroupWindow(stated);
  const run = { streams, operator };
  const [first, ...others] = run.streams;
  const { operand, zones, live, ...reports } = context;
  const pipeline = driverOf(plan, run, live);
  const aggregates = operator.is === 'group-window' ? operator.aggregates : [];
  const step = stepOf(plan, run, zones);
  const offset = offsetOf(plan, zones);
  const rows = rowsOf(plan, run, step, offset, stated.is === 'top');
  return {
    verb: verbOfOperator[stated.is],
    then: [],
    streams: [streamOf(first, operand), ...others.map((stream) => streamOf(stream, operand))],
    pipeline,
    step,
    rows,
    expressions: expressionsOf(stated, first.read),
    tellsIncomplete: rows === undefined || tellsIncomplete(rows),
    aggregateNames: aggregates.map((spec) => textIn(spec, 'name')),
    calls: callsOf(operator, first.read),
    clock: plan.clock,
    controlOut: plan.resultFormat['control'] === true,
    timeOutput: timeOutputOf(plan, offset),
    ...outputsOf(plan),
    drain: plan.drain,
    checkpoint: plan.checkpoint ?? undefined,
    threads: plan.threads,
    ...limitsOf(plan),
    ...reportsOf(reports),
    meaning: () => {
      const future = pipeline.streams.map(({ maxFuture }) => maxFuture);
      return fingerprint(plan, future);
    },
  };
}

/** What a run reads, in the order of its operator's ports, and does. */
interface StepOfStreams {
  readonly streams: readonly [StreamPlan, ...StreamPlan[]];
  readonly operator: OperatorSpec;
}

/** The same, `top` being group-by-window with rows of its own. */
interface StepAsRun extends StepOfStreams {
  readonly operator: ReturnType<typeof asGroupWindow>;
}

/**
 * The one step that a run has, with its streams.
 * @throws SpecFault unless they fit together
 */
export function stepIn({ streams, steps }: Plan): StepOfStreams {
  const [step, ...others] = steps;
  if (step === undefined || others.length > 0) throw new SpecFault('steps', `must hold one step, not ${steps.length}`);
  const ports = portsOf(step.operator);
  if (streams.length !== ports)
    throw new SpecFault(
      'streams',
      `must hold ${ports === 1 ? 'one stream' : `${ports} streams`}, not ${streams.length}`,
    );
  const names = streams.map(({ name }) => name);
  if (JSON.stringify(step.from) !== JSON.stringify(names))
    throw new SpecFault('steps[0].from', `must be ${JSON.stringify(names)}`);
  return { streams: streams as StepOfStreams['streams'], operator: step.operator };
}

/** How many streams the operator reads. */
function portsOf({ is }: OperatorSpec): number {
  const ports: Readonly<Record<OperatorSpec['is'], number>> = {
    ...{ 'group-window': 1, dedup: 1, 'interval-join': 2, 'as-of-join': 2, 'table-join': 1, 'window-join': 2 },
    ...{ sort: 1, match: 1, top: 1, gaps: 1, silence: 1, disorder: 1 },
  };
  return ports[is];
}

function driverOf(plan: Plan, { streams, operator }: StepAsRun, live: boolean): PipelinePlan {
  const domain = domainOf(operator);
  return {
    domain,
    streams: streams.map((stream, i) => ({
      generator: within(`streams[${i}].watermark`, () => buildWatermark(stream.watermark ?? inOrder)),
      idle: stream.idle ?? undefined,
      maxFuture: futureOf(plan, stream, live && domain === 'event'),
    })),
  };
}

function domainOf(operator: StepAsRun['operator']): PipelinePlan['domain'] {
  return operator.is === 'group-window' ? operator.domain : 'event';
}

function streamOf(stream: StreamPlan, operand: BuildContext['operand']): StreamJob {
  return {
    name: stream.name,
    inputs: stream.operands.map((name) => ({ ...operand(name), name })),
    record: { format: stream.format, read: stream.read },
    recordPlan: compileRecord(stream),
    guardsFiles: stream.maxFuture !== 'auto',
    watermarkGiven: stream.watermark !== null,
    ...sourceOf(stream),
  };
}

function stepOf(plan: Plan, run: StepAsRun, zones: Zones | undefined): OperatorStep {
  const { streams, operator } = run;
  if (operator.is === 'group-window') {
    const maxOpenWindows = plan.limits.maxOpenWindows ?? Infinity;
    return { is: operator.is, plan: { ...groupWindowOf(operator, streams[0].read, zones), maxOpenWindows } };
  }
  if (isJoin(operator)) return joinStep(plan, operator, zones);
  if (operator.is === 'gaps') return gapsOf(plan, operator, zones);
  if (operator.is === 'silence') {
    const { is, after, expect, allowedLateness: lateness } = operator;
    if (!(after > 0)) throw new SpecFault('steps[0].operator.after', 'must be above 0');
    return { is, plan: { after, lateness }, table: expect && tableFile(expect, streams[0].read, 'expect') };
  }
  if (operator.is === 'disorder') return disorderOf(operator, streams[0].read, zones);
  if (operator.is === 'sort')
    return { is: operator.is, plan: { lateness: operator.allowedLateness, maxRows: plan.limits.maxRows ?? Infinity } };
  if (operator.is === 'match') return matchOf(plan, streams[0].read, operator);
  const { is, within: distance, keep, allowedLateness: lateness } = operator;
  if (!(distance > 0)) throw new SpecFault('steps[0].operator.within', 'must be above 0');
  const duplicates = plan.outputs.duplicates ?? null;
  return {
    is,
    plan: { within: distance, keep, lateness },
    duplicates: duplicates === null ? undefined : destinationOf(duplicates),
  };
}

function disorderOf(
  { is, window: spec, as }: DisorderSpec,
  { keys }: ReadSpec,
  zones: Zones | undefined,
): OperatorStep {
  const window = spec === null ? undefined : within('steps[0].operator.window', () => buildWindow(spec, zones));
  if (window !== undefined && (window.kind !== 'aligned' || window.boundless === true))
    throw new SpecFault('steps[0].operator.window', 'must have bounds that depend on the time alone');
  return { is, as, plan: { window, keyed: keys.length > 0 } };
}

function gapsOf(plan: Plan, operator: GapsSpec, zones: Zones | undefined): OperatorStep {
  const { is, every: spec, for: most, with: values, accumulation } = operator;
  const every = within('steps[0].operator.every', () => buildWindow(spec, zones));
  if (every.kind !== 'aligned' || !['tumbling', 'calendar'].includes(spec.is))
    throw new SpecFault('steps[0].operator.every', 'must be tumbling or calendar');
  if (!(most > 0)) throw new SpecFault('steps[0].operator.for', 'must be above 0');
  const maxRows = plan.limits.maxRows ?? Infinity;
  return { is, values, plan: { every, most, retracts: accumulation === 'retracting', maxRows } };
}

function matchOf({ outputs, limits }: Plan, read: ReadSpec, operator: MatchSpec): OperatorStep {
  const timeouts = outputs.timeouts ?? null;
  return {
    is: operator.is,
    plan: matchPlanOf(operator, read, {
      maxPartials: limits.maxPartials ?? mostPartials,
      maxRows: limits.maxRows ?? Infinity,
      writesTimeouts: timeouts !== null && timeouts.is !== 'none',
    }),
    timeouts: timeouts === null ? undefined : destinationOf(timeouts),
  };
}

/** Partial matches of a key: of more, an event would take some milliseconds. */
const mostPartials = 100_000;

function groupWindowOf(
  operator: GroupWindowSpec,
  read: ReadSpec,
  zones: Zones | undefined,
): Omit<GroupWindowPlan, 'maxOpenWindows'> {
  const { onTime, closing, timestamp, allowedLateness } = operator;
  const at = (member: string): string => `steps[0].operator.${member}`;
  const window = within(at('window'), () => buildWindow(operator.window, zones));
  const gap = window.kind === 'merging' ? window.gapPath : undefined;
  const length = window.kind === 'aligned' ? window.length : undefined;
  const signalColumns: number[] = [];
  const signals = { index: (path: string) => signalColumns.push(columnOf(read, { path, as: 'number' })) - 1 };
  return {
    ...{ window, onTime, closing, timestamp, signalColumns },
    trigger: within(at('trigger'), () => buildTrigger(operator.trigger, signals)),
    accumulation: within(at('accumulation'), () => buildAccumulation(operator.accumulation)),
    lateness: allowedLateness === 'unlimited' ? Infinity : allowedLateness,
    aggregates: operator.aggregates.map((spec, i) =>
      within(at(`aggregates[${i}]`), () => openAggregate(spec, columnsRead(spec, read), length)),
    ),
    gapColumn: gap === undefined ? -1 : columnOf(read, { path: gap, as: 'duration' }),
  };
}

/** How rows are written, and what is known of them before there are any. */
function rowsOf(
  plan: Plan,
  { streams, operator }: StepAsRun,
  step: OperatorStep,
  offset: Offset,
  ranked: boolean,
): RowPlan | undefined {
  if (step.is !== 'group-window' || operator.is !== 'group-window') return undefined;
  const { let: members = [] } = operator;
  const keys = streams[0].read.keys.map(({ name }) => name);
  const values = operator.aggregates.map((spec) => textIn(spec, 'name'));
  return {
    format: ranked ? rankedRows : within('resultFormat', () => buildOutputFormat(plan.resultFormat)),
    pane: textIn(plan.resultFormat, 'pane') as PaneMode,
    offset,
    shape: rowShape(step.plan, keys, [...values, ...members.map(({ name }) => name)]),
  };
}

/** What is computed of rows, and which are written; undefined: nothing, and all. */
function expressionsOf(operator: OperatorSpec, { keys }: ReadSpec): RowExpressions | undefined {
  if (!('let' in operator || 'having' in operator)) return undefined;
  const { let: members = [], having = [] } = operator;
  const spec = { let: members, having };
  const names = keys.map(({ name }) => name);
  const own = membersOfRows(operator.is);
  if (own !== undefined) return compileOver(spec, [...names, ...own]);
  const values = operator.is === 'group-window' ? operator.aggregates.map((one) => textIn(one, 'name')) : [];
  return compileRowExpressions(spec, { keys: names, values });
}

/** How far the clocks of `--tz` are ahead of UTC. */
type Offset = RowPlan['offset'];

function offsetOf(plan: Plan, zones: Zones | undefined): Offset {
  return (zones?.(plan.streams[0]!.read.zone) ?? utc).offsetAt;
}

function timeOutputOf({ resultFormat }: Plan, offset: Offset): TimeOutput {
  const { ['times']: times } = resultFormat;
  return times === 'zoned' ? { offset } : times === 'ms' || times === 's' ? times : 'iso';
}

/** Whether a row that is not all of its window can be marked as such. */
function tellsIncomplete({ format, pane, shape }: RowPlan): boolean {
  return format.fixedColumns === true ? hasPaneColumns(shape, pane) : pane !== 'never';
}

/** What the options name, each with its columns: aggregates, and the names of a pattern. */
function callsOf(operator: OperatorSpec, read: ReadSpec): Job['calls'] {
  if (operator.is === 'match')
    return operator.define.flatMap((member) => {
      const text = `${member.name}=${member.expression}`;
      return !asksFirst(member, read) ? [{ text, columns: [columnOf(read, columnOfName(member))] }] : [];
    });
  if (operator.is !== 'group-window') return [];
  return operator.aggregates.map((spec) => ({ text: aggregateText(spec), columns: columnsRead(spec, read) }));
}

/** The columns of an aggregate, one for each of its paths. */
function columnsRead(spec: Spec, read: ReadSpec): readonly number[] {
  return aggregateReads(spec).map((column) => columnOf(read, column));
}

/**
 * By default 5 m where one producer with a wrong clock could close all windows: live inputs, compared with this machine's clock. What
 * is in regular files that are read to their end lies in the past, whatever the clock is. No event closes windows where only
 * @watermark lines do, and rows of windows that are still open lie ahead of the clock as a matter of course.
 * @param isLive whether any input is live, and its events carry the time that counts
 */
function futureOf({ clock }: Plan, stream: StreamPlan, isLive: boolean): Duration | undefined {
  if (stream.maxFuture !== 'auto') return stream.maxFuture === 'off' ? undefined : stream.maxFuture;
  const isGuarded = isLive && clock === 'wall' && stream.read.time !== null && stream.watermark?.is !== 'punctuated';
  return isGuarded ? 5 * 6e4 : undefined;
}

function outputsOf({ outputs }: Plan) {
  const { results, late, rejects, stats, lateFormat, append, lineBuffered } = outputs;
  const to = (spec: DestinationSpec | null): Destination | undefined =>
    spec === null ? undefined : destinationOf(spec);
  return {
    results: destinationOf(results),
    late: to(late),
    rejects: to(rejects),
    stats: to(stats),
    ...{ lateFormat, append, lineBuffered },
  };
}

/** Where the records of an output go. */
export function destinationOf({ is, ...rest }: DestinationSpec): Destination {
  return { kind: is, ...rest } as Destination;
}

function sourceOf({ source: { follow, rotateWait, reconnect, accept } }: StreamPlan) {
  return { follow, rotateWaitMs: rotateWait, reconnect, accept: accept ?? Infinity };
}

function limitsOf({ limits: { maxLine, maxKeys, maxMemory, maxBad, strict, failOnLate } }: Plan) {
  return {
    maxLine,
    maxKeys: maxKeys ?? Infinity,
    maxMemory: maxMemory ?? undefined,
    maxBad: maxBad ?? { lines: Infinity },
    strict,
    failOnLate,
  };
}

function reportsOf({ progress, quiet, verbose, color }: Pick<Job, 'progress' | 'quiet' | 'verbose' | 'color'>) {
  return { progress, quiet, verbose, color };
}

// Options as typed → the run as data (plan/plan.ts): each question is answered by its own file under plan/, and here the
// answers are put together. Pure but for the look-ups that are passed in: no clock, no process.
import type { Job } from '../job.js';
import type { NamedOperand, Operand } from '../model/operand.js';
import { build, destinationOf } from '../plan/build.js';
import { chainOf } from '../plan/chain.js';
import type { ReadSpec } from '../event/read-spec.js';
import type { Plan, StepPlan, StreamPlan } from '../plan/plan.js';
import { membersOfRows } from '../plan/row-names.js';
import type { Zones } from '../window/zone-rules.js';
import { parseOperand } from './operand.js';
import {
  checkDescriptors,
  checkDestinations,
  type IdentifyDescriptor,
  type Outlet,
  type IdentifyFile,
} from './plan/check-destinations.js';
import { continued, stepsOf } from './plan/chained.js';
import { groupWindowModel } from './plan/group-window.js';
import { inputsOf, isLive, refuseHeadersOfDatagrams } from './plan/inputs.js';
import { OptionReader } from './plan/option-reader.js';
import { memberExpressions } from './plan/rows.js';
import { run } from './plan/run.js';
import { spelled } from './plan/spelling.js';
import type { Typed } from './parse.js';
import { stepName } from '../text/step-name.js';
import type { Problem } from './problem.js';
import type { OperatorVerb } from './verbs.js';

export interface Planned {
  readonly plan: Plan;
  /** What carries the plan out here. */
  readonly job: Job;
  readonly warnings: readonly string[];
}

/**
 * What the options mean, or everything that is wrong with them.
 * @param placeOf looks up files and descriptors, so that no output is an input
 * @param descriptorOf which descriptors the caller opened
 * @param explains whether the plan is to be shown, with its options as they were written
 */
export async function plan(
  typed: Typed,
  placeOf: IdentifyFile,
  descriptorOf: IdentifyDescriptor,
  explains: boolean,
): Promise<Planned | readonly Problem[]> {
  const steps = await planSteps(typed, placeOf, explains);
  const [{ reader, inputs, reports }] = steps;
  const places = steps.flatMap(outlets);
  checkDestinations([...inputs, ...steps.flatMap(({ files }) => files)], places, placeOf);
  checkDescriptors(reader, inputs, places, descriptorOf);
  const problems = steps.flatMap((step, i) => problemsOf(step, steps.length > 1 ? i + 1 : undefined));
  if (problems.length > 0) return problems;
  const whole = await asStated(chainOf(steps.map((step) => step.plan)), typed);
  if ('about' in whole) return [whole];
  const live = isLive(reader, inputs, placeOf);
  const zones = steps.find((step) => step.zones !== undefined)?.zones;
  const job = build(whole, { ...reports, operand: parseOperand, live, zones });
  return { plan: whole, job, warnings: steps.flatMap((step) => step.reader.warnings) };
}

/** A step of a run, planned as a run of its own. */
interface PlannedStep extends Pick<ReturnType<typeof run>, 'reports'> {
  readonly typed: Typed;
  readonly reader: OptionReader;
  readonly inputs: readonly NamedOperand[];
  /** What is read beside them. */
  readonly files: readonly Operand[];
  readonly zones: Zones | undefined;
  readonly plan: Plan;
}

/** Each step has of the one before what its own options do not say. */
async function planSteps(
  typed: Typed,
  placeOf: IdentifyFile,
  explains: boolean,
): Promise<readonly [PlannedStep, ...PlannedStep[]]> {
  const [first, ...others] = stepsOf(typed);
  // Checkpoints hold it.
  const remembers = explains || first.options.checkpoint !== undefined;
  const steps: [PlannedStep, ...PlannedStep[]] = [
    await planStep(first, (reader) => inputsOf(reader, first.operands, placeOf), remembers),
  ];
  for (const [i, step] of others.entries()) {
    const whole = continued(step, steps.at(-1)!.plan, i === others.length - 1);
    steps.push(await planStep(whole, () => [], remembers));
  }
  return steps;
}

/** @param remembers whether anything does so how options were written */
async function planStep(
  typed: Typed,
  read: (reader: OptionReader) => readonly NamedOperand[],
  remembers: boolean,
): Promise<PlannedStep> {
  const reader = new OptionReader(typed);
  const inputs = read(reader);
  const { zones, triggerText, streams, steps, files = [], ...others } = await models[typed.verb](reader);
  const answers = { steps: steps.map((step) => withComputed(reader, streams[0]!.read.keys, step)), ...others };
  if (streams.length > 1 && inputs.length !== streams.length) reader.problems.push(notTwo(typed.operands.length));
  const inputsIn = (i: number): typeof inputs => (streams.length === 1 ? inputs : inputs.slice(i, i + 1));
  for (const [i, { format }] of streams.entries()) refuseHeadersOfDatagrams(reader, inputsIn(i), format);
  const { source, reports, ...rest } = run(reader);
  const operandsOf = (i: number): readonly string[] => inputsIn(i).map(({ name }) => name);
  const placed = streams.map(({ name, ...stream }, i) => ({ name, operands: operandsOf(i), source, ...stream }));
  const meant: Plan = { version: 1, streams: placed, ...answers, ...rest };
  const plan = remembers ? spelled(meant, typed.options, triggerText) : meant;
  return { typed, reader, inputs, files, zones, reports, plan };
}

/** The step with what is computed of its rows, where they are no panes. */
function withComputed(reader: OptionReader, keys: ReadSpec['keys'], step: StepPlan): StepPlan {
  const members = membersOfRows(step.operator.is);
  if (members === undefined) return step;
  return { ...step, operator: { ...step.operator, ...memberExpressions(reader, keys, members) } };
}

/** @param number of the step; undefined: it is the only one */
function problemsOf({ typed, reader }: PlannedStep, number: number | undefined): readonly Problem[] {
  const problems = [...typed.problems, ...reader.problems];
  return number === undefined
    ? problems
    : problems.map((problem) => ({ step: stepName(number, typed.verb), ...problem }));
}

/** What stands in a file has to be what is planned again; how its options were written stands there. */
async function asStated(meant: Plan, { options, plan: stated }: Typed): Promise<Plan | Problem> {
  if (stated === undefined) return meant;
  const { planDifference, spelledAs } = await import('./plan/plan-layer.js');
  return planDifference(stated, meant, options.plan ?? '') ?? spelledAs(stated, meant);
}

/** What the options of a verb mean; the code of each is loaded by those who use it. */
const models: Readonly<Record<OperatorVerb, (reader: OptionReader) => Promise<Model>>> = {
  run: groupWindowModel,
  dedup: async (reader) => (await import('./plan/dedup.js')).dedupModel(reader),
  join: async (reader) => (await import('./plan/join.js')).joinModel(reader),
  sort: async (reader) => (await import('./plan/sort.js')).sortModel(reader),
  match: async (reader) => (await import('./plan/match.js')).matchModel(reader),
  top: async (reader) => (await import('./plan/top.js')).topModel(reader),
  disorder: async (reader) => (await import('./plan/disorder.js')).disorderModel(reader),
  fill: async (reader) => (await import('./plan/fill.js')).fillModel(reader),
};

interface Model extends Pick<Plan, 'steps' | 'clock'> {
  readonly streams: readonly Omit<StreamPlan, 'operands' | 'source'>[];
  readonly zones: Zones | undefined;
  readonly triggerText: string;
  /** What is read beside the inputs. */
  readonly files?: readonly Operand[];
}

function notTwo(count: number): Problem {
  const message = `reads two inputs, LEFT and RIGHT, and there ${count === 1 ? 'is' : 'are'} ${count}`;
  return { about: 'join', message, form: "flowctl join LEFT RIGHT; many files are one input as a pattern in quotes: 'logs/*.ndjson'" }; // prettier-ignore
}

/** Where a step writes; each says of itself what is of the run as a whole, but only one has it from an option. */
function outlets(
  { plan: { outputs, checkpoint }, reader }: PlannedStep,
  i: number,
  steps: readonly unknown[],
): Outlet[] {
  const { results, late, rejects, stats, duplicates = null, timeouts = null } = outputs;
  const isLast = i === steps.length - 1;
  const own: readonly Omit<Outlet, 'reader'>[] = [
    { option: 'output', to: isLast ? destinationOf(results) : undefined },
    { option: 'late', to: late === null ? undefined : destinationOf(late) },
    { option: 'duplicates', to: duplicates === null ? undefined : destinationOf(duplicates) },
    { option: 'timeouts', to: timeouts === null ? undefined : destinationOf(timeouts) },
    { option: 'rejects', to: rejects === null ? undefined : destinationOf(rejects) },
    { option: 'stats', to: stats === null ? undefined : destinationOf(stats) },
    { option: 'checkpoint', to: i > 0 ? undefined : fileOf(checkpoint) },
  ];
  return own.map((outlet) => ({ ...outlet, reader }));
}

/** The checkpoint of a pipeline is no file. */
function fileOf(checkpoint: Plan['checkpoint']): Outlet['to'] {
  return checkpoint === null || checkpoint.name !== undefined ? undefined : { kind: 'file', path: checkpoint.path };
}

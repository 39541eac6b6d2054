// Options as typed → the run as data (plan/plan.ts): each question is answered by its own file under plan/, and here the
// answers are put together. Pure but for the look-ups that are passed in: no clock, no process.
import type { Job } from '../job.js';
import { build, destinationOf } from '../plan/build.js';
import type { Plan, StreamPlan } from '../plan/plan.js';
import type { Zones } from '../window/zone-rules.js';
import { parseOperand } from './operand.js';
import {
  checkDescriptors,
  checkDestinations,
  type IdentifyDescriptor,
  type Outlet,
  type IdentifyFile,
} from './plan/check-destinations.js';
import { dedupModel } from './plan/dedup.js';
import { fillModel } from './plan/fill.js';
import { groupWindowModel } from './plan/group-window.js';
import { joinModel } from './plan/join.js';
import { inputsOf, isLive, refuseHeadersOfDatagrams } from './plan/inputs.js';
import { matchModel } from './plan/match.js';
import { OptionReader } from './plan/option-reader.js';
import { run } from './plan/run.js';
import { sortModel } from './plan/sort.js';
import { topModel } from './plan/top.js';
import { spelled } from './plan/spelling.js';
import type { Typed } from './parse.js';
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
  const reader = new OptionReader(typed);
  const inputs = inputsOf(reader, typed.operands, placeOf);
  const { zones, triggerText, streams, ...answers } = await models[typed.verb](reader);
  if (streams.length > 1 && inputs.length !== streams.length) reader.problems.push(notTwo(typed.operands.length));
  const inputsIn = (i: number): typeof inputs => (streams.length === 1 ? inputs : inputs.slice(i, i + 1));
  for (const [i, { format }] of streams.entries()) refuseHeadersOfDatagrams(reader, inputsIn(i), format);
  const { source, reports, ...rest } = run(reader);
  checkDestinations(reader, inputs, outlets(rest), placeOf);
  checkDescriptors(reader, inputs, outlets(rest), descriptorOf);
  const problems = [...typed.problems, ...reader.problems];
  if (problems.length > 0) return problems;
  const operandsOf = (i: number): readonly string[] => inputsIn(i).map(({ name }) => name);
  const placed = streams.map(({ name, ...stream }, i) => ({ name, operands: operandsOf(i), source, ...stream }));
  const meant: Plan = { version: 1, streams: placed, ...answers, ...rest };
  const remembered = explains || meant.checkpoint !== null;
  const whole = await withSpelling(meant, typed, remembered ? triggerText : undefined);
  if ('about' in whole) return [whole];
  const live = isLive(reader, inputs, placeOf);
  const job = build(whole, { ...reports, operand: parseOperand, live, zones });
  return { plan: whole, job, warnings: reader.warnings };
}

/**
 * The plan and how its options were written; what stands in a file has to be what is planned again.
 * @param trigger undefined where nothing remembers how options were written
 */
async function withSpelling(
  meant: Plan,
  { options, plan: stated }: Typed,
  trigger: string | undefined,
): Promise<Plan | Problem> {
  if (stated === undefined) return trigger === undefined ? meant : spelled(meant, options, trigger);
  const { planDifference } = await import('./plan/plan-layer.js');
  const { spelled: spelling } = stated;
  return (
    planDifference(stated, meant, options.plan ?? '') ??
    (spelling === undefined ? meant : { ...meant, spelled: spelling })
  );
}

/** What the options of a verb mean. */
const models: Readonly<Record<OperatorVerb, (reader: OptionReader) => Promise<Model>>> = {
  run: groupWindowModel,
  dedup: dedupModel,
  join: joinModel,
  sort: sortModel,
  match: matchModel,
  top: topModel,
  fill: fillModel,
};

interface Model extends Pick<Plan, 'steps' | 'clock'> {
  readonly streams: readonly Omit<StreamPlan, 'operands' | 'source'>[];
  readonly zones: Zones | undefined;
  readonly triggerText: string;
}

function notTwo(count: number): Problem {
  const message = `reads two inputs, LEFT and RIGHT, and there ${count === 1 ? 'is' : 'are'} ${count}`;
  return { about: 'join', message, form: "flowctl join LEFT RIGHT; many files are one input as a pattern in quotes: 'logs/*.ndjson'" }; // prettier-ignore
}

function outlets({ outputs, checkpoint }: Pick<Plan, 'outputs' | 'checkpoint'>): Outlet[] {
  const { results, late, rejects, stats, duplicates = null, timeouts = null } = outputs;
  return [
    { option: 'output', to: destinationOf(results) },
    { option: 'late', to: late === null ? undefined : destinationOf(late) },
    { option: 'duplicates', to: duplicates === null ? undefined : destinationOf(duplicates) },
    { option: 'timeouts', to: timeouts === null ? undefined : destinationOf(timeouts) },
    { option: 'rejects', to: rejects === null ? undefined : destinationOf(rejects) },
    { option: 'stats', to: stats === null ? undefined : destinationOf(stats) },
    { option: 'checkpoint', to: checkpoint === null ? undefined : { kind: 'file', path: checkpoint.path } },
  ];
}

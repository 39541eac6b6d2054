// `--plan FILE`: the options that mean what a plan holds, as a layer below the command line. So a plan is held to the
// same rules as options are, and what is given beside it takes its place in the same way.
import type { Destination } from '../../model/destination.js';
import { destinationOf, stepIn } from '../../plan/build.js';
import { chainOf, stepPlans } from '../../plan/chain.js';
import { optionTexts } from '../../plan/fingerprint.js';
import { planOf } from '../../plan/plan-file.js';
import type {
  ChainedPlan,
  DestinationSpec,
  GroupWindowSpec,
  OperatorSpec,
  OptionText,
  Plan,
  TopSpec,
} from '../../plan/plan.js';
import { durationText } from '../../text/duration.js';
import { watermarkText } from '../../watermark/index.js';
import { shownName } from '../../text/file-name.js';
import { SpecFault, type Json } from '../../text/spec.js';
import { flagOf, known, type Name } from '../options.js';
import type { Given, Layer } from '../layer.js';
import { isOfRun } from './placement.js';
import { quoted, type Problem } from '../problem.js';

/** What stands in a file, as options. */
export interface PlanLayer extends Layer {
  /** The plan itself; undefined when the file holds none. */
  readonly plan: Plan | undefined;
}

/** What stands in `path`: a plan, or what is wrong with it. */
export function planLayer(path: string, readFile: (path: string) => string): PlanLayer {
  const file = fileName(path);
  try {
    const plan = planIn(readFile(path));
    const operands = plan.streams.flatMap((stream) => stream.operands);
    return { plan, given: givenBy(stepPlans(plan)[0], file, plan.outputs.results), operands, problems: [] };
  } catch (error) {
    const message = error instanceof SpecFault ? `${file}${error.place === '' ? '' : ':'} ${error.message}` : `cannot read ${quoted(path)}: ${(error as Error).message}`; // prettier-ignore
    const form = 'a file that `flowctl explain --json` wrote';
    return { plan: undefined, given: new Map(), operands: [], problems: [{ about: '--plan', message, form }] };
  }
}

/** The options of a step after the first, of the plan in `path`. Those of the run as a whole are in the first step's. */
export function stepLayer(step: Plan, path: string): Layer {
  const given = [...givenBy(step, fileName(path), null)].filter(([name]) => !isOfRun(name));
  return { given: new Map(given), operands: [], problems: [] };
}

function fileName(path: string): string {
  return path === '-' ? 'standard input' : shownName(path);
}

/** @throws SpecFault */
function planIn(text: string): Plan {
  const plan = planOf(jsonOf(text));
  for (const step of stepPlans(plan)) stepIn(step);
  return plan;
}

function jsonOf(text: string): Json {
  try {
    return JSON.parse(text) as Json;
  } catch (error) {
    throw new SpecFault('', `is no JSON: ${(error as Error).message}`);
  }
}

/** Options that are not about the results, but the terminal: a plan does not hold them. */
const ofTerminal: readonly string[] = ['color', 'quiet', 'verbose', 'progress', 'help', 'version', 'plan', 'json'];

/** What remains of FLOWCTL_OPTS beside a plan, which holds everything else itself. */
export function besidePlan(layer: Layer): Layer {
  return { ...layer, given: new Map([...layer.given].filter(([name]) => ofTerminal.includes(name))) };
}

/** Options that would change what the results of a plan are. */
export function changesOf({ given }: Layer): Problem[] {
  const changing = [...given].filter(([name]) => {
    const { meaning } = known.get(name)!;
    return meaning === true || ['early', 'late-firing', 'allow-unsafe-trigger'].includes(name);
  });
  return changing.map(([name, values]) => ({
    about: `--${name}`,
    message: 'not beside --plan, which says what the results are; change it there, or explain the options once more',
    origin: values[0]!.origin,
  }));
}

/** Where the plan that was made of the options holds something else than the file at `path`, in which they stand. */
export function planDifference(stated: Plan, planned: Plan, path: string): Problem | undefined {
  const [one, other] = [meaningIn(stated), meaningIn(planned)];
  const place = firstDifference(one, other, '');
  if (place === undefined) return undefined;
  const message = `${fileName(path)}: ${place} is not what the rest of the plan makes it`;
  return { about: '--plan', message, form: 'a file that `flowctl explain --json` wrote' };
}

/** The plan with the spelling of options that stands in another of the same steps. */
export function spelledAs(stated: Plan, plan: Plan): Plan {
  const [first, ...others] = stepPlans(plan);
  const [one, ...more] = stepPlans(stated);
  return chainOf([spelledLike(one, first), ...others.map((step, i) => spelledLike(more[i]!, step))]);
}

function spelledLike({ spelled }: Plan, plan: Plan): Plan {
  const own = Object.fromEntries(Object.entries(plan).filter(([name]) => name !== 'spelled')) as unknown as Plan;
  return spelled === undefined ? own : { ...own, spelled };
}

/** What cannot be given beside a plan. */
function meaningIn({ streams, steps, resultFormat, clock, limits }: Plan): Json {
  const shown = {
    streams: streams.map(({ format, read, watermark, idle, maxFuture }) => ({
      ...{ format, read, watermark, idle, maxFuture },
    })),
    steps: steps.map(({ operator, chained }) => ({
      operator: operator.is === 'disorder' ? { ...operator, as: undefined } : operator,
      ...(chained === undefined ? {} : meaningOfStep(chained)),
    })),
    ...{ resultFormat, clock, limits: { maxLine: limits.maxLine } },
  };
  return JSON.parse(JSON.stringify(shown)) as Json;
}

function meaningOfStep({ format, read, maxFuture, resultFormat, clock, limits }: ChainedPlan) {
  return { chained: { format, read, maxFuture, resultFormat, clock, limits: { maxLine: limits.maxLine } } };
}

function firstDifference(one: Json | undefined, other: Json | undefined, place: string): string | undefined {
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null)
    return one === other ? undefined : place;
  const names = new Set([...Object.keys(one), ...Object.keys(other)]);
  for (const name of names) {
    const at = Array.isArray(one) ? `${place}[${name}]` : place === '' ? name : `${place}.${name}`;
    const found = firstDifference(memberOf(one, name), memberOf(other, name), at);
    if (found !== undefined) return found;
  }
  return undefined;
}

function memberOf(value: object, name: string): Json | undefined {
  return Object.hasOwn(value, name) ? (value as Readonly<Record<string, Json>>)[name] : undefined;
}

/** By long name; a default is not given. */
function givenBy(plan: Plan, origin: string, results: DestinationSpec | null): Map<string, Given[]> {
  const output = destinationText(results);
  const texts: Readonly<Record<string, OptionText | boolean | null>> = { ...meaning(plan), ...rest(plan), output };
  const given = Object.entries(texts).flatMap(([name, value]): [string, Given[]][] => {
    if (value === null || value === '' || value === false) return [];
    const values = typeof value === 'object' ? value : [value];
    const { argument } = flagOf(name as Name);
    return [[name, values.map((one) => ({ value: argument === undefined ? true : String(one), origin }))]];
  });
  return new Map(given.filter(([, values]) => values.length > 0));
}

function meaning(plan: Plan): Record<string, OptionText | null> {
  const texts = Object.entries(optionTexts(plan)).map(([name, text]) => {
    const isDefault =
      text === flagOf(name as Name).default ||
      (name === 'max-future' && text === 'auto') ||
      (name.endsWith('-idle') && text === 'off');
    return [name, isDefault ? null : text] as const;
  });
  const { operator } = plan.steps[0]!;
  return {
    ...Object.fromEntries(texts),
    ...watermarks(plan.streams),
    ...(isWindowed(operator) && operator.trigger.is === 'default' ? { trigger: null } : {}),
  };
}

/** Given, they show that late events are provided for, also where it is the default. */
function watermarks(streams: Plan['streams']): Record<string, string | null> {
  const [one = null, other = one] = streams.map(({ watermark }) => watermark && watermarkText(watermark));
  if (one === other) return { watermark: one };
  return { watermark: null, 'left-watermark': one, 'right-watermark': other };
}

function rest({
  streams,
  steps,
  outputs,
  limits,
  checkpoint,
  drain,
  threads,
}: Plan): Record<string, string | boolean | null> {
  const { source } = streams[0]!;
  const { operator } = steps[0]!;
  const { maxBad } = limits;
  const count = (n: number | null): string | null => (n === null ? null : `${n}`);
  return {
    ...{ follow: source.follow, reconnect: source.reconnect, accept: count(source.accept) },
    'rotate-wait': source.follow ? durationText(source.rotateWait) : null,
    ...{ late: destinationText(outputs.late), rejects: destinationText(outputs.rejects) },
    ...{ stats: destinationText(outputs.stats) },
    ...{ 'late-format': outputs.lateFormat, append: outputs.append, 'line-buffered': outputs.lineBuffered },
    ...{ 'max-keys': count(limits.maxKeys), 'max-open-windows': count(limits.maxOpenWindows) },
    ...{ 'max-memory': count(limits.maxMemory), 'max-rows': count(limits.maxRows ?? null) },
    'max-partials': count(limits.maxPartials ?? null),
    'max-bad': maxBad === null ? null : 'lines' in maxBad ? `${maxBad.lines}` : `${maxBad.percent}%`,
    ...{ strict: limits.strict, 'fail-on-late': limits.failOnLate },
    checkpoint: checkpoint?.name === undefined ? (checkpoint?.path ?? null) : null,
    pipeline: checkpoint?.name === undefined ? null : checkpoint.path,
    name: checkpoint?.name ?? null,
    'checkpoint-every': checkpoint === null ? null : everyText(checkpoint.every),
    fresh: checkpoint?.fresh ?? false,
    ...{ 'no-drain': !drain, threads: `${threads}` },
    ...(operator.is === 'match' ? { timeouts: destinationText(outputs.timeouts ?? null) } : {}),
    ...(operator.is === 'disorder' ? { json: operator.as === 'json' } : {}),
    ...(operator.is === 'dedup' ? { duplicates: destinationText(outputs.duplicates ?? null) } : {}),
    ...(isWindowed(operator) ? { 'allow-unsafe-trigger': operator.allowUnsafeTrigger } : {}),
  };
}

function isWindowed(operator: OperatorSpec): operator is GroupWindowSpec | TopSpec {
  return operator.is === 'group-window' || operator.is === 'top';
}

function everyText(every: NonNullable<Plan['checkpoint']>['every']): string {
  return 'ms' in every ? durationText(every.ms) : `${every.events}events`;
}

function destinationText(spec: DestinationSpec | null): string | null {
  if (spec === null) return null;
  const to: Destination = destinationOf(spec);
  if (to.kind === 'fd') return `fd:${to.fd}`;
  return to.kind === 'file' ? to.path : to.kind === 'stdout' ? '-' : 'none';
}

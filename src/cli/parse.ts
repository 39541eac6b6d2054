// argv → options as typed (SPEC §2). The layers, from weakest to strongest: FLOWCTL_OPTS, each @FILE in order, the
// command line. What a stronger layer gives replaces what a weaker one gave, a repeatable option as a whole; options
// that exclude each other count as one.
import { suggest, suggestionText } from '../text/suggest.js';
import { commandLine } from './command-line.js';
import { belongsTo, type Flag } from './flag.js';
import type { Given, Layer } from './layer.js';
import { known, type Options } from './options.js';
import { quoted, type Problem } from './problem.js';
import { shellWord } from './shell-word.js';
import { meantElsewhere } from './unknown.js';
import { chainWord, splitSteps } from './then.js';
import { operatorVerbOf, operatorVerbs, type OperatorVerb } from './verbs.js';
import { stepPlans } from '../plan/chain.js';
import type { Plan } from '../plan/plan.js';
import { verbOfOperator } from '../plan/verb.js';

export interface Typed {
  readonly verb: OperatorVerb;
  readonly options: Options;
  /** Where each option was given, when not on the command line. */
  readonly origins: ReadonlyMap<string, string>;
  readonly operands: readonly string[];
  readonly problems: readonly Problem[];
  /** What `--plan` names. */
  readonly plan?: Plan | undefined;
  /** The steps that follow (`then`). */
  readonly then: readonly Typed[];
}

/** An option of one side takes the place of the other side's from weaker layers. */
const rivals: readonly (readonly [readonly string[], readonly string[]])[] = [
  [['trigger'], ['early', 'late-firing']],
  [['quiet'], ['verbose']],
];

/**
 * Reads the arguments (without program name and verb).
 * @param environment the text of FLOWCTL_OPTS
 * @param readFile the text of an option file; throws when it cannot be read
 */
export async function parse(
  argv: readonly string[],
  environment: string | undefined,
  readFile: (path: string) => string,
  verb: OperatorVerb = 'run',
): Promise<Typed> {
  const [words, ...others] = splitSteps(argv);
  const first = await parseStep(words, environment, readFile, verb);
  if (others.length === 0) return first.plan === undefined ? first : { ...first, then: await plannedSteps(first) };
  const then: Typed[] = [];
  for (const step of others) then.push(await parseLater(step, environment, readFile));
  if ([first, ...then].every(({ options }) => options.plan === undefined)) return { ...first, then };
  const problem = { about: '--plan', message: `a plan holds all steps of a run: not together with ${chainWord}` };
  return { ...first, problems: [...first.problems, problem], then };
}

/** The words behind `then`: a verb that reads one stream, and its options. */
async function parseLater(
  [word, ...words]: readonly string[],
  environment: string | undefined,
  readFile: (path: string) => string,
): Promise<Typed> {
  const verb = operatorVerbOf(word);
  const typed = verb === undefined ? undefined : await parseStep(words, environment, readFile, verb);
  if (typed !== undefined && (verb !== 'join' || typed.options.table !== undefined)) return typed;
  const problem = verb === 'join' ? joinOfTwo : noVerb(word);
  return { ...(await parseStep([], environment, readFile, 'run')), problems: [{ ...problem, step: '' }] };
}

const joinOfTwo: Problem = {
  about: 'join',
  message: 'reads two inputs, and the rows of a step are one: behind another step it joins them with a --table',
  form: `${chainWord} join --table FILE --key PATH [OPTION…]`,
};

function noVerb(word: string | undefined): Problem {
  const form = `${chainWord} ${operatorVerbs.join('|')} [OPTION…]`;
  if (word === undefined) return { about: chainWord, message: 'a verb is missing behind it', form };
  const meant = suggestionText(suggest(word, operatorVerbs));
  return { about: chainWord, message: `${quoted(word)} is no verb that reads rows${meant}`, form };
}

/** The steps after the first that a plan holds. */
async function plannedSteps({ plan, options }: Typed): Promise<readonly Typed[]> {
  const { stepLayer } = await import('./plan/plan-layer.js');
  const [, ...others] = stepPlans(plan!);
  return others.map((step) => {
    const layer = stepLayer(step, options.plan!);
    return { ...typedIn([layer], verbOfOperator[step.steps[0]!.operator.is]), operands: [], then: [] };
  });
}

async function parseStep(
  argv: readonly string[],
  environment: string | undefined,
  readFile: (path: string) => string,
  typedVerb: OperatorVerb,
): Promise<Typed> {
  const top = commandLine(argv);
  const isFile = (operand: string): boolean => operand.startsWith('@') && operand.length > 1;
  const paths = top.operands.filter(isFile).map((operand) => operand.slice(1));
  const written = await layersBelow(environment, paths, readFile);
  const { layers, plan } = await withPlan([...written, top], readFile);
  // `run` runs whatever a plan holds.
  const verb = typedVerb === 'run' && plan !== undefined ? verbOfOperator[plan.steps[0]!.operator.is] : typedVerb;
  const { options, origins, problems } = typedIn(layers, verb);
  const typed = top.operands.filter((operand) => !isFile(operand));
  const named = verb === 'top' && options['limit'] === undefined ? limited(typed, options, problems) : typed;
  const operands = named.length > 0 || plan === undefined ? named : plan.streams.flatMap((stream) => stream.operands);
  if (options['plan'] === '-' && operands.includes('-'))
    problems.push({ about: '--plan', message: 'standard input is the plan already, and cannot be the input as well' });
  return { verb, options, origins, operands, problems, plan, then: [] };
}

/** The options of a verb as its layers have them. */
function typedIn(layers: readonly Layer[], verb: OperatorVerb) {
  const { given, problems } = overlay(layers);
  const options: Record<string, string | true | readonly string[]> = {};
  const origins = new Map<string, string>();
  for (const [name, values] of given) {
    const flag = known.get(name)!;
    const last = values.at(-1)!;
    if (!belongsTo(flag, verb)) {
      problems.push(...foreign(flag, verb, last));
      continue;
    }
    problems.push(...values.flatMap((value) => unlisted(flag, value)));
    options[name] = flag.repeatable === true ? values.map(({ value }) => String(value)) : last.value;
    if (last.origin !== '') origins.set(name, last.origin);
  }
  return { verb, options, origins, problems };
}

/** Of `flowctl top N` the number is an option; the other operands are returned. */
function limited(
  [number, ...others]: readonly string[],
  options: Record<string, string | true | readonly string[]>,
  problems: Problem[],
): readonly string[] {
  if (number !== undefined && /^\d+$/.test(number)) {
    options['limit'] = number;
    return others;
  }
  const message = `how many events of each key and window? a number comes first${number === undefined ? '' : `, and not ${quoted(number)}`}`;
  problems.push({ about: 'top', message, form: 'flowctl top N --by PATH [OPTION…] [INPUT…]' });
  return number === undefined ? [] : [number, ...others];
}

/** The layers below the command line; what reads them is loaded only when there are any. */
async function layersBelow(
  environment: string | undefined,
  paths: readonly string[],
  readFile: (path: string) => string,
): Promise<Layer[]> {
  if (paths.length === 0 && (environment ?? '').trim() === '') return [];
  const { optionText } = await import('./option-text.js');
  const fromFile = (path: string): Layer => {
    try {
      return optionText(readFile(path), path, true);
    } catch (error) {
      const message = `cannot read the option file ${quoted(path)}: ${(error as Error).message}`;
      const form = `@FILE reads options from FILE; an input whose name begins with @ is written ./@${path}`;
      const problem = { about: `@${path}`, message, form };
      return { given: new Map(), operands: [], problems: [problem] };
    }
  };
  return [optionText(environment ?? '', 'FLOWCTL_OPTS', false), ...paths.map(fromFile)];
}

/** The layers, with those of a plan among them: below what is given beside it, above the more general FLOWCTL_OPTS. */
async function withPlan(
  layers: readonly Layer[],
  readFile: (path: string) => string,
): Promise<{ readonly layers: readonly Layer[]; readonly plan: Plan | undefined }> {
  const path = layers.map(({ given }) => given.get('plan')?.at(-1)?.value).findLast((value) => value !== undefined);
  if (path === undefined) return { layers, plan: undefined };
  const { besidePlan, changesOf, planLayer } = await import('./plan/plan-layer.js');
  const stated = planLayer(String(path), readFile);
  const beside = layers.slice(layers.length === 1 ? 0 : 1);
  const weaker = layers.slice(0, layers.length - beside.length).map(besidePlan);
  const changes = { given: new Map(), operands: [], problems: beside.flatMap(changesOf) };
  return { layers: [...weaker, stated, ...beside, changes], plan: stated.plan };
}

function overlay(layers: readonly Layer[]): { given: Map<string, readonly Given[]>; problems: Problem[] } {
  const given = new Map<string, readonly Given[]>();
  const problems: Problem[] = [];
  for (const layer of layers) {
    problems.push(...layer.problems, ...duplicates(layer));
    for (const [one, other] of rivals) {
      if (one.some((name) => layer.given.has(name))) for (const name of other) given.delete(name);
      if (other.some((name) => layer.given.has(name))) for (const name of one) given.delete(name);
    }
    for (const [name, values] of layer.given) given.set(name, values);
  }
  return { given, problems };
}

/** An option of another verb; FLOWCTL_OPTS holds for all of them, so there it is none of this one's business. */
function foreign(flag: Flag, verb: OperatorVerb, { value, origin }: Given): Problem[] {
  if (origin === 'FLOWCTL_OPTS') return [];
  const whose = (flag.verbs ?? []).map((name) => `flowctl ${name}`).join(', ');
  const others = whose === '' ? '' : `, but of ${whose}`;
  const why = flag.elsewhere === undefined ? '' : `: ${verb} ${flag.elsewhere}`;
  const meant = verb === 'run' ? suggestionText(meantElsewhere(flag.long, String(value))) : '';
  const message = `is no option of flowctl ${verb}${others}${why}${meant}`;
  return [{ about: `--${flag.long}`, message, form: `flowctl ${verb} --help shows those it has`, origin }];
}

function duplicates(layer: Layer): Problem[] {
  return [...layer.given].flatMap(([name, values]) => {
    const flag = known.get(name)!;
    if (flag.repeatable === true || flag.argument === undefined || values.length < 2) return [];
    const shown = values.map(({ value }) => quoted(String(value))).join(' and ');
    return [
      { about: `--${name}`, message: `given ${values.length} times: ${shown}; keep one`, origin: values[1]!.origin },
    ];
  });
}

function unlisted(flag: Flag, { value, origin }: Given): Problem[] {
  if (flag.choices === undefined || flag.choices.includes(String(value))) return [];
  const message = `${quoted(String(value))} is none of its values${hintAt(flag, String(value))}`;
  return [{ about: `--${flag.long}`, message, form: flag.argument ?? '', example: flag.example, origin }];
}

function hintAt(flag: Flag, value: string): string {
  const meant = suggest(value, flag.choices ?? []);
  // What looks like a path names the time of an event, and not that of a row.
  if (meant === undefined && flag.long === 'timestamp') return `; did you mean --time ${shellWord(value)}?`;
  return suggestionText(meant);
}

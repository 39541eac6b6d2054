// The options of the steps of `A then B`: which step may have which, and what a step after the first has of the one
// before it, where its own options do not say so.
import type { StreamPlan, StepPlan } from '../../plan/plan.js';
import { inputFormatText } from '../../format/input/index.js';
import { has, textIn, type Spec } from '../../text/spec.js';
import { windowText } from '../../window/index.js';
import type { Name, Options } from '../options.js';
import { files, isOfRun, ofInputs, ofResults, ofRows, ofRun } from './placement.js';
import type { Typed } from '../parse.js';
import type { Problem } from '../problem.js';

/** What is known of a step once its options are read. */
export interface StepModel {
  readonly streams: readonly Pick<StreamPlan, 'format' | 'read'>[];
  readonly steps: readonly StepPlan[];
}

/**
 * Each step with the options of a run of its own: those of the run as a whole stand in the first, the destination of the
 * results in the last. A run of one step is as it was typed.
 */
export function stepsOf(typed: Typed): readonly [Typed, ...Typed[]] {
  if (typed.then.length === 0) return [typed];
  const steps = [typed, ...typed.then].map(alone);
  const placed = steps.map((step, i) => placedIn(step, i, steps.length, typed.plan !== undefined));
  const whole = wholeOptions(steps);
  const own = placed.map((step, i) => {
    const options = without(step.options, [...ofRun, 'output']);
    if (i === placed.length - 1) return { ...step, options: { ...options, ...resultsOf(whole) } };
    if (i > 0) return { ...step, options };
    const problems = [...step.problems, ...repeated(steps)];
    return { ...step, problems, options: { ...options, ...without(whole, ['output']) }, origins: originsOf(steps) };
  });
  return own as unknown as ReturnType<typeof stepsOf>;
}

/** What measures the events of its inputs is a run of its own. */
function alone(step: Typed): Typed {
  if (step.verb !== 'disorder') return step;
  const message = 'measures what its inputs bring, and neither reads nor makes rows: run it by itself, without then';
  return { ...step, problems: [...step.problems, { about: 'disorder', message }] };
}

/** What rows depend on: where they go, and whether they are numbered for a run that goes on. */
function resultsOf({ output, checkpoint }: Options): Options {
  return { ...(output === undefined ? {} : { output }), ...(checkpoint === undefined ? {} : { checkpoint }) };
}

/** The step without the options that it has from FLOWCTL_OPTS in vain, and with what is wrong with its others. */
function placedIn(step: Typed, i: number, count: number, isPlanned: boolean): Typed {
  const misplaced = [...(i > 0 ? ofInputs : []), ...(i < count - 1 && !isPlanned ? ofResults : [])];
  const dropped = i > 0 ? [...misplaced, ...files, ...ofRows] : misplaced;
  const general = dropped.filter((name) => step.origins.get(name) === 'FLOWCTL_OPTS');
  const options = without(step.options, general);
  const problems = misplaced.flatMap((name) => (options[name] === undefined ? [] : [misplacement(name)]));
  const { control } = options;
  // Between steps the watermark goes from one to the next anyway.
  const reads = control === 'in' || control === 'both';
  const first = i > 0 ? {} : { control: reads ? ('in' as const) : ('off' as const) };
  const read = i > 0 && step.operands.length > 0 && !isPlanned ? [readsRows(step.operands[0]!)] : [];
  return {
    ...step,
    options: { ...without(options, misplaced), ...first },
    problems: [...step.problems, ...read, ...problems],
  };
}

function misplacement(name: Name): Problem {
  const message = ofResults.includes(name)
    ? 'the rows of this step go to the next one: it is an option of the last step'
    : 'this step reads the rows of the one before: it is an option of the first step, which reads the inputs';
  return { about: `--${name}`, message };
}

function readsRows(operand: string): Problem {
  return {
    about: operand,
    message: 'a step after then reads the rows of the one before; inputs stand in the first step',
  };
}

function wholeOptions(steps: readonly Typed[]): Options {
  const given = steps.flatMap(({ options }) => Object.entries(options).filter(([name]) => isOfRun(name)));
  // Where several steps have one, either that is a problem, or they have it of FLOWCTL_OPTS.
  return Object.fromEntries(given.reverse());
}

function originsOf(steps: readonly Typed[]): Typed['origins'] {
  return new Map([...steps].reverse().flatMap(({ origins }) => [...origins]));
}

function repeated(steps: readonly Typed[]): readonly Problem[] {
  return ofRun.flatMap((name) => {
    const by = steps.flatMap(({ options, origins }, i) => {
      return options[name] === undefined || origins.get(name) === 'FLOWCTL_OPTS' ? [] : [i + 1];
    });
    if (by.length < 2) return [];
    return [
      {
        about: `--${name}`,
        message: `is of the run as a whole, and given with the steps ${by.join(' and ')}; keep one`,
      },
    ];
  });
}

function without(options: Options, names: readonly Name[]): Options {
  return Object.fromEntries(Object.entries(options).filter(([name]) => !names.some((one) => one === name)));
}

/** A step after the first, with what it has of the one before. */
export function continued(step: Typed, before: StepModel, last: boolean): Typed {
  const rows = rowOptions(before, step);
  const differing = ofRows.filter((name) => {
    const { [name]: own } = step.options;
    return own !== undefined && name in rows && !isSame(name, String(own), rows[name]);
  });
  const problems = [
    ...step.problems,
    ...differing.map((name) => ofStepBefore(name, rows[name])),
    ...computedTime(step, before, rows),
  ];
  const own = without(
    step.options,
    ofRows.filter((name) => name in rows),
  );
  const given = Object.fromEntries(Object.entries(rows).filter(([, value]) => value !== undefined)) as Options;
  const written = last && (own.control === 'out' || own.control === 'both');
  const filled = step.verb === 'fill' ? fillOptions(before, own) : {};
  const options: Options = { ...filled, ...given, ...own, control: written ? 'both' : 'in' };
  return { ...step, problems, options };
}

function ofStepBefore(name: Name, value: string | undefined): Problem {
  const what = value === undefined ? '' : `, ${value}`;
  const message =
    name === 'watermark'
      ? 'this step is as far in event time as the one before promises: leave it out, or give it to the first step'
      : `this step has it of the rows of the one before${what}: leave it out`;
  return { about: `--${name}`, message };
}

/** Lines are passed on as they were: what --set has made of them is not in them. */
function computedTime({ options }: Typed, { streams, steps }: StepModel, { time }: RowOptions): readonly Problem[] {
  const { set = [] } = streams[0]!.read;
  const name = set.map((member) => member.name).find((name) => time !== undefined && isOf(pathText(time), name));
  if (name === undefined || !passesLines(steps[0]!) || options.set?.some((own) => own.startsWith(`${name}=`)))
    return [];
  const message = `this step has it of the one before, ${time}, which --set made there; the lines that come here are as they were: give this step the same --set`;
  return [{ about: '--time', message }];
}

/** Whether a path is of this member of the event. */
function isOf(path: string, name: string): boolean {
  return path === `$.${name}` || path === `$['${name}']` || path === `$["${name}"]`;
}

function passesLines({ operator }: StepPlan): boolean {
  return operator.is === 'dedup' || operator.is === 'sort' || operator.is === 'gaps';
}

function isSame(name: Name, own: string, value: string | undefined): boolean {
  if (own === value) return true;
  return name === 'time' && value !== undefined && pathText(own) === pathText(value);
}

function pathText(path: string): string {
  return path.startsWith('$') ? path : `$.${path.replace(/^\./, '')}`;
}

type RowOptions = { readonly [N in (typeof ofRows)[number]]?: string | undefined } & { readonly tz?: string };

/** What the rows of a step are read by. Lines that are passed on are what they were; made rows are JSON that carries `ts`. */
function rowOptions({ streams, steps }: StepModel, { options }: Typed): RowOptions {
  const { format, read } = streams[0]!;
  const { operator } = steps[0]!;
  const watermark = options['time-domain'] === 'processing' || isCounting(options) ? {} : { watermark: 'punctuated' };
  if (!passesLines(steps[0]!)) {
    const made = { ...watermark, 'input-format': 'ndjson', multiline: undefined };
    return carriesTime(operator, read) ? { ...made, time: '$.ts', 'time-format': 'auto' } : made;
  }
  const records = read.each === null ? format : ndjson;
  return {
    ...watermark,
    'input-format': inputFormatText(records),
    multiline: has(records, 'multiline') ? textIn(records, 'multiline') : undefined,
    ...{ time: read.time ?? undefined, 'time-format': read.timeFormat },
    ...(read.zone === 'UTC' ? {} : { tz: read.zone }),
  };
}

const ndjson: Spec = { is: 'ndjson' };

function isCounting({ window }: Options): boolean {
  return window?.startsWith('count') === true;
}

/**
 * Whether rows have an instant at `ts`: not those of windows without an end, unless it is that of an event, and not those
 * of a table join of events without times.
 */
function carriesTime(operator: StepPlan['operator'], { time }: StreamPlan['read']): boolean {
  if (operator.is === 'table-join') return time !== null;
  if (operator.is !== 'group-window' && operator.is !== 'top') return true;
  const { window, timestamp } = operator;
  return window.is !== 'count' && !(window.is === 'global' && !has(window, 'ttl') && timestamp === 'end');
}

/** `fill` has the windows of the step before, in the zone of these. */
function fillOptions({ streams, steps }: StepModel, options: Options): Options {
  const { operator } = steps[0]!;
  if (options.every !== undefined || options.silence !== undefined) return {};
  if (operator.is !== 'group-window' && operator.is !== 'top') return {};
  if (operator.window.is !== 'tumbling' && operator.window.is !== 'calendar') return {};
  const { zone } = streams[0]!.read;
  const every = windowText(operator.window).replace(/^tumbling:/, '');
  return { every, ...(zone === 'UTC' ? {} : { tz: zone }) };
}

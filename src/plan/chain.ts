// `then`: the steps of a run, each as the plan that a run of its own would have. A step after the first reads the rows of
// the one before, is as far in event time as that one promises, and has what else is its own beside it in the plan.
import type { Spec } from '../text/spec.js';
import { SpecFault } from '../text/spec.js';
import type { ChainedPlan, DestinationSpec, Plan, SourcePlan, StepPlan, StreamPlan } from './plan.js';

/** The watermark of a step after the first: what the step before promises of its rows. */
export const promised: Spec = { is: 'punctuated' };

/** The name of the stream that a step after the first reads. */
const rowStream = 'rows';
const nowhere: DestinationSpec = { is: 'none' };
const noSource: SourcePlan = { follow: false, rotateWait: 5000, reconnect: false, accept: null };

/**
 * The plan of each step by itself. What all have in common stands in each of them, but the results are those of the last.
 * @throws SpecFault where a step reads anything but the rows of the one before
 */
export function stepPlans(plan: Plan): readonly [Plan, ...Plan[]] {
  const [first, ...others] = plan.steps;
  if (first === undefined) throw new SpecFault('steps', 'must hold a step');
  const own = others.map((step, i) => chainedPlan(plan, step, i + 1));
  const whole = [{ ...plan, steps: [first] }, ...own] as const;
  const inner = whole.slice(0, -1).map(withoutResults);
  return [...inner, whole.at(-1)!] as unknown as readonly [Plan, ...Plan[]];
}

/** One plan of those of all steps: what they have in common is as in the first, the results are those of the last. */
export function chainOf([first, ...others]: readonly Plan[]): Plan {
  if (first === undefined) throw new SpecFault('steps', 'must hold a step');
  if (others.length === 0) return first;
  const results = (others.at(-1) ?? first).outputs.results;
  const steps = others.map((plan, i): StepPlan => ({
    ...{ operator: plan.steps[0]!.operator, from: [i] },
    chained: own(i < others.length - 1 ? { ...plan, resultFormat: { ...plan.resultFormat, control: true } } : plan),
  }));
  const passedOn = { ...first.resultFormat, control: true };
  return {
    ...first,
    steps: [...first.steps, ...steps],
    outputs: { ...first.outputs, results },
    resultFormat: passedOn,
  };
}

function chainedPlan(plan: Plan, { operator, from, chained }: StepPlan, i: number): Plan {
  if (chained === undefined)
    throw new SpecFault(`steps[${i}].chained`, 'must be there, since another step comes before');
  if (JSON.stringify(from) !== JSON.stringify([i - 1])) throw new SpecFault(`steps[${i}].from`, `must be [${i - 1}]`);
  const { format, read, maxFuture, outputs, resultFormat, clock, limits, spelled } = chained;
  const { results, append, lineBuffered } = plan.outputs;
  const { drain, threads, checkpoint } = plan;
  const stream: StreamPlan = {
    ...{ name: rowStream, operands: [], source: noSource, format, read },
    ...{ watermark: promised, idle: null, maxFuture },
  };
  return {
    version: 1,
    streams: [stream],
    steps: [{ operator, from: [rowStream] }],
    outputs: { ...outputs, results, stats: plan.outputs.stats, append, lineBuffered },
    ...{ resultFormat, clock, drain, threads, checkpoint },
    limits: { ...plan.limits, ...limits },
    ...(spelled === undefined ? {} : { spelled }),
  };
}

function withoutResults(plan: Plan): Plan {
  return { ...plan, outputs: { ...plan.outputs, results: nowhere } };
}

/** What of the plan of a step is its own. */
function own({ streams, outputs, resultFormat, clock, limits, spelled }: Plan): ChainedPlan {
  const { format, read, maxFuture } = streams[0]!;
  const { late, rejects, duplicates, timeouts, lateFormat } = outputs;
  const { maxLine, maxKeys, maxOpenWindows, maxRows, maxPartials } = limits;
  return {
    ...{ format, read, maxFuture: maxFuture === 'auto' ? 'off' : maxFuture, clock, resultFormat },
    outputs: {
      ...{ late, rejects, lateFormat },
      ...(duplicates === undefined ? {} : { duplicates }),
      ...(timeouts === undefined ? {} : { timeouts }),
    },
    limits: {
      ...{ maxLine, maxKeys, maxOpenWindows },
      ...(maxRows === undefined ? {} : { maxRows }),
      ...(maxPartials === undefined ? {} : { maxPartials }),
    },
    ...(spelled === undefined ? {} : { spelled }),
  };
}

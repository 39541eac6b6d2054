// Which operator a step has. The code of an operator is loaded by the runs that have it, so that none starts more slowly
// for what others can do.
import type { Job, OperatorStep } from '../job.js';
import type { TableLookup } from '../operator/join/table-join.js';
import type { SpillSpace } from '../operator/sort/spill-space.js';
import type { OpenOperator } from '../operator/operator.js';
import type { EventOutput, FillOutput, JoinOutput, MatchOutput, PaneOutput } from '../operator/output.js';

/** All that any operator writes to. */
type OperatorOutput = PaneOutput & EventOutput & FillOutput & JoinOutput & MatchOutput;

/**
 * Opens the operator of a step, which writes to `output`.
 * @param space where a sort may put what does not fit in memory
 * @param rowOf finds the rows of a table, where there is one
 */
export type OperatorOpener = (output: OperatorOutput, space?: SpillSpace, rowOf?: TableLookup) => OpenOperator;

/** Those of all steps of a run. */
export type OperatorOpeners = readonly [OperatorOpener, ...OperatorOpener[]];

/** Loads what the steps of a run need. */
export async function operatorOpeners({ step, then }: Job): Promise<OperatorOpeners> {
  const others: OperatorOpener[] = [];
  for (const next of then) others.push(await openerOf(next.step));
  return [await openerOf(step), ...others];
}

async function openerOf(step: OperatorStep): Promise<OperatorOpener> {
  switch (step.is) {
    case 'group-window': {
      const { groupWindow } = await import('../operator/group-window/group-window.js');
      return (output) => groupWindow(step.plan, output);
    }
    case 'dedup': {
      const { dedup } = await import('../operator/dedup/dedup.js');
      return (output) => dedup(step.plan, output);
    }
    case 'sort': {
      const { sort } = await import('../operator/sort/sort.js');
      return (output, space) => sort(step.plan, output, space);
    }
    case 'match': {
      const { match } = await import('../operator/match/match.js');
      return (output) => match(step.plan, output);
    }
    case 'gaps': {
      const { gaps } = await import('../operator/fill/gaps.js');
      return (output) => gaps(step.plan, output);
    }
    case 'silence': {
      const { silence } = await import('../operator/fill/silence.js');
      return (output) => silence(step.plan, output);
    }
    default:
      return joinOpener(step);
  }
}

async function joinOpener(step: JoinStep): Promise<OperatorOpener> {
  switch (step.is) {
    case 'interval-join': {
      const { intervalJoin } = await import('../operator/join/interval-join.js');
      return (output) => intervalJoin(step.plan, output);
    }
    case 'as-of-join': {
      const { asOfJoin } = await import('../operator/join/as-of-join.js');
      return (output) => asOfJoin(step.plan, output);
    }
    case 'window-join': {
      const { windowJoin } = await import('../operator/join/window-join.js');
      return (output) => windowJoin(step.plan, output);
    }
    case 'table-join': {
      const { tableJoin } = await import('../operator/join/table-join.js');
      return (output, _, rowOf = () => undefined) => tableJoin(step.plan, output, rowOf);
    }
  }
}

type JoinStep = Extract<OperatorStep, { readonly is: `${string}-join` }>;

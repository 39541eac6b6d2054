// Which operator a step has. The code of an operator is loaded by the runs that have it, so that none starts more slowly
// for what others can do.
import type { KeyTable } from '../event/key-table.js';
import type { Job, OperatorStep } from '../job.js';
import type { SpillSpace } from '../operator/sort/spill-space.js';
import type { OpenOperator } from '../operator/operator.js';
import type { EventOutput, FillOutput, JoinOutput, MatchOutput, PaneOutput } from '../operator/output.js';
import type { LookupTable, StepTables } from './table.js';

/** All that any operator writes to. */
type OperatorOutput = PaneOutput & EventOutput & FillOutput & JoinOutput & MatchOutput;

/**
 * Opens the operator of a step, which writes to `output`.
 * @param keys of the step
 * @param space where a sort may put what does not fit in memory
 */
export type OperatorOpener = (output: OperatorOutput, keys: KeyTable, space?: SpillSpace) => OpenOperator;

/** Those of all steps of a run. */
export type OperatorOpeners = readonly [OperatorOpener, ...OperatorOpener[]];

/**
 * Loads what the steps of a run need.
 * @param tables by step
 */
export async function operatorOpeners({ step, then, timeOutput }: Job, tables: StepTables): Promise<OperatorOpeners> {
  const others: OperatorOpener[] = [];
  for (const [i, next] of then.entries()) others.push(await openerOf(next, tables[i + 1]));
  return [await openerOf({ step, timeOutput }, tables[0]), ...others];
}

type StepOfJob = Pick<Job, 'step' | 'timeOutput'>;

async function openerOf({ step, timeOutput: times }: StepOfJob, table?: LookupTable): Promise<OperatorOpener> {
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
      return (output, _, space) => sort(step.plan, output, space);
    }
    case 'match': {
      const { match } = await import('../operator/match/match.js');
      return (output) => match(step.plan, output);
    }
    case 'disorder': {
      const { disorder } = await import('../operator/disorder/disorder.js');
      const { disorderReport } = await import('../format/output/disorder-report.js');
      const { as, plan } = step;
      return (output, keys) => {
        const layout = { as, times, windowed: plan.window !== undefined, keyText: (key: number) => keys.text(key) };
        return disorder(plan, { disorder: (found) => output.event(Buffer.from(disorderReport(found, layout))) });
      };
    }
    case 'gaps': {
      const { gaps } = await import('../operator/fill/gaps.js');
      return (output) => gaps(step.plan, output);
    }
    case 'silence': {
      const { silence } = await import('../operator/fill/silence.js');
      return (output, keys) => silence({ ...step.plan, expected: () => table?.numbers(keys) ?? [] }, output);
    }
    default:
      return joinOpener(step, table);
  }
}

async function joinOpener(step: JoinStep, table: LookupTable | undefined): Promise<OperatorOpener> {
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
      return (output, keys) => tableJoin(step.plan, output, table?.lookup(keys) ?? (() => undefined));
    }
  }
}

type JoinStep = Extract<OperatorStep, { readonly is: `${string}-join` }>;

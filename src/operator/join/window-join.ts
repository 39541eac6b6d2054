// Two streams joined by windows: which class holds which windows.
import type { OpenOperator } from '../operator.js';
import type { JoinOutput } from '../output.js';
import { AlignedJoin } from './aligned-join.js';
import type { WindowJoinPlan } from './join-plan.js';
import { SessionJoin } from './session-join.js';

/** A window join as a step of a pipeline. */
export function windowJoin(plan: WindowJoinPlan, output: JoinOutput): OpenOperator {
  const { windows } = plan;
  return (context) =>
    windows.kind === 'aligned'
      ? new AlignedJoin(windows, plan, output, context)
      : new SessionJoin(windows, plan, output, context);
}

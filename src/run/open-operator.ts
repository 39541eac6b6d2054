// Which operator a run has.
import type { OperatorStep } from '../job.js';
import { dedup } from '../operator/dedup/dedup.js';
import { groupWindow } from '../operator/group-window/group-window.js';
import type { OpenOperator } from '../operator/operator.js';
import type { EventOutput, PaneOutput } from '../operator/output.js';

/** The operator of a step, which writes to `output`. */
export function operatorOf(step: OperatorStep, output: PaneOutput & EventOutput): OpenOperator {
  return step.is === 'dedup' ? dedup(step.plan, output) : groupWindow(step.plan, output);
}

// Which operator a run has.
import type { OperatorStep } from '../job.js';
import { dedup } from '../operator/dedup/dedup.js';
import { gaps } from '../operator/fill/gaps.js';
import { silence } from '../operator/fill/silence.js';
import { groupWindow } from '../operator/group-window/group-window.js';
import { match } from '../operator/match/match.js';
import { asOfJoin } from '../operator/join/as-of-join.js';
import { intervalJoin } from '../operator/join/interval-join.js';
import { tableJoin, type TableLookup } from '../operator/join/table-join.js';
import { windowJoin } from '../operator/join/window-join.js';
import { sort } from '../operator/sort/sort.js';
import type { SpillSpace } from '../operator/sort/spill-space.js';
import type { OpenOperator } from '../operator/operator.js';
import type { EventOutput, FillOutput, JoinOutput, MatchOutput, PaneOutput } from '../operator/output.js';

/**
 * The operator of a step, which writes to `output`.
 * @param space where a sort may put what does not fit in memory
 * @param rowOf finds the rows of a table, where there is one
 */
export function operatorOf(
  step: OperatorStep,
  output: PaneOutput & EventOutput & FillOutput & JoinOutput & MatchOutput,
  space?: SpillSpace,
  rowOf: TableLookup = () => undefined,
): OpenOperator {
  if (step.is === 'dedup') return dedup(step.plan, output);
  if (step.is === 'gaps') return gaps(step.plan, output);
  if (step.is === 'silence') return silence(step.plan, output);
  if (step.is === 'sort') return sort(step.plan, output, space);
  if (step.is === 'match') return match(step.plan, output);
  if (step.is === 'table-join') return tableJoin(step.plan, output, rowOf);
  if (step.is === 'window-join') return windowJoin(step.plan, output);
  if (step.is === 'as-of-join') return asOfJoin(step.plan, output);
  return step.is === 'interval-join' ? intervalJoin(step.plan, output) : groupWindow(step.plan, output);
}

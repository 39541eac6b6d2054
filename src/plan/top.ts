// `flowctl top` is group-by-window with one aggregate, whose list is written a row an element (OPERATORS §4).
import type { Spec } from '../text/spec.js';
import type { GroupWindowSpec, OperatorSpec, TopSpec } from './plan.js';

/** The name of an event in a row, and of the aggregate that holds the events. */
export const rankedName = 'event';

/** What decides which events are written. */
export type Ranking = Pick<TopSpec, 'limit' | 'by' | 'order'>;

/** The same operator, but for how its rows are written. Other operators are what they are. */
export function asGroupWindow(operator: OperatorSpec): Exclude<OperatorSpec, TopSpec> {
  if (operator.is !== 'top') return operator;
  // What is computed is computed of each row, and not of the list.
  return { ...windowing(operator), is: 'group-window', aggregates: [ranking(operator)] };
}

function ranking({ limit, by, order }: Ranking): Spec {
  const args = { beside: by, args: [`${limit}`] };
  return { is: order === 'desc' ? 'max_by' : 'min_by', name: rankedName, path: '$', ...args };
}

/** How the aggregate is called. */
export function rankingCall({ limit, by, order }: Ranking): string {
  return `${rankedName}=${order === 'desc' ? 'max_by' : 'min_by'}($, ${by}, ${limit})`;
}

/** Group-by-window with such an aggregate as the operator that it stands for. */
export function asTop(operator: GroupWindowSpec, ranked: Ranking): TopSpec {
  return { is: 'top', ...ranked, ...windowing(operator) };
}

/** The four questions but for the aggregates. */
function windowing(operator: GroupWindowSpec | TopSpec): Omit<TopSpec, 'is' | keyof Ranking | 'let' | 'having'> {
  const { window, domain, trigger, allowUnsafeTrigger, accumulation, allowedLateness } = operator;
  const { onTime, closing, timestamp } = operator;
  const firing = { trigger, allowUnsafeTrigger, accumulation, allowedLateness, onTime, closing, timestamp };
  return { window, domain, ...firing };
}

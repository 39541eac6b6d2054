// How often expressions have failed (SPEC §14), and the message about one that has always failed: for `--set` here, for
// conditions in nothing-passed.ts, which gives why nothing has passed.
import { setText } from '../event/set.js';
import { failuresOf, setPlace, type ExpressionPlace } from '../event/skipped.js';
import { faultText, lastFault } from '../event/cel/fault.js';
import type { ReadPlan } from '../event/read-plan.js';
import type { RowCounts } from '../format/output/computed-values.js';
import type { RowExpressions } from '../format/output/row-expressions.js';
import type { Skipped } from '../model/batch.js';
import { visible } from './reject-notice.js';
import type { Concern } from './concern.js';

type Expressions = Pick<ReadPlan, 'keys' | 'columns' | 'set' | 'where'>;

export interface Failures {
  /** As it was given: `--set a=…`, `--where …`, `where …`. */
  readonly text: string;
  readonly count: number;
}

/** Of each expression, in the order of the options; those of one condition of several columns are those of the first. */
export function failures(plan: Expressions, skipped: Skipped): readonly Failures[] {
  const { set, where, columns } = plan;
  const count = (place: ExpressionPlace): number => failuresOf(skipped, place, plan);
  const all = [
    ...set.map(({ name, expression }, i) => ({ text: `--set ${name}=${expression.text}`, count: count(['set', i]) })),
    ...where.map(({ text, fails }, i) => ({ text: `--where ${text}`, count: count(['where', i]), fails })),
    ...columns.flatMap(({ where }, i) =>
      where === undefined ? [] : [{ text: `where ${where.text}`, count: count(['columns', i]), fails: where.fails }],
    ),
  ].filter((found) => !('fails' in found) || found.fails);
  return all.filter(({ text }, i) => all.findIndex((other) => other.text === text) === i);
}

/** The same of the expressions of rows. */
export function rowFailures(of: RowExpressions | undefined, { failed }: RowCounts): readonly Failures[] {
  return rowExpressionTexts(of).map((text, i) => ({ text, count: failed[i] ?? 0 }));
}

/** Expressions that have failed of every row. */
export function neverComputed(of: RowExpressions | undefined, { rows, failed, why }: RowCounts): readonly Concern[] {
  if (rows === 0) return [];
  return rowExpressionTexts(of).flatMap((about, i) => {
    if ((failed[i] ?? 0) < rows) return [];
    const what = about.startsWith('--having') ? 'no row is written' : 'its value is null';
    const reason = why[i] === undefined ? '' : `: ${why[i]}`;
    return [{ about, text: visible(`${about} fails of every row, and ${what}${reason}`) }];
  });
}

function rowExpressionTexts(of: RowExpressions | undefined): readonly string[] {
  const members = (of?.let ?? []).map(({ name, expression }) => `--let ${name}=${expression.text}`);
  return [...members, ...(of?.having ?? []).map(({ text }) => `--having ${text}`)];
}

/**
 * Members that are null in all events, because their expressions have failed.
 * @param events some of the first, with what was set
 */
export function neverSet(plan: Expressions, skipped: Skipped, events: readonly unknown[]): readonly Concern[] {
  const computed = skipped[setPlace(plan)] ?? 0;
  if (computed === 0) return [];
  return plan.set.flatMap((member, i) => {
    if (failuresOf(skipped, ['set', i], plan) < computed) return [];
    const about = `--set ${member.name}=${member.expression.text}`;
    const failing = events.find((event) => setText(member, event) === undefined);
    const why = failing === undefined || setText(member, failing) !== undefined ? '' : `: ${faultText(lastFault())}`;
    return [{ about, text: visible(`${about} fails of every event, and ${member.name} is null${why}`) }];
  });
}

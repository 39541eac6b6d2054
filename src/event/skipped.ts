// What was looked for in the events and not found, counted by place (`Skipped`): which keys were absent, which columns
// had no value of use. Both decoders count alike, and reports find by it the path that no event has.
import type { Skipped } from '../model/batch.js';
import type { ReadPlan } from './read-plan.js';

type Places = Pick<ReadPlan, 'keys' | 'columns' | 'set' | 'where'>;

/** A list in which an expression stands, and its number there: the condition of a column is that of the column. */
export type ExpressionPlace = readonly [of: 'set' | 'where' | 'columns', number: number];

/** A list in which nothing is counted yet. */
export function noneSkipped(places: Places): number[] {
  const { set, where, columns } = places;
  const counts = firstFailure(places) + set.length + where.length + columns.length;
  return new Array<number>(counts).fill(0);
}

/** Rows that were looked at. */
export function lookedAt(skipped: Skipped): number {
  return skipped[0] ?? 0;
}

/** Rows without this key, by its number. */
export function withoutKey(skipped: Skipped, key: number): number {
  return skipped[1 + key] ?? 0;
}

/** Rows in which this column found nothing (`exists`: no node), or null. */
export function missingIn(skipped: Skipped, column: number, { keys }: Places): number {
  return skipped[1 + keys.length + column] ?? 0;
}

/** Rows in which this column found a value of another type than it takes, or a number that is not finite. */
export function unfitIn(skipped: Skipped, column: number, { keys, columns }: Places): number {
  return skipped[1 + keys.length + columns.length + column] ?? 0;
}

/** Rows of which this column is not read, because its condition (`ColumnPlan.where`) does not hold. */
export function exceptedIn(skipped: Skipped, column: number, { keys, columns }: Places): number {
  return skipped[1 + keys.length + 2 * columns.length + column] ?? 0;
}

/** Where the failures of expressions begin, one place after the events of which members were computed. */
function firstFailure({ keys, columns }: Places): number {
  return 2 + keys.length + 3 * columns.length;
}

/** The place of the events of which members were computed (`--set`). */
export function setPlace(places: Places): number {
  return firstFailure(places) - 1;
}

/** The place of an expression's failures. */
export function failurePlace([of, number]: ExpressionPlace, places: Places): number {
  const { set, where } = places;
  const before = of === 'set' ? 0 : of === 'where' ? set.length : set.length + where.length;
  return firstFailure(places) + before + number;
}

/** How often an expression has failed. */
export function failuresOf(skipped: Skipped, expression: ExpressionPlace, places: Places): number {
  return skipped[failurePlace(expression, places)] ?? 0;
}

/** Values skipped by all columns together; none by `exists`, for which it is a value that a path selects nothing. */
export function totals(skipped: Skipped, places: Places): { readonly wrongType: number; readonly missing: number } {
  let [wrongType, missing] = [0, 0];
  places.columns.forEach(({ as }, column) => {
    wrongType += unfitIn(skipped, column, places);
    if (as !== 'exists') missing += missingIn(skipped, column, places);
  });
  return { wrongType, missing };
}

// The conditions of --where in the terms of the scanner: comparisons of single values, each but once, and a table with the
// result for each way in which they can hold.
import type { PlaceComparison, Condition, Existence } from '../event/condition.js';
import type { Filter } from '../event/filter.js';
import type { Conditions, ScanCondition } from '../kernel/scanner.js';

/** The table has a bit for each way in which so many can hold. */
const most = 6;

/** All of these filters together; undefined where there are none, or they ask more than the scanner can tell. */
export function scanConditions(where: readonly Filter[]): Conditions | undefined {
  const conditions = where.map((filter) => filter.condition());
  if (conditions.length === 0 || conditions.includes(undefined)) return undefined;
  const whole: Condition = { is: 'and', terms: conditions as readonly Condition[] };
  const each = new Map<string, ScanCondition>();
  collect(whole, each);
  if (each.size > most) return undefined;
  const order = [...each.keys()];
  let truth = 0n;
  for (let holding = 0; holding < 2 ** order.length; holding++)
    if (holds(whole, (key) => (holding >> order.indexOf(key)) % 2 === 1)) truth |= 1n << BigInt(holding);
  return { each: [...each.values()], truth };
}

function collect(condition: Condition, into: Map<string, ScanCondition>): void {
  if (condition.is === 'not') collect(condition.of, into);
  else if ('terms' in condition) for (const term of condition.terms) collect(term, into);
  else into.set(keyOf(condition), scanned(condition));
}

function scanned(condition: Single): ScanCondition {
  const { steps } = condition;
  if (condition.is === 'existence') return { steps, sign: 'exists', value: null, strict: false };
  const { sign, value, strict } = condition;
  return { steps, sign, value, strict };
}

type Single = PlaceComparison | Existence;

function keyOf(condition: Single): string {
  return JSON.stringify(scanned(condition));
}

function holds(condition: Condition, single: (key: string) => boolean): boolean {
  switch (condition.is) {
    case 'not':
      return !holds(condition.of, single);
    case 'and':
      return condition.terms.every((term) => holds(term, single));
    case 'or':
      return condition.terms.some((term) => holds(term, single));
    default:
      return single(keyOf(condition));
  }
}

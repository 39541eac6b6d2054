// Why a filter lets nothing through: a comparison (RFC 9535 §2.3.5.2.2) with a member that is not there, or of values of
// different types, which are neither equal nor ordered, is false whatever the values are. Asked only for a report, of a
// few events, after a run in which nothing has passed.
import { deepestExpression, operand } from './expression.js';
import { expressionClasses, type Expression } from './library.js';

/** A comparison that cannot hold. */
export interface Misfit {
  /** What was compared, as a JSONPath. */
  readonly path: string;
  /** What stands there; undefined: nothing. */
  readonly value: unknown;
  /** What it was compared with. */
  readonly other: unknown;
}

/** Why the expression cannot hold of an event like this one; undefined when nothing is known against it. */
export function misfitOf(expression: Expression, event: unknown): Misfit | undefined {
  const { InfixExpression, LogicalExpression } = expressionClasses();
  if (expression instanceof LogicalExpression) return misfitOf(expression.expression, event);
  // What is said of the inside of a negation would be true of its opposite.
  if (!(expression instanceof InfixExpression)) return undefined;
  const { left, right, operator } = expression;
  if (operator === '&&') return misfitOf(left, event) ?? misfitOf(right, event);
  if (operator === '||') return misfitOf(left, event) && misfitOf(right, event);
  return operator === '!=' ? undefined : (compared(left, right, event) ?? compared(right, left, event));
}

function compared(one: Expression, against: Expression, event: unknown): Misfit | undefined {
  if (!(one instanceof expressionClasses().FilterQuery)) return undefined;
  const [value, other] = [one, against].map((side) => operand(side, deepestExpression)(event, event));
  // With null and with nothing everything may be compared: that is how one asks whether there is a value.
  if (other === undefined || other === null || value === null || typeof value === typeof other) return undefined;
  return { path: one.path.toString(), value, other };
}

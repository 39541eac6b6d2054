// Why a filter lets nothing through: a comparison (RFC 9535 §2.3.5.2.2) with a member that is not there, or of values of
// different types, which are neither equal nor ordered, is false whatever the values are. Asked only for a report, of a
// few events, after a run in which nothing has passed.
import { numberInText } from '../../text/numeric-text.js';
import { compareValues } from './compare.js';
import { deepestExpression, operand } from './expression.js';
import { narrowed } from './wide-number.js';
import { expressionClasses, type Expression } from './library.js';

/** A comparison that cannot hold. */
export interface Misfit {
  /** Said in place of all else, where it is another matter. */
  readonly why?: string;
  /** What was compared, as a JSONPath. */
  readonly path: string;
  /** What stands there; undefined: nothing. */
  readonly value: unknown;
  /** What it was compared with. */
  readonly other: unknown;
}

/** Why the expression cannot hold of an event like this one; undefined when nothing is known against it. */
export function misfitOf(expression: Expression, event: unknown, numericText: boolean): Misfit | undefined {
  const { InfixExpression, LogicalExpression } = expressionClasses();
  if (expression instanceof LogicalExpression) return misfitOf(expression.expression, event, numericText);
  // A misfit inside a negation would be one of its opposite.
  if (!(expression instanceof InfixExpression)) return undefined;
  const { left, right, operator } = expression;
  const [of, and] = [(side: Expression) => misfitOf(side, event, numericText), operator === '&&'] as const;
  if (and || operator === '||') return and ? (of(left) ?? of(right)) : of(left) && of(right);
  if (operator === '!=') return undefined;
  return compared(left, right, event, numericText) ?? compared(right, left, event, numericText);
}

function compared(one: Expression, against: Expression, event: unknown, numericText: boolean): Misfit | undefined {
  if (!(one instanceof expressionClasses().FilterQuery)) return undefined;
  const [value, other] = [one, against].map((side) =>
    narrowed(operand(side, deepestExpression, compareValues)(event, event)),
  );
  // With null and with nothing everything may be compared: that is how a condition tests whether there is a value.
  if (other === undefined || other === null || value === null || typeof value === typeof other) return undefined;
  if (numericText && [value, other].every(isNumeric)) return undefined;
  return { path: one.path.toString(), value, other };
}

function isNumeric(value: unknown): boolean {
  return typeof value === 'number' || (typeof value === 'string' && !Number.isNaN(numberInText(value)));
}

// Which filter expressions (RFC 9535) ask nothing but single values of the event.
import { comparison, type ComparisonSign, type Condition, joined, mirror, negated } from '../condition.js';
import { expressionClasses, type Expression } from './library.js';
import { singularSteps } from './nodes.js';
import type { Step } from './node.js';

/** The expression as a condition of single values; undefined where it asks more. */
export function conditionOf(expression: Expression): Condition | undefined {
  const { FilterQuery, InfixExpression, LogicalExpression, PrefixExpression } = expressionClasses();
  if (expression instanceof LogicalExpression) return conditionOf(expression.expression);
  if (expression instanceof PrefixExpression) return negated(conditionOf(expression.right));
  if (expression instanceof FilterQuery) {
    const steps = stepsOf(expression);
    return steps && { is: 'existence', steps };
  }
  if (!(expression instanceof InfixExpression)) return undefined;
  const { left, right, operator } = expression;
  if (operator === '&&' || operator === '||')
    return joined(operator === '&&' ? 'and' : 'or', [conditionOf(left), conditionOf(right)]);
  const sign = operator as ComparisonSign;
  return compared(left, sign, right) ?? compared(right, mirror(sign), left);
}

function compared(place: Expression, sign: ComparisonSign, value: Expression): Condition | undefined {
  const { BooleanLiteral, NullLiteral, NumberLiteral, StringLiteral } = expressionClasses();
  const steps = stepsOf(place);
  if (steps === undefined) return undefined;
  if (value instanceof NullLiteral) return comparison(steps, sign, null, false);
  const isLiteral = [BooleanLiteral, NumberLiteral, StringLiteral].some((literal) => value instanceof literal);
  return isLiteral
    ? comparison(steps, sign, (value as unknown as { readonly value: unknown }).value, false)
    : undefined;
}

/** In a filter of events `$` and `@` are both the event. */
function stepsOf(query: Expression): readonly Step[] | undefined {
  return query instanceof expressionClasses().FilterQuery ? singularSteps(query.path.segments) : undefined;
}

// Filter expressions (RFC 9535) as conditions: what asks nothing but single values, and the places that decide the rest.
import {
  comparison,
  mirror,
  outermost,
  type ComparisonSign,
  type Condition,
  type Judgement,
  type Place,
} from '../condition.js';
import type { Comparing } from './compare.js';
import { deepestExpression, logical } from './expression.js';
import { expressionClasses, type Expression } from './library.js';
import { singularSteps } from './nodes.js';

/**
 * The expression as a condition.
 * @param comparing how values are compared; undefined: as RFC 9535 has it
 */
export function conditionOf(expression: Expression, comparing?: Comparing): Condition {
  const { FilterQuery, InfixExpression, LogicalExpression, PrefixExpression } = expressionClasses();
  const of = (part: Expression): Condition => conditionOf(part, comparing);
  if (expression instanceof LogicalExpression) return of(expression.expression);
  if (expression instanceof PrefixExpression) return { is: 'not', of: of(expression.right) };
  if (expression instanceof FilterQuery) {
    const place = placeOf(expression);
    return place === undefined ? judgement(expression, comparing) : { is: 'existence', place, fails: false };
  }
  if (!(expression instanceof InfixExpression)) return judgement(expression, comparing);
  const { left, right, operator } = expression;
  if (operator === '&&' || operator === '||')
    return { is: operator === '&&' ? 'and' : 'or', terms: [of(left), of(right)] };
  const sign = operator as ComparisonSign;
  const simple = compared(left, sign, right) ?? compared(right, mirror(sign), left);
  // Text that is a number may be compared as that number.
  return (comparing === undefined ? simple : undefined) ?? judgement(expression, comparing);
}

function compared(left: Expression, sign: ComparisonSign, right: Expression): Condition | undefined {
  const { BooleanLiteral, NullLiteral, NumberLiteral, StringLiteral } = expressionClasses();
  const place = placeOf(left);
  if (place === undefined) return undefined;
  if (right instanceof NullLiteral) return comparison(place, sign, null, 'never');
  const isLiteral = [BooleanLiteral, NumberLiteral, StringLiteral].some((literal) => right instanceof literal);
  return isLiteral
    ? comparison(place, sign, (right as unknown as { readonly value: unknown }).value, 'never')
    : undefined;
}

/** In a filter of events `$` and `@` are both the event. */
function placeOf(query: Expression): Place | undefined {
  const steps = query instanceof expressionClasses().FilterQuery ? singularSteps(query.path.segments) : undefined;
  return steps?.every(isFromStart) === true ? steps : undefined;
}

function isFromStart(step: string | number): boolean {
  return typeof step === 'string' || step >= 0;
}

function judgement(expression: Expression, comparing: Comparing | undefined): Judgement {
  const holds = logical(expression, deepestExpression, comparing);
  return { is: 'judgement', places: outermost(placesOf(expression)), test: (event) => holds(event, event) };
}

/** The places of which an expression reads anything. */
function placesOf(expression: Expression): readonly Place[] {
  const { FilterQuery, FunctionExtension, InfixExpression, LogicalExpression, PrefixExpression } = expressionClasses();
  if (expression instanceof LogicalExpression) return placesOf(expression.expression);
  if (expression instanceof PrefixExpression) return placesOf(expression.right);
  if (expression instanceof FunctionExtension) return expression.args.flatMap(placesOf);
  if (expression instanceof InfixExpression) return [expression.left, expression.right].flatMap(placesOf);
  return expression instanceof FilterQuery ? [beginningOf(expression)] : [];
}

/** The place that a query does not leave: as far as it takes single steps; and with a filter within that may ask for another, the event. */
function beginningOf({ path }: InstanceType<ReturnType<typeof expressionClasses>['FilterQuery']>): Place {
  const { segments } = path;
  const whole = singularSteps(segments);
  if (whole === undefined && path.toString().slice(1).includes('$')) return [];
  const singular = segments.findIndex((_, i) => singularSteps(segments.slice(0, i + 1)) === undefined);
  const steps = whole ?? singularSteps(segments.slice(0, singular)) ?? [];
  const fromEnd = steps.findIndex((step) => !isFromStart(step));
  return fromEnd < 0 ? steps : steps.slice(0, fromEnd);
}

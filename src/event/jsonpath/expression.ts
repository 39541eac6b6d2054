// Filter expressions (RFC 9535 §2.3.5): what holds of a value. "Nothing" is undefined, which no JSON value is. The
// operands of && and || are looked at from left to right and only as far as needed.
import { compareValues, type Comparing } from './compare.js';
import { follow, isObject, type Node } from './node.js';
import { expressionClasses, type Expression } from './library.js';
import { queryOf, singularSteps, type Query } from './nodes.js';
import { numberOfDigits, WideNumber, widest } from './wide-number.js';
import { giveRegex, regexMatches } from './regex.js';
import { work } from './work.js';

type Of<T> = (value: unknown, root: unknown) => T;

/** Expressions nested deeper than this are refused, so that evaluating one cannot run out of stack. */
export const deepestExpression = 100;

/**
 * Whether a logical expression holds of a value.
 * @param depth how many levels it may have
 * @param comparing how values are compared
 * @throws RangeError when it has more
 */
export function logical(expression: Expression, depth: number, comparing = compareValues): Of<boolean> {
  if (depth === 0) throw new RangeError('nested too deeply');
  const { FilterQuery, FunctionExtension, InfixExpression, LogicalExpression, PrefixExpression } = expressionClasses();
  if (expression instanceof LogicalExpression) return logical(expression.expression, depth - 1, comparing);
  if (expression instanceof PrefixExpression) return not(logical(expression.right, depth - 1, comparing));
  if (expression instanceof InfixExpression) return infix(expression, depth, comparing);
  if (expression instanceof FilterQuery) return exists(expression, depth, comparing);
  if (expression instanceof FunctionExtension) return matches(expression.name, expression.args, depth, comparing);
  throw new TypeError('not a logical expression');
}

function not(test: Of<boolean>): Of<boolean> {
  return (value, root) => !test(value, root);
}

type Infix = InstanceType<ReturnType<typeof expressionClasses>['InfixExpression']>;
type FilterQuery = InstanceType<ReturnType<typeof expressionClasses>['FilterQuery']>;

function infix(expression: Infix, depth: number, comparing: Comparing): Of<boolean> {
  const { left, right, operator } = expression;
  if (operator === '&&' || operator === '||') {
    const [a, b] = [logical(left, depth - 1, comparing), logical(right, depth - 1, comparing)];
    return operator === '&&'
      ? (value, root) => a(value, root) && b(value, root)
      : (value, root) => a(value, root) || b(value, root);
  }
  const [a, b] = [operand(left, depth - 1, comparing), operand(right, depth - 1, comparing)];
  const compare = comparing(operator);
  return (value, root) => compare(a(value, root), b(value, root));
}

function exists(query: FilterQuery, depth: number, comparing: Comparing): Of<boolean> {
  const only = singular(query);
  if (only !== undefined) return (value, root) => only(value, root) !== undefined;
  const all = nodes(query, depth, comparing);
  return (value, root) => all(value, root).length > 0;
}

function matches(name: string, args: readonly Expression[], depth: number, comparing: Comparing): Of<boolean> {
  const [text, pattern] = [operand(args[0]!, depth - 1, comparing), operand(args[1]!, depth - 1, comparing)];
  const whole = name === 'match';
  if (args[1] instanceof expressionClasses().StringLiteral) giveRegex(args[1].value, whole);
  return (value, root) => regexMatches(text(value, root), pattern(value, root), whole);
}

/** A value to compare or to hand to a function. */
export function operand(expression: Expression, depth: number, comparing: Comparing): Of<unknown> {
  const { FilterQuery, FunctionExtension, NullLiteral } = expressionClasses();
  if (expression instanceof NullLiteral) return () => null;
  if (expression instanceof FunctionExtension) return call(expression.name, expression.args[0]!, depth, comparing);
  if (expression instanceof FilterQuery) {
    const only = singular(expression);
    if (only !== undefined) return only;
    throw new TypeError('not a singular query');
  }
  const value = literal(expression);
  return () => value;
}

/** A number that no double is has its digits in the token it was read from. */
function literal(expression: Expression): unknown {
  const { value } = expression as unknown as { readonly value: unknown };
  if (typeof value !== 'number' || Math.abs(value) < widest) return value;
  return numberOfDigits(expression.token.value);
}

/**
 * Whether its result may hang on the digits of numbers beyond 2^53: it compares values, or a value with such a number.
 */
export function asksDigits(expression: Expression): boolean {
  const { FunctionExtension, InfixExpression, LogicalExpression, PrefixExpression, FilterQuery } = expressionClasses();
  if (expression instanceof LogicalExpression) return asksDigits(expression.expression);
  if (expression instanceof PrefixExpression) return asksDigits(expression.right);
  if (expression instanceof FilterQuery) return singular(expression) === undefined;
  if (expression instanceof FunctionExtension) return expression.args.some((arg) => asksDigits(arg));
  if (!(expression instanceof InfixExpression)) return false;
  const { left, right, operator } = expression;
  const sides = [left, right];
  if (operator === '&&' || operator === '||') return sides.some((side) => asksDigits(side));
  return sides.every((side) => mayBeWide(side)) || sides.some((side) => asksDigits(side));
}

/** A side of a comparison: a query, or a wide number. */
function mayBeWide(side: Expression): boolean {
  const { FunctionExtension, FilterQuery, NullLiteral } = expressionClasses();
  if (side instanceof FilterQuery) return true;
  if (side instanceof FunctionExtension) return side.name === 'value';
  return !(side instanceof NullLiteral) && literal(side) instanceof WideNumber;
}

/** The functions that give a value (RFC 9535 §2.4.4, §2.4.5, §2.4.8). */
function call(name: string, arg: Expression, depth: number, comparing: Comparing): Of<unknown> {
  if (name === 'length') {
    const of = operand(arg, depth, comparing);
    return (value, root) => lengthOf(of(value, root));
  }
  if (!(arg instanceof expressionClasses().FilterQuery)) throw new TypeError('not a query');
  const of = nodes(arg, depth, comparing);
  if (name === 'count') return (value, root) => of(value, root).length;
  return (value, root) => onlyValue(of(value, root));
}

function onlyValue(of: readonly Node[]): unknown {
  return of.length === 1 ? of[0]!.value : undefined;
}

function lengthOf(value: unknown): number | undefined {
  if (typeof value === 'string') return codePoints(value);
  if (Array.isArray(value)) return value.length;
  if (!isObject(value)) return undefined;
  const { length } = Object.keys(value);
  work(length);
  return length;
}

function codePoints(text: string): number {
  work(text.length);
  let n = 0;
  for (let at = 0; at < text.length; at += text.codePointAt(at)! > 0xffff ? 2 : 1) n++;
  return n;
}

function singular(query: FilterQuery): Of<unknown> | undefined {
  const steps = singularSteps(query.path.segments);
  if (steps === undefined) return undefined;
  return fromRoot(query) ? (_, root) => follow(root, steps) : (value) => follow(value, steps);
}

function nodes(query: FilterQuery, depth: number, comparing: Comparing): Query {
  if (depth === 0) throw new RangeError('nested too deeply');
  const select = queryOf(query.path.segments, depth - 1, (inner, levels) => logical(inner, levels, comparing));
  return fromRoot(query) ? (_, root) => select(root, root) : select;
}

function fromRoot(query: FilterQuery): boolean {
  return query instanceof expressionClasses().RootQuery;
}

// Operators between two values: comparison, `in`, arithmetic, and what + and − are of text, lists and times.
import { nodeWork, work } from '../jsonpath/work.js';
import { comparison, equalValues } from './compare.js';
import { mistyped } from './fault.js';
import { joined } from './join.js';
import { kindOf } from './kinds.js';
import { arithmetic } from './numbers.js';
import type { Scope } from './scope.js';
import { length, moment } from './times.js';
import { isArithmetic, type ArithmeticSign, type Tree } from './tree.js';
import { typesWithin } from './type-names.js';
import { Bytes, isMap, isNumber, Length, Moment, type Evaluate } from './values.js';

type Binary = Extract<Tree, { is: 'binary' }>;

/** @param of compiles a side */
export function binary(tree: Binary, scope: Scope, of: (part: Tree) => Evaluate): Evaluate {
  const left = typesWithin(tree.left, tree.right, scope) ?? of(tree.left);
  const right = typesWithin(tree.right, tree.left, scope) ?? of(tree.right);
  const operation = operationOf(tree, scope);
  return (event, locals) => {
    const a = left(event, locals);
    const b = a === undefined ? undefined : right(event, locals);
    return b === undefined ? undefined : operation(a, b);
  };
}

function operationOf(tree: Binary, { numericText }: Scope): (a: unknown, b: unknown) => unknown {
  const { operator, left, right } = tree;
  if (operator === 'in') return contained;
  if (!isArithmetic(operator)) return comparison(operator, numericText);
  return onValues(operator, kindOf(left) === 'double' || kindOf(right) === 'double');
}

function contained(value: unknown, within: unknown): boolean | undefined {
  if (Array.isArray(within)) {
    work(within.length);
    return within.some((item) => equalValues(value, item));
  }
  if (!isMap(within)) return mistyped('in', value, within);
  return typeof value === 'string' && Object.hasOwn(within, value);
}

function onValues(sign: ArithmeticSign, double: boolean): (a: unknown, b: unknown) => unknown {
  const onNumbers = arithmetic(sign, double);
  return (a, b) => {
    if (isNumber(a) && isNumber(b)) return onNumbers(a, b);
    if (sign === '+') return sum(a, b);
    return sign === '-' ? difference(a, b) : mistyped(sign, a, b);
  };
}

function sum(a: unknown, b: unknown): unknown {
  if (typeof a === 'string' && typeof b === 'string') return joined([a, b], '');
  if (Array.isArray(a) && Array.isArray(b)) {
    work(nodeWork + a.length + b.length);
    return (a as unknown[]).concat(b);
  }
  if (a instanceof Length && b instanceof Length) return length(a.nanos + b.nanos);
  if (a instanceof Moment && b instanceof Length) return moment(a.nanos + b.nanos);
  if (a instanceof Length && b instanceof Moment) return moment(a.nanos + b.nanos);
  if (!(a instanceof Bytes) || !(b instanceof Bytes)) return mistyped('+', a, b);
  work((a.bytes.length + b.bytes.length) >> 2);
  return new Bytes(Buffer.concat([a.bytes, b.bytes]));
}

function difference(a: unknown, b: unknown): unknown {
  if (a instanceof Moment && b instanceof Moment) return length(a.nanos - b.nanos);
  if (a instanceof Moment && b instanceof Length) return moment(a.nanos - b.nanos);
  return a instanceof Length && b instanceof Length ? length(a.nanos - b.nanos) : mistyped('-', a, b);
}

// Equality and order of values (cel-spec, "Equality", "Ordering"). Numbers are compared by their exact values, whatever
// they are made of; values of different kinds are unequal, and have no order: to order them fails.
import { equalTexts, textBefore } from '../jsonpath/compare.js';
import { numberOfDigits, WideNumber } from '../jsonpath/wide-number.js';
import { nodeWork, work } from '../jsonpath/work.js';
import { numberInText } from '../../text/numeric-text.js';
import { mistyped } from './fault.js';
import {
  Bytes,
  Foreign,
  isMap,
  isNumber,
  Length,
  Moment,
  TypeName,
  type MapValue,
  type NumberValue,
} from './values.js';
import type { ComparisonSign } from '../condition.js';

/** undefined: it fails. */
export type Comparison = (a: unknown, b: unknown) => boolean | undefined;

/**
 * What a sign compares.
 * @param numericText whether text that is a JSON number counts as that number beside a number, and beside other such text where they are ordered
 */
export function comparison(sign: ComparisonSign, numericText: boolean): Comparison {
  if (sign === '==' || sign === '!=') {
    const holds = sign === '==';
    return numericText ? (a, b) => equalValues(...numbersIn(a, b)) === holds : (a, b) => equalValues(a, b) === holds;
  }
  const ordered = ordering(sign);
  if (!numericText) return ordered;
  return (a, b) => {
    const [x, y] = [numberOf(a), numberOf(b)];
    return isNumber(x) && isNumber(y) ? ordered(x, y) : ordered(a, b);
  };
}

function numbersIn(a: unknown, b: unknown): [unknown, unknown] {
  if (typeof a === 'string' && isNumber(b)) return [numberOf(a), b];
  return typeof b === 'string' && isNumber(a) ? [a, numberOf(b)] : [a, b];
}

function numberOf(value: unknown): unknown {
  if (typeof value !== 'string') return value;
  return Number.isNaN(numberInText(value)) ? value : numberOfDigits(value);
}

function ordering(sign: Exclude<ComparisonSign, '==' | '!='>): Comparison {
  const [swapped, orEqual] = [sign.startsWith('>'), sign.endsWith('=')];
  return (a, b) => {
    const [x, y] = swapped ? [b, a] : [a, b];
    // a ≤ b is not (b < a): the order of values of one kind is total.
    const before = orEqual ? less(y, x) : less(x, y);
    return before === undefined ? mistyped(sign, a, b) : before !== orEqual;
  };
}

function less(a: unknown, b: unknown): boolean | undefined {
  if (typeof a === 'number' && typeof b === 'number') return a < b;
  if (typeof a === 'string') return typeof b === 'string' ? textBefore(a, b) : undefined;
  if (isNumber(a)) return isNumber(b) ? compareNumbers(a, b) < 0 : undefined;
  if (typeof a === 'boolean') return typeof b === 'boolean' ? a < b : undefined;
  if (a instanceof Moment) return b instanceof Moment ? a.nanos < b.nanos : undefined;
  if (a instanceof Length) return b instanceof Length ? a.nanos < b.nanos : undefined;
  return a instanceof Bytes && b instanceof Bytes ? Buffer.compare(a.bytes, b.bytes) < 0 : undefined;
}

/** Less than 0, 0 or more than 0, as one number is less than, equal to or more than the other. */
export function compareNumbers(a: NumberValue, b: NumberValue): number {
  if (a instanceof WideNumber || b instanceof WideNumber) return wide(a).compare(wide(b));
  return a < b ? -1 : a > b ? 1 : 0;
}

function wide(value: NumberValue): WideNumber {
  return value instanceof WideNumber ? value : new WideNumber(Number(value), String(value));
}

/** Whether two values are equal; lists and maps are by what is in them. */
export function equalValues(a: unknown, b: unknown): boolean {
  if (typeof a === 'string') return typeof b === 'string' && equalTexts(a, b);
  if (a === b) return true;
  if (isNumber(a)) return isNumber(b) && compareNumbers(a, b) === 0;
  work(nodeWork);
  if (a instanceof Foreign) return b instanceof Foreign && equalForeign(a, b);
  if (Array.isArray(a))
    return Array.isArray(b) && a.length === b.length && a.every((item, i) => equalValues(item, b[i]));
  return isMap(a) && isMap(b) && equalMaps(a, b);
}

function equalForeign(a: Foreign, b: Foreign): boolean {
  if (a instanceof Moment) return b instanceof Moment && a.nanos === b.nanos;
  if (a instanceof Length) return b instanceof Length && a.nanos === b.nanos;
  if (a instanceof TypeName) return b instanceof TypeName && a.name === b.name;
  return a instanceof Bytes && b instanceof Bytes && Buffer.compare(a.bytes, b.bytes) === 0;
}

function equalMaps(a: MapValue, b: MapValue): boolean {
  const names = Object.keys(a);
  const others = Object.keys(b).length;
  work(names.length + others);
  return names.length === others && names.every((name) => Object.hasOwn(b, name) && equalValues(a[name], b[name]));
}

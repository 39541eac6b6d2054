// Comparing values in filters (RFC 9535 §2.3.5.2.2). Values of different types are unequal and not ordered; Nothing
// (undefined) equals only itself; text is ordered by code points, which is not the order of UTF-16 units.
import { numberInText } from '../../text/numeric-text.js';
import { isObject } from './node.js';
import { numberOfDigits, WideNumber } from './wide-number.js';
import { nodeWork, work } from './work.js';

export type Compare = (a: unknown, b: unknown) => boolean;
/** The comparison an operator stands for. */
export type Comparing = (operator: string) => Compare;

const comparisons: Readonly<Record<string, Compare>> = {
  '==': equal,
  '!=': (a, b) => !equal(a, b),
  '<': less,
  '>': (a, b) => less(b, a),
  '<=': (a, b) => less(a, b) || equal(a, b),
  '>=': (a, b) => less(b, a) || equal(a, b),
};

/** As RFC 9535 has it. */
export const compareValues: Comparing = (operator) => comparisons[operator]!;

/**
 * The same, but text that is a JSON number counts as that number beside a number, and beside other such text where the
 * two are ordered: "9" is less than "10". Whether two texts are equal is a matter of their characters all the same.
 */
export const compareNumericText: Comparing = (operator) => {
  const compare = compareValues(operator);
  const ordered = operator.startsWith('<') || operator.startsWith('>');
  return (a, b) => {
    const both = typeof a === 'string' && typeof b === 'string';
    if (both && !ordered) return compare(a, b);
    const [x, y] = [numberOf(a), numberOf(b)];
    return isNumber(x) && isNumber(y) ? compare(x, y) : compare(a, b);
  };
};

function numberOf(value: unknown): unknown {
  if (typeof value !== 'string') return value;
  return Number.isNaN(numberInText(value)) ? value : numberOfDigits(value);
}

function equal(a: unknown, b: unknown): boolean {
  if (typeof a === 'string') return typeof b === 'string' && equalTexts(a, b);
  if (a === b) return true;
  if (a instanceof WideNumber) return b instanceof WideNumber && a.compare(b) === 0;
  work(nodeWork);
  if (Array.isArray(a)) return Array.isArray(b) && a.length === b.length && a.every((item, i) => equal(item, b[i]));
  return isObject(a) && isObject(b) && equalObjects(a, b);
}

/** Texts of the same length are compared sixteen characters and more in the time of one step. */
export function equalTexts(a: string, b: string): boolean {
  if (a.length !== b.length) return false;
  work(a.length >> 4);
  return a === b;
}

function equalObjects(a: Readonly<Record<string, unknown>>, b: Readonly<Record<string, unknown>>): boolean {
  const names = Object.keys(a);
  const others = Object.keys(b).length;
  work(names.length + others);
  if (names.length !== others) return false;
  return names.every((name) => Object.hasOwn(b, name) && equal(a[name], b[name]));
}

function less(a: unknown, b: unknown): boolean {
  if (typeof a === 'number' && typeof b === 'number') return a < b;
  if (isNumber(a)) return isNumber(b) && lessNumber(a, b);
  return typeof a === 'string' && typeof b === 'string' && textBefore(a, b);
}

function isNumber(value: unknown): value is number | WideNumber {
  return typeof value === 'number' || value instanceof WideNumber;
}

function lessNumber(a: number | WideNumber, b: number | WideNumber): boolean {
  if (a instanceof WideNumber && b instanceof WideNumber) return a.compare(b) < 0;
  return (a instanceof WideNumber ? a.double : a) < (b instanceof WideNumber ? b.double : b);
}

/** By code points. */
export function textBefore(a: string, b: string): boolean {
  const shared = Math.min(a.length, b.length);
  for (let i = 0; i < shared; i++) {
    const [x, y] = [a.charCodeAt(i), b.charCodeAt(i)];
    if (x !== y) {
      work(i);
      return codePointRank(x) < codePointRank(y);
    }
  }
  work(shared);
  return a.length < b.length;
}

/** Surrogates stand for code points above all others. */
function codePointRank(unit: number): number {
  return unit >= 0xd800 && unit <= 0xdfff ? unit + 0x10000 : unit;
}

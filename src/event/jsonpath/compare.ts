// Comparing values in filters (RFC 9535 §2.3.5.2.2). Values of different types are unequal and not ordered; Nothing
// (undefined) equals only itself; text is ordered by code points, which is not the order of UTF-16 units.
import { isObject } from './node.js';

type Compare = (a: unknown, b: unknown) => boolean;

const comparisons: Readonly<Record<string, Compare>> = {
  '==': equal,
  '!=': (a, b) => !equal(a, b),
  '<': less,
  '>': (a, b) => less(b, a),
  '<=': (a, b) => less(a, b) || equal(a, b),
  '>=': (a, b) => less(b, a) || equal(a, b),
};

/** The comparison an operator stands for. */
export function compareValues(operator: string): Compare {
  return comparisons[operator]!;
}

function equal(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (Array.isArray(a)) return Array.isArray(b) && a.length === b.length && a.every((item, i) => equal(item, b[i]));
  return isObject(a) && isObject(b) && equalObjects(a, b);
}

function equalObjects(a: Readonly<Record<string, unknown>>, b: Readonly<Record<string, unknown>>): boolean {
  const names = Object.keys(a);
  if (names.length !== Object.keys(b).length) return false;
  return names.every((name) => Object.hasOwn(b, name) && equal(a[name], b[name]));
}

function less(a: unknown, b: unknown): boolean {
  if (typeof a === 'number') return typeof b === 'number' && a < b;
  return typeof a === 'string' && typeof b === 'string' && textBefore(a, b);
}

function textBefore(a: string, b: string): boolean {
  const shared = Math.min(a.length, b.length);
  for (let i = 0; i < shared; i++) {
    const [x, y] = [a.charCodeAt(i), b.charCodeAt(i)];
    if (x !== y) return codePointRank(x) < codePointRank(y);
  }
  return a.length < b.length;
}

/** Surrogates stand for code points above all others. */
function codePointRank(unit: number): number {
  return unit >= 0xd800 && unit <= 0xdfff ? unit + 0x10000 : unit;
}

// Why a condition lets nothing through (jsonpath/misfit.ts does it for filter expressions): a member that is not there, a
// comparison of values of different kinds, or an operation that fails. Asked only for a report, of a few events.
import { singularPath } from '../path.js';
import type { Misfit } from '../jsonpath/misfit.js';
import type { Step } from '../jsonpath/node.js';
import { narrowed } from '../jsonpath/wide-number.js';
import { numberInText } from '../../text/numeric-text.js';
import { compileTree } from './compile.js';
import { faultText, kindWords, lastFault } from './fault.js';
import type { Scope } from './scope.js';
import { partsOf, type Tree } from './tree.js';
import { isNumber } from './values.js';

/** undefined when nothing is known against it. */
export function misfitOfTree(tree: Tree, event: unknown, scope: Scope): Misfit | undefined {
  const of = (part: Tree): Misfit | undefined => misfitOfTree(part, event, scope);
  if (tree.is === 'and') return firstOf(tree.terms, of);
  if (tree.is === 'or') {
    const found = tree.terms.map(of);
    return found.includes(undefined) ? undefined : found[0];
  }
  const absent = absentMember(tree, event, scope);
  if (absent !== undefined) return { path: absent, value: undefined, other: undefined };
  return (tree.is === 'binary' ? unlike(tree, event, scope) : undefined) ?? failure(tree, event, scope);
}

function firstOf<T, Found>(items: readonly T[], find: (item: T) => Found | undefined): Found | undefined {
  for (const item of items) {
    const found = find(item);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Why it fails, or is no condition; undefined when it is true or false. */
function failure(tree: Tree, event: unknown, scope: Scope): Misfit | undefined {
  const value = compileTree(tree, scope)(event, []);
  if (typeof value === 'boolean') return undefined;
  const steps = stepsOf(tree);
  const what = steps === undefined ? 'it comes to' : `${singularPath(steps).text} is`;
  const why = value === undefined ? faultText(lastFault()) : `${what} ${kindWords(value)}, neither true nor false`;
  return { path: '', value: null, other: null, why };
}

/** The path of the first member that is not there. */
function absentMember(tree: Tree, event: unknown, scope: Scope): string | undefined {
  const steps = stepsOf(tree);
  if (steps !== undefined)
    return compileTree(tree, scope)(event, []) === undefined ? singularPath(steps).text : undefined;
  const parts = tree.is === 'macro' ? [tree.of] : partsOf(tree);
  return firstOf(parts, (part) => absentMember(part, event, scope));
}

/** The steps of a member that is called by names and literal indexes alone. */
function stepsOf(tree: Tree): readonly Step[] | undefined {
  if (tree.is === 'name') return [tree.name];
  if (tree.is !== 'select' && tree.is !== 'index') return undefined;
  const step = tree.is === 'select' ? tree.name : tree.at.is === 'literal' ? tree.at.value : undefined;
  const before = stepsOf(tree.of);
  return before !== undefined && (typeof step === 'string' || typeof step === 'number') ? [...before, step] : undefined;
}

const comparing: readonly string[] = ['==', '<', '<=', '>', '>='];

/** Why its two sides can be neither equal nor in any order. */
function unlike({ operator, left, right }: Extract<Tree, { is: 'binary' }>, event: unknown, scope: Scope) {
  if (!comparing.includes(operator)) return undefined;
  return compared(left, right, event, scope) ?? compared(right, left, event, scope);
}

function compared(one: Tree, against: Tree, event: unknown, scope: Scope): Misfit | undefined {
  const steps = stepsOf(one);
  if (steps === undefined) return undefined;
  const [value, other] = [one, against].map((side) => narrowed(compileTree(side, scope)(event, [])));
  if (value === null || other === null || other === undefined || sort(value) === sort(other)) return undefined;
  if (scope.numericText && [value, other].every(isNumeric)) return undefined;
  return { path: singularPath(steps).text, value, other };
}

function sort(value: unknown): string {
  return isNumber(value) ? 'number' : typeof value;
}

function isNumeric(value: unknown): boolean {
  return isNumber(value) || (typeof value === 'string' && !Number.isNaN(numberInText(value)));
}

// Expressions in CEL as conditions: what asks nothing but single values, and the places that decide the rest.
import {
  comparison,
  mirror,
  outermost,
  type ComparisonSign,
  type Condition,
  type Judgement,
  type Place,
} from '../condition.js';
import { compileTree } from './compile.js';
import type { Scope } from './scope.js';
import { partsOf, type Tree } from './tree.js';

/** The expression as a condition of an event. */
export function conditionOf(tree: Tree, scope: Scope): Condition {
  const of = (part: Tree): Condition => conditionOf(part, scope);
  switch (tree.is) {
    case 'and':
    case 'or':
      return { is: tree.is, terms: tree.terms.map(of) };
    case 'not':
      return { is: 'not', of: of(tree.of) };
    case 'binary':
      return (isComparison(tree.operator) && !scope.numericText ? simple(tree) : undefined) ?? judgement(tree, scope);
    case 'has': {
      const place = placeOf(tree.member);
      return place === undefined ? judgement(tree, scope) : { is: 'existence', place, fails: true };
    }
    case 'name':
    case 'select': {
      const place = placeOf(tree);
      return (place && comparison(place, '==', true, 'unlike')) ?? judgement(tree, scope);
    }
    default:
      return judgement(tree, scope);
  }
}

function isComparison(sign: string): sign is ComparisonSign {
  return ['==', '!=', '<', '<=', '>', '>='].includes(sign);
}

function simple({ left, operator, right }: Extract<Tree, { is: 'binary' }>): Condition | undefined {
  const sign = operator as ComparisonSign;
  return compared(left, sign, right) ?? compared(right, mirror(sign), left);
}

/** Values of any kinds are equal or not; those of different kinds have no order. */
function compared(left: Tree, sign: ComparisonSign, right: Tree): Condition | undefined {
  const place = placeOf(left);
  const fails = sign === '==' || sign === '!=' ? 'absent' : 'unlike';
  return place && right.is === 'literal' ? comparison(place, sign, right.value, fails) : undefined;
}

function placeOf(tree: Tree): readonly string[] | undefined {
  if (tree.is === 'name') return [tree.name];
  if (tree.is !== 'select') return undefined;
  const place = placeOf(tree.of);
  return place && [...place, tree.name];
}

function judgement(tree: Tree, scope: Scope): Judgement {
  const evaluate = compileTree(tree, scope);
  const locals: unknown[] = [];
  return {
    is: 'judgement',
    places: placesRead(tree),
    test(event) {
      const value = evaluate(event, locals);
      return typeof value === 'boolean' ? value : undefined;
    },
  };
}

/** The places of which an expression reads anything; none is within another. */
export function placesRead(tree: Tree): readonly Place[] {
  return outermost(placesOf(tree, []));
}

/**
 * The same, and some twice.
 * @param variables names that macros have given to items
 */
function placesOf(tree: Tree, variables: readonly string[]): readonly Place[] {
  if (tree.is === 'name') return variables.includes(tree.name) ? [] : [[tree.name]];
  const place = placeOf(tree);
  if (place !== undefined) return variables.includes(place[0]!) ? [] : [place];
  // What has no such member, and what is no object, are not the same to it.
  if (tree.is === 'has') return placesOf(tree.member.is === 'select' ? tree.member.of : tree.member, variables);
  if (tree.is !== 'macro') return partsOf(tree).flatMap((part) => placesOf(part, variables));
  const { of, variable, condition, body } = tree;
  const inside = condition === undefined ? [body] : [condition, body];
  return [of, ...inside].flatMap((part) => placesOf(part, part === of ? variables : [...variables, variable]));
}

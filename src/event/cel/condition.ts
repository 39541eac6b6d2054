// Which expressions in CEL ask nothing but single values of the event. What is no value of the type that it is compared
// with may make an expression fail, so it is left to those who can tell how.
import { comparison, type ComparisonSign, type Condition, joined, mirror, negated } from '../condition.js';
import type { Tree } from './tree.js';

/** The expression as a condition of single values; undefined where it asks more. */
export function conditionOf(tree: Tree): Condition | undefined {
  switch (tree.is) {
    case 'and':
    case 'or':
      return joined(tree.is, tree.terms.map(conditionOf));
    case 'not':
      return negated(conditionOf(tree.of));
    case 'binary':
      return isComparison(tree.operator)
        ? (compared(tree.left, tree.operator, tree.right) ?? compared(tree.right, mirror(tree.operator), tree.left))
        : undefined;
    case 'name':
    case 'select': {
      const steps = stepsOf(tree);
      return steps && comparison(steps, '==', true, true);
    }
    default:
      return undefined;
  }
}

function isComparison(sign: string): sign is ComparisonSign {
  return ['==', '!=', '<', '<=', '>', '>='].includes(sign);
}

function compared(place: Tree, sign: ComparisonSign, value: Tree): Condition | undefined {
  const steps = stepsOf(place);
  return steps && value.is === 'literal' ? comparison(steps, sign, value.value, true) : undefined;
}

function stepsOf(tree: Tree): readonly string[] | undefined {
  if (tree.is === 'name') return [tree.name];
  if (tree.is !== 'select') return undefined;
  const steps = stepsOf(tree.of);
  return steps && [...steps, tree.name];
}

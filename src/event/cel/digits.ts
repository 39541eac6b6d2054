// Whether the result of an expression may hang on the digits of numbers from 2^53 on (`WideNumber`): reading these
// costs a second look at the text of the line. Most conditions compare a member with a small number or with text.
import { WideNumber } from '../jsonpath/wide-number.js';
import { isArithmetic, partsOf, type Tree } from './tree.js';

/** @param tree of which the result counts, or in a condition what it holds of */
export function asksDigitsOf(tree: Tree): boolean {
  switch (tree.is) {
    case 'literal':
    case 'has':
      return false;
    case 'name':
    case 'select':
    case 'index':
      return true;
    case 'not':
    case 'and':
    case 'or':
      return partsOf(tree).some(inCondition);
    case 'binary':
      return isArithmetic(tree.operator) ? partsOf(tree).some(asksDigitsOf) : comparesDigits(tree);
    case 'call':
      return !ofTextAlone.includes(tree.name) || partsOf(tree).some((part) => !isMember(part) && asksDigitsOf(part));
    default:
      return partsOf(tree).some((part) => asksDigitsOf(part));
  }
}

/** A condition itself is no number. */
function inCondition(tree: Tree): boolean {
  return !isMember(tree) && asksDigitsOf(tree);
}

const ofTextAlone: readonly string[] = ['size', 'startsWith', 'endsWith', 'contains', 'matches', 'lowerAscii'];

/** A member beside a number that has no more digits than its double, or beside text, is compared by its double. */
function comparesDigits({ left, right }: Extract<Tree, { is: 'binary' }>): boolean {
  if (isPlain(right)) return !isMember(left) && asksDigitsOf(left);
  if (isPlain(left)) return !isMember(right) && asksDigitsOf(right);
  return asksDigitsOf(left) || asksDigitsOf(right);
}

function isPlain(tree: Tree): boolean {
  if (tree.is === 'list') return tree.items.every(isPlain);
  return tree.is === 'literal' && !(tree.value instanceof WideNumber);
}

/** Names and selections alone: what stands in brackets may be selected by its digits. */
function isMember(tree: Tree): boolean {
  return tree.is === 'name' || (tree.is === 'select' && isMember(tree.of));
}

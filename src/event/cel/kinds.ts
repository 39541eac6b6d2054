// What is known of the kind of a result before there is an event: enough to see that
// `--where 'status + 1'` is no condition, and that an arithmetic is of doubles and not of ints.
import { functionOf } from './functions/index.js';
import { isArithmetic, type Tree } from './tree.js';
import { kindOfValue, type CelKind } from './values.js';

/** `dyn` where that is a matter of the event. */
export function kindOf(tree: Tree): CelKind {
  switch (tree.is) {
    case 'literal':
      return tree.double ? 'double' : kindOfValue(tree.value);
    case 'has':
    case 'not':
    case 'and':
    case 'or':
      return 'bool';
    case 'macro':
      return tree.name === 'map' || tree.name === 'filter' ? 'list' : 'bool';
    case 'call':
      return functionOf(tree).meant.gives;
    case 'list':
    case 'map':
      return tree.is;
    case 'minus':
      return kindOf(tree.of);
    case 'binary':
      return kindOfBinary(tree);
    case 'choice': {
      const [then, otherwise] = [kindOf(tree.then), kindOf(tree.otherwise)];
      return then === otherwise ? then : 'dyn';
    }
    case 'name':
    case 'select':
    case 'index':
      return 'dyn';
  }
}

function kindOfBinary({ operator, left, right }: Extract<Tree, { is: 'binary' }>): CelKind {
  if (!isArithmetic(operator)) return 'bool';
  const kinds = [kindOf(left), kindOf(right)];
  const given = (kind: CelKind): boolean => kinds.includes(kind);
  if (given('google.protobuf.Timestamp') || given('google.protobuf.Duration')) return 'dyn';
  if (given('double')) return 'double';
  if (given('int')) return kinds.every((kind) => kind === 'int') && operator !== '/' ? 'int' : 'dyn';
  return operator === '+' ? (kinds.find((kind) => kind !== 'dyn') ?? 'dyn') : 'dyn';
}

/** Whether a result may be true or false: of arithmetic and of a sign before it none is. */
export function mayBeBool(tree: Tree): boolean {
  const kind = kindOf(tree);
  if (kind !== 'dyn' || tree.is === 'minus') return kind === 'bool';
  if (tree.is === 'choice') return mayBeBool(tree.then) || mayBeBool(tree.otherwise);
  return tree.is !== 'binary';
}

// The names of types (cel-spec, "Abstract Types"): each is one beside `type(x)`. Everywhere else it is a member, since events
// have members that are called timestamp, duration or type.
import type { Scope } from './scope.js';
import type { Tree } from './tree.js';
import { TypeName, type Evaluate } from './values.js';

const types: Readonly<Record<string, string>> = {
  ...{ int: 'int', double: 'double', bool: 'bool', string: 'string', bytes: 'bytes', list: 'list', map: 'map' },
  ...{ null_type: 'null_type', type: 'type' },
  ...{ timestamp: 'google.protobuf.Timestamp', duration: 'google.protobuf.Duration' },
};

/** The type, or the list of types, that stands beside a call of type(); undefined: it is something else. */
export function typesWithin(tree: Tree, other: Tree, { variables }: Scope): Evaluate | undefined {
  if (other.is !== 'call' || other.name !== 'type') return undefined;
  const values = (tree.is === 'list' ? tree.items : [tree]).map((name) => typeNamed(name, variables));
  if (values.length === 0 || values.includes(undefined)) return undefined;
  return tree.is === 'list' ? () => values : () => values[0];
}

function typeNamed(tree: Tree, variables: readonly string[]): TypeName | undefined {
  if (tree.is !== 'name' || variables.includes(tree.name) || !Object.hasOwn(types, tree.name)) return undefined;
  return new TypeName(types[tree.name]!);
}

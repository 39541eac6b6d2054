// Tree → function. What fails gives undefined (fault.ts); the kinds of operands are checked where the operation is
// done, since those of members are known only of each event.
import { UsageError } from '../../text/usage-error.js';
import { didYouMean } from '../../text/suggest.js';
import { compileRegex } from '../jsonpath/regex.js';
import { binary } from './binary.js';
import { fail, mistyped } from './fault.js';
import { functionOf } from './functions/index.js';
import { kindOf } from './kinds.js';
import { macro } from './macros.js';
import { negated, wholeNumberOf } from './numbers.js';
import { treeText } from './print.js';
import type { Scope } from './scope.js';
import type { Tree } from './tree.js';
import { isMap, isNumber, TypeName, type Evaluate } from './values.js';

type CompilePart = (part: Tree) => Evaluate;

/**
 * The function of a tree.
 * @throws UsageError for functions and names there are none of
 */
export function compileTree(tree: Tree, scope: Scope): Evaluate {
  const of: CompilePart = (part) => compileTree(part, scope);
  switch (tree.is) {
    case 'literal': {
      const { value } = tree;
      return () => value;
    }
    case 'name':
      return named(tree.name, scope);
    case 'select':
      return selected(of(tree.of), tree.name, treeText(tree));
    case 'index':
      return indexed(of(tree.of), of(tree.at), treeText(tree));
    case 'has':
      return exists(tree.member, scope);
    case 'call':
      return called(tree, of);
    case 'macro':
      return macro(tree, scope, compileTree);
    case 'list':
      return listOf(tree.items, of);
    case 'map':
      return mapOf(tree.entries, of);
    case 'not':
      return not(of(tree.of));
    case 'minus':
      return minus(of(tree.of));
    case 'binary':
      return binary(tree, scope, of);
    case 'and':
    case 'or':
      return logical(tree.is, tree.terms.map(of));
    case 'choice':
      return choice(of(tree.condition), of(tree.then), of(tree.otherwise));
  }
}

function named(name: string, { variables, names }: Scope): Evaluate {
  const place = variables.lastIndexOf(name);
  if (place >= 0) return (_, locals) => locals[place];
  if (names !== undefined && !names.includes(name))
    throw new UsageError(
      `there is no ${name} here${didYouMean(name, names)}`,
      `the names of the row: ${names.join(', ')}`,
    );
  const missing = { is: 'missing', member: name } as const;
  return (event) => (isMap(event) && Object.hasOwn(event, name) ? event[name] : fail(missing));
}

function selected(of: Evaluate, name: string, text: string): Evaluate {
  const missing = { is: 'missing', member: text } as const;
  return (event, locals) => {
    const value = of(event, locals);
    if (value === undefined) return undefined;
    if (!isMap(value)) return mistyped(`.${name}`, value);
    return Object.hasOwn(value, name) ? value[name] : fail(missing);
  };
}

function indexed(of: Evaluate, at: Evaluate, text: string): Evaluate {
  const missing = { is: 'missing', member: text } as const;
  return (event, locals) => {
    const value = of(event, locals);
    const key = value === undefined ? undefined : at(event, locals);
    if (key === undefined) return undefined;
    if (Array.isArray(value)) {
      const place = wholeNumberOf(key);
      if (place === undefined) return mistyped('[]', value, key);
      return place >= 0n && place < value.length ? (value[Number(place)] as unknown) : fail(missing);
    }
    if (!isMap(value) || typeof key !== 'string') return mistyped('[]', value, key);
    return Object.hasOwn(value, key) ? value[key] : fail(missing);
  };
}

/** Whether a member is there; of what is no object it is an error. */
function exists(member: Extract<Tree, { is: 'has' }>['member'], scope: Scope): Evaluate {
  const { name } = member;
  if (member.is === 'name') {
    named(name, scope);
    return (event) => isMap(event) && Object.hasOwn(event, name);
  }
  const of = compileTree(member.of, scope);
  return (event, locals) => {
    const value = of(event, locals);
    if (value === undefined) return undefined;
    return isMap(value) ? Object.hasOwn(value, name) : mistyped('has()', value);
  };
}

function called(tree: Extract<Tree, { is: 'call' }>, of: CompilePart): Evaluate {
  const { name, meant, values } = functionOf(tree);
  const { call } = meant;
  if (name === 'matches') checkPattern(values[1]!);
  // That 2.0 is a double is not to be seen of its value.
  if (name === 'type' && kindOf(values[0]!) === 'double') return mapped(of(values[0]!), () => new TypeName('double'));
  const [a, b, c, d] = values.map(of);
  if (a !== undefined && b === undefined) return mapped(a, (value) => call(value, undefined, undefined, undefined));
  const given = [a, b, c, d].filter((part) => part !== undefined);
  return (event, locals) => {
    const found: unknown[] = [];
    for (const part of given) {
      const value = part(event, locals);
      if (value === undefined) return undefined;
      found.push(value);
    }
    return call(found[0], found[1], found[2], found[3]);
  };
}

function mapped(of: Evaluate, call: (value: unknown) => unknown): Evaluate {
  return (event, locals) => {
    const value = of(event, locals);
    return value === undefined ? undefined : call(value);
  };
}

function checkPattern(pattern: Tree): void {
  if (pattern.is !== 'literal' || typeof pattern.value !== 'string') return;
  try {
    compileRegex(pattern.value);
  } catch (error) {
    throw new UsageError(`"${pattern.value}" is no regular expression: ${(error as Error).message}`, 'RE2 syntax');
  }
}

/** A list that is the same for every event is made once. */
function listOf(items: readonly Tree[], of: CompilePart): Evaluate {
  if (items.every((item) => item.is === 'literal')) {
    const values = items.map(({ value }) => value);
    return () => values;
  }
  const parts = items.map(of);
  return (event, locals) => {
    const values: unknown[] = [];
    for (const part of parts) {
      const value = part(event, locals);
      if (value === undefined) return undefined;
      values.push(value);
    }
    return values;
  };
}

const twice = { is: 'value', what: 'a key stands twice in an object' } as const;

function mapOf(entries: readonly (readonly [Tree, Tree])[], of: CompilePart): Evaluate {
  const parts = entries.map(([key, value]) => [of(key), of(value)] as const);
  return (event, locals) => {
    const made = Object.create(null) as Record<string, unknown>;
    for (const [keyOf, valueOf] of parts) {
      const key = keyOf(event, locals);
      const value = key === undefined ? undefined : valueOf(event, locals);
      if (value === undefined) return undefined;
      if (typeof key !== 'string') return mistyped('a key of an object', key);
      if (Object.hasOwn(made, key)) return fail(twice);
      made[key] = value;
    }
    return made;
  };
}

function not(of: Evaluate): Evaluate {
  return mapped(of, (value) => (typeof value === 'boolean' ? !value : mistyped('!', value)));
}

function minus(of: Evaluate): Evaluate {
  return mapped(of, (value) => (isNumber(value) ? negated(value) : mistyped('-', value)));
}

/** && is decided by one false, || by one true, whatever fails beside it. */
function logical(is: 'and' | 'or', terms: readonly Evaluate[]): Evaluate {
  const decisive = is === 'or';
  const sign = is === 'or' ? '||' : '&&';
  return (event, locals) => {
    let failed = false;
    for (const term of terms) {
      const value = term(event, locals);
      if (value === decisive) return decisive;
      if (value === !decisive) continue;
      if (value !== undefined) mistyped(sign, value);
      failed = true;
    }
    return failed ? undefined : !decisive;
  };
}

function choice(condition: Evaluate, then: Evaluate, otherwise: Evaluate): Evaluate {
  return (event, locals) => {
    const holds = condition(event, locals);
    if (holds === true) return then(event, locals);
    if (holds === false) return otherwise(event, locals);
    return holds === undefined ? undefined : mistyped('?:', holds);
  };
}

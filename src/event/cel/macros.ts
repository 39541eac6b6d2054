// Macros over lists, and over the keys of objects (cel-spec, "Macros"). `all` and `exists` are && and || over the items, so
// that one item decides whatever fails of the others. Each step counts as work: macros within macros multiply.
import { nodeWork, work } from '../jsonpath/work.js';
import { mistyped } from './fault.js';
import type { Scope } from './scope.js';
import { sizeOf, type Tree } from './tree.js';
import { isMap, type Evaluate } from './values.js';

type Macro = Extract<Tree, { is: 'macro' }>;
/** The value of a step for an item; undefined: it failed. */
type ItemStep = (item: unknown) => unknown;
type Over = (items: readonly unknown[], step: ItemStep, condition: ItemStep | undefined) => unknown;

const over: Readonly<Record<Macro['name'], Over>> = {
  all: (items, step) => decided(items, step, false, 'all()'),
  exists: (items, step) => decided(items, step, true, 'exists()'),
  exists_one: existsOne,
  map: mapped,
  filter: (items, step) => kept(items, step, 'filter()'),
};

/**
 * The function of a macro.
 * @param compile of its parts
 */
export function macro(tree: Macro, scope: Scope, compile: (tree: Tree, scope: Scope) => Evaluate): Evaluate {
  const place = scope.variables.length;
  const inside = { ...scope, variables: [...scope.variables, tree.variable] };
  const [of, body] = [compile(tree.of, scope), compile(tree.body, inside)];
  const condition = tree.condition === undefined ? undefined : compile(tree.condition, inside);
  const cost = nodeWork + sizeOf(tree.body) + (tree.condition === undefined ? 0 : sizeOf(tree.condition));
  const run = over[tree.name];
  return (event, locals) => {
    const value = of(event, locals);
    if (value === undefined) return undefined;
    const items: readonly unknown[] | undefined = Array.isArray(value)
      ? value
      : isMap(value)
        ? Object.keys(value)
        : undefined;
    if (items === undefined) return mistyped(`${tree.name}()`, value);
    const step =
      (part: Evaluate): ItemStep =>
      (item) => {
        work(cost);
        locals[place] = item;
        return part(event, locals);
      };
    return run(items, step(body), condition && step(condition));
  };
}

function decided(items: readonly unknown[], step: ItemStep, decisive: boolean, name: string): boolean | undefined {
  let failed = false;
  for (const item of items) {
    const value = step(item);
    if (value === decisive) return decisive;
    if (value === !decisive) continue;
    if (value !== undefined) mistyped(name, value);
    failed = true;
  }
  return failed ? undefined : !decisive;
}

/** It fails where it fails of any item. */
function existsOne(items: readonly unknown[], step: ItemStep): boolean | undefined {
  const found = kept(items, step, 'exists_one()');
  return found === undefined ? undefined : found.length === 1;
}

function kept(items: readonly unknown[], step: ItemStep, name: string): readonly unknown[] | undefined {
  const found: unknown[] = [];
  for (const item of items) {
    const value = step(item);
    if (value === undefined) return undefined;
    if (typeof value !== 'boolean') return mistyped(name, value);
    if (value) found.push(item);
  }
  return found;
}

function mapped(
  items: readonly unknown[],
  step: ItemStep,
  condition: ItemStep | undefined,
): readonly unknown[] | undefined {
  const chosen = condition === undefined ? items : kept(items, condition, 'map()');
  if (chosen === undefined) return undefined;
  const made: unknown[] = [];
  for (const item of chosen) {
    const value = step(item);
    if (value === undefined) return undefined;
    made.push(value);
  }
  return made;
}

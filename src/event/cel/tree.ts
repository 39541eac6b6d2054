// An expression as it was read: what the words of it mean is found out where it is walked.
import type { ComparisonSign } from '../condition.js';

export type BinarySign = ComparisonSign | 'in' | ArithmeticSign;
export type ArithmeticSign = '+' | '-' | '*' | '/' | '%';
export type MacroName = 'all' | 'exists' | 'exists_one' | 'map' | 'filter';

export type Tree =
  | {
      readonly is: 'literal';
      /** As the values of compile.ts; text of a number that has no double of its own is a `WideNumber`. */
      readonly value: unknown;
      /** Whether it was written with a point or an exponent. */
      readonly double: boolean;
    }
  | { readonly is: 'name'; readonly name: string }
  | { readonly is: 'select'; readonly of: Tree; readonly name: string }
  | { readonly is: 'index'; readonly of: Tree; readonly at: Tree }
  | { readonly is: 'has'; readonly member: Tree & { readonly is: 'name' | 'select' } }
  | { readonly is: 'call'; readonly name: string; readonly on: Tree | undefined; readonly args: readonly Tree[] }
  | {
      readonly is: 'macro';
      readonly name: MacroName;
      readonly of: Tree;
      readonly variable: string;
      /** Of `map` with a condition. */
      readonly condition: Tree | undefined;
      readonly body: Tree;
    }
  | { readonly is: 'list'; readonly items: readonly Tree[] }
  | { readonly is: 'map'; readonly entries: readonly (readonly [key: Tree, value: Tree])[] }
  | { readonly is: 'not' | 'minus'; readonly of: Tree }
  | { readonly is: 'binary'; readonly operator: BinarySign; readonly left: Tree; readonly right: Tree }
  | { readonly is: 'and' | 'or'; readonly terms: readonly Tree[] }
  | { readonly is: 'choice'; readonly condition: Tree; readonly then: Tree; readonly otherwise: Tree };

const arithmeticSigns: readonly string[] = ['+', '-', '*', '/', '%'];

export function isArithmetic(sign: BinarySign): sign is ArithmeticSign {
  return arithmeticSigns.includes(sign);
}

/** The parts of which a tree is made, from left to right. */
export function partsOf(tree: Tree): readonly Tree[] {
  switch (tree.is) {
    case 'literal':
    case 'name':
      return [];
    case 'has':
      return [tree.member];
    case 'select':
    case 'not':
    case 'minus':
      return [tree.of];
    case 'index':
      return [tree.of, tree.at];
    case 'call':
      return tree.on === undefined ? tree.args : [tree.on, ...tree.args];
    case 'macro':
      return [tree.of, ...(tree.condition === undefined ? [] : [tree.condition]), tree.body];
    case 'list':
      return tree.items;
    case 'map':
      return tree.entries.flat();
    case 'binary':
      return [tree.left, tree.right];
    case 'and':
    case 'or':
      return tree.terms;
    case 'choice':
      return [tree.condition, tree.then, tree.otherwise];
  }
}

/** How many nodes a tree has. */
export function sizeOf(tree: Tree): number {
  return partsOf(tree).reduce((size, part) => size + sizeOf(part), 1);
}

/** How many levels it has. */
export function depthOf(tree: Tree): number {
  return 1 + Math.max(0, ...partsOf(tree).map(depthOf));
}

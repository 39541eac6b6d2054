// Tree → text, with no more parentheses than it needs; reading the text gives the tree again.
import { WideNumber } from '../jsonpath/wide-number.js';
import type { Tree } from './tree.js';
import { Bytes } from './values.js';

/** How closely a node holds together: a part that does less closely than its place needs stands in parentheses. */
const closeness: Readonly<Record<string, number>> = {
  ...{ choice: 0, or: 1, and: 2, '==': 3, '!=': 3, '<': 3, '<=': 3, '>': 3, '>=': 3, in: 3 },
  ...{ '+': 4, '-': 4, '*': 5, '/': 5, '%': 5, not: 6, minus: 6 },
};
const member = 7;

function closenessOf(tree: Tree): number {
  return closeness[tree.is === 'binary' ? tree.operator : tree.is] ?? member;
}

/** The text of an expression. */
export function treeText(tree: Tree): string {
  switch (tree.is) {
    case 'literal':
      return literalText(tree.value, tree.double);
    case 'name':
      return nameText(tree.name);
    case 'has':
      return `has(${treeText(tree.member)})`;
    case 'select':
      return `${holder(tree.of)}.${nameText(tree.name)}`;
    case 'index':
      return `${holder(tree.of)}[${treeText(tree.at)}]`;
    case 'call':
      return `${tree.on === undefined ? '' : `${holder(tree.on)}.`}${tree.name}(${listed(tree.args)})`;
    case 'macro':
      return macroText(tree);
    case 'list':
      return `[${listed(tree.items)}]`;
    case 'map':
      return `{${tree.entries.map(([key, value]) => `${treeText(key)}: ${treeText(value)}`).join(', ')}}`;
    case 'not':
      return `!${within(tree.of, closeness['not']!)}`;
    case 'minus':
      // Without parentheses the sign would be part of a number.
      return tree.of.is === 'literal' ? `-(${treeText(tree.of)})` : `-${within(tree.of, closeness['minus']!)}`;
    case 'binary': {
      const close = closeness[tree.operator]!;
      return `${within(tree.left, close)} ${tree.operator} ${within(tree.right, close + 1)}`;
    }
    case 'and':
    case 'or':
      return tree.terms.map((term) => within(term, closeness[tree.is]! + 1)).join(tree.is === 'and' ? ' && ' : ' || ');
    case 'choice':
      return `${within(tree.condition, 1)} ? ${within(tree.then, 1)} : ${treeText(tree.otherwise)}`;
  }
}

function macroText({ of, name, variable, condition, body }: Extract<Tree, { is: 'macro' }>): string {
  const steps = condition === undefined ? [body] : [condition, body];
  return `${holder(of)}.${name}(${nameText(variable)}, ${listed(steps)})`;
}

function within(tree: Tree, close: number): string {
  return closenessOf(tree) < close ? `(${treeText(tree)})` : treeText(tree);
}

/** What stands before a point or a bracket. */
function holder(tree: Tree): string {
  const isNumber = tree.is === 'literal' && typeof tree.value !== 'string';
  return isNumber ? `(${treeText(tree)})` : within(tree, member);
}

function listed(trees: readonly Tree[]): string {
  return trees.map(treeText).join(', ');
}

const reserved: readonly string[] = ['true', 'false', 'null', 'in'];

function nameText(name: string): string {
  return (/^[_a-zA-Z]\w*$/.test(name) && !reserved.includes(name)) || name === '@each' ? name : `\`${name}\``;
}

function literalText(value: unknown, double: boolean): string {
  if (value instanceof Bytes) return `b"${[...value.bytes].map(byteText).join('')}"`;
  if (value instanceof WideNumber) return value.digits;
  if (typeof value !== 'number') return JSON.stringify(value);
  return double && /^-?\d+$/.test(String(value)) ? `${value}.0` : String(value);
}

function byteText(byte: number): string {
  return `\\x${byte.toString(16).padStart(2, '0')}`;
}

// A node of RFC 9535 (§1.1): a value and where it stands. The way back to the root is kept as a chain, so that selecting
// a million nodes costs no million lists.
import { WideNumber } from './wide-number.js';
import { nodeWork, work } from './work.js';

/** One step from a value to a member (name) or an item (index, negative: from the end). */
export type Step = string | number;

export interface Node {
  readonly value: unknown;
  /** The container this node is in, and its name or index there; undefined for the root. */
  readonly parent: Node | undefined;
  readonly step: Step;
}

export function rootNode(value: unknown): Node {
  return { value, parent: undefined, step: '' };
}

/** The steps from the root to the node. */
export function location(node: Node): Step[] {
  const steps: Step[] = [];
  for (let at = node; at.parent !== undefined; at = at.parent) steps.push(at.step);
  return steps.reverse();
}

/** How many steps those are. */
export function depth(node: Node): number {
  let steps = 0;
  for (let at = node; at.parent !== undefined; at = at.parent) steps++;
  return steps;
}

/** The nodes right below, objects in the order JavaScript keeps their members (RFC 9535 leaves it open). */
export function children(node: Node): Node[] {
  const { value } = node;
  if (Array.isArray(value)) {
    work(nodeWork * value.length);
    return value.map((item: unknown, step) => ({ value: item, parent: node, step }));
  }
  if (!isObject(value)) return [];
  const names = Object.keys(value);
  work(nodeWork * names.length);
  return names.map((step) => ({ value: value[step], parent: node, step }));
}

/** The one node a name or index selects, or undefined. Only own members exist: no prototype is ever read. */
export function child(value: unknown, step: Step): unknown {
  if (typeof step === 'number') return Array.isArray(value) ? (value as unknown[]).at(step) : undefined;
  return isObject(value) && Object.hasOwn(value, step) ? value[step] : undefined;
}

/** What a chain of names and indexes selects: a singular query; undefined when nothing. */
export function follow(value: unknown, steps: readonly Step[]): unknown {
  let at = value;
  for (const step of steps) {
    at = child(at, step);
    if (at === undefined) return undefined;
  }
  return at;
}

export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof WideNumber);
}

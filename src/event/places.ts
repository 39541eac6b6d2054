// The nodes a path selects, with where each of them stands. There may be millions of a record (`--each`), of which few
// are looked at twice: the description of one is made when it is looked at.
import { depth, follow, location, type Node, type Step } from './jsonpath/node.js';
import { nodeWork, work } from './jsonpath/work.js';

/** A value and the steps that lead to it. */
export interface NodePlace {
  readonly value: unknown;
  readonly steps: readonly Step[];
}

export interface NodePlaces {
  readonly length: number;
  at(index: number): NodePlace | undefined;
}

/** The places of these nodes. */
export function placesOf(nodes: readonly Node[]): NodePlaces {
  for (const node of nodes) work(depth(node));
  return {
    length: nodes.length,
    at(index) {
      const node = nodes[index];
      return node && { value: node.value, steps: location(node) };
    },
  };
}

/**
 * The places of the items of the list that these steps lead to: the same as of the nodes that `[*]` selects, which need
 * not be made. Undefined where they lead to no list, or count from the end of one.
 */
export function itemsAt(steps: readonly Step[] | undefined, value: unknown): NodePlaces | undefined {
  const list = steps?.every((step) => typeof step === 'string' || step >= 0) ? follow(value, steps) : undefined;
  if (steps === undefined || !Array.isArray(list)) return undefined;
  work(nodeWork * list.length);
  return {
    length: list.length,
    at: (index) => (index < list.length ? { value: list[index] as unknown, steps: [...steps, index] } : undefined),
  };
}

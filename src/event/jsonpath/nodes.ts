// Which nodes a JSONPath selects (RFC 9535 §2.3, §2.5). The path was parsed and type-checked by the library; here it is
// turned into functions, once, and these into nodes, per event.
import { children, follow, isObject, rootNode, type Node, type Step } from './node.js';
import { isDescendant, selectorClasses, type Expression, type Segment, type Selector } from './library.js';
import { nodeWork, work } from './work.js';

/** Nodes selected from a value; `root` is what `$` means in filters. */
export type Query = (value: unknown, root: unknown) => Node[];

/** Makes a test of a filter's expression, which may have `depth` levels (expression.ts). */
export type CompileFilter = (expression: Expression, depth: number) => (value: unknown, root: unknown) => boolean;

type Select = (node: Node, root: unknown, into: Node[]) => void;

/** The steps of a singular query (RFC 9535 §2.3.5.1): names and indexes only; else undefined. */
export function singularSteps(segments: readonly Segment[]): Step[] | undefined {
  const steps: Step[] = [];
  for (const segment of segments) {
    const step = segment.selectors.length === 1 && !isDescendant(segment) ? stepOf(segment.selectors[0]!) : undefined;
    if (step === undefined) return undefined;
    steps.push(step);
  }
  return steps;
}

/** The steps to the value of which `…[*]` selects every item; undefined where the path is not of that kind. */
export function stepsToItems(segments: readonly Segment[]): Step[] | undefined {
  const last = segments.at(-1);
  const only = last?.selectors.length === 1 && !isDescendant(last) ? last.selectors[0] : undefined;
  return only instanceof selectorClasses().WildcardSelector ? singularSteps(segments.slice(0, -1)) : undefined;
}

/** The name or index a selector selects, if it is of that kind. */
export function stepOf(selector: Selector): Step | undefined {
  const { NameSelector, IndexSelector } = selectorClasses();
  if (selector instanceof NameSelector) return selector.name;
  return selector instanceof IndexSelector ? selector.index : undefined;
}

/**
 * The query of these segments. Filters nested deeper than `depth` are refused.
 * @throws RangeError when they are
 */
export function queryOf(segments: readonly Segment[], depth: number, filter: CompileFilter): Query {
  const stages = segments.map((segment) => stage(segment, depth, filter));
  return (value, root) => stages.reduce((nodes, step) => step(nodes, root), [rootNode(value)]);
}

type Stage = (nodes: Node[], root: unknown) => Node[];

function stage(segment: Segment, depth: number, filter: CompileFilter): Stage {
  const selectors = segment.selectors.map((selector) => selectOf(selector, depth, filter));
  const descendant = isDescendant(segment);
  const perNode = nodeWork * selectors.length;
  return (nodes, root) => {
    const into: Node[] = [];
    for (const node of nodes) {
      for (const at of descendant ? containersWithin(node, perNode) : [node]) {
        work(perNode);
        for (const select of selectors) select(at, root, into);
      }
    }
    return into;
  };
}

/**
 * A node and every container below it, parents before children, in order: of other values nothing is selected. Needs no
 * stack, however deep the value.
 * @param perNode work that each of those counts as
 */
function* containersWithin(node: Node, perNode: number): Generator<Node> {
  const ahead = [node];
  for (let next = ahead.pop(); next !== undefined; next = ahead.pop()) {
    yield next;
    const { value } = next;
    const names = Array.isArray(value) ? undefined : isObject(value) ? Object.keys(value) : none;
    const items = value as Readonly<Record<string | number, unknown>>;
    const length = names?.length ?? (value as readonly unknown[]).length;
    let others = 0;
    work(nodeWork * length);
    for (let i = length - 1; i >= 0; i--) {
      const step = names?.[i] ?? i;
      const below = items[step];
      if (typeof below === 'object' && below !== null) ahead.push({ value: below, parent: next, step });
      else others++;
    }
    work(perNode * others);
  }
}

const none: readonly string[] = [];

function selectOf(selector: Selector, depth: number, filter: CompileFilter): Select {
  const { FilterSelector, SliceSelector } = selectorClasses();
  const step = stepOf(selector);
  if (step !== undefined) return selectStep(step);
  if (selector instanceof SliceSelector) return selectSlice(selector.start, selector.stop, selector.step ?? 1);
  if (selector instanceof FilterSelector) return selectWhere(filter(selector.expression, depth));
  return (node, _, into) => {
    for (const below of children(node)) into.push(below);
  };
}

function selectStep(step: Step): Select {
  const steps = [step];
  return (node, _, into) => {
    const value = follow(node.value, steps);
    if (value === undefined) return;
    const fromEnd = typeof step === 'number' && step < 0;
    into.push({ value, parent: node, step: fromEnd ? (node.value as unknown[]).length + step : step });
  };
}

function selectWhere(test: (value: unknown, root: unknown) => boolean): Select {
  return (node, root, into) => {
    for (const below of children(node)) if (test(below.value, root)) into.push(below);
  };
}

/** `start:stop:step` of RFC 9535 §2.3.4.2, bounds clipped to the array. */
function selectSlice(start: number | undefined, stop: number | undefined, step: number): Select {
  return (node, _, into) => {
    if (!Array.isArray(node.value) || step === 0) return;
    const { length } = node.value;
    const [low, high] = step > 0 ? [0, length] : [-1, length - 1];
    const bound = (at: number): number => Math.min(Math.max(at < 0 ? length + at : at, low), high);
    const from = start === undefined ? (step > 0 ? low : high) : bound(start);
    const to = stop === undefined ? (step > 0 ? high : low) : bound(stop);
    for (let i = from; step > 0 ? i < to : i > to; i += step) {
      work(nodeWork);
      into.push({ value: (node.value as unknown[])[i], parent: node, step: i });
    }
  };
}

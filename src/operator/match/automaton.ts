// Pattern → automaton without ε (Glushkov, Uspekhi 16(5), 1961): a state for each place of the pattern at which an event
// is taken, and of each the ways on, the most preferred first, as a regular expression of Perl prefers them. What a way on
// requires of the events between stands on it, so that a partial match is an event and a way on from it.
import { UsageError } from '../../text/usage-error.js';
import { lengths, type Gap, type SequencePart, type PatternTree } from './pattern-tree.js';

/** A set of names, by their bits. */
export type NameSet = number;

/** The place that a way on leads to which ends the match. */
export const ending = -1;

export interface WayOn {
  /** Its number among all of the automaton. */
  readonly id: number;
  /** The place that it leads from; −1: the beginning. */
  readonly from: number;
  /** The place at which the next event is taken, or `ending`. */
  readonly to: number;
  readonly gap: Gap;
  /** Names of which none may hold of an event until the next is taken, that one included. */
  readonly never: NameSet;
  /** The same of the very next event alone. */
  readonly notNext: NameSet;
}

export interface Automaton {
  /** The names of the pattern in order of their first appearance; a place and a set hold them by their numbers. */
  readonly names: readonly string[];
  /** Those that events are taken as. */
  readonly taken: readonly number[];
  /** By place, the name that an event is taken as. */
  readonly nameAt: readonly number[];
  /** The ways from the beginning. */
  readonly starts: readonly WayOn[];
  /** By place, the ways on from it. */
  readonly waysOn: readonly (readonly WayOn[])[];
  /** All ways on by their numbers. */
  readonly ways: readonly WayOn[];
  /** How many events a match has. */
  readonly least: number;
  readonly most: number;
  /** Whether a match may end with something that must not be. */
  readonly endsNegatively: boolean;
  /** Whether a match may wait for the very next event, which what is preferred to it could take. */
  readonly mayWait: boolean;
}

/** A set of names is a number of 32 bits. */
const mostNames = 31;
/** Larger patterns are not written by hand, and every partial match of one would look at too many ways on. */
const [mostPlaces, mostWays, mostNodes] = [2_000, 20_000, 100_000];

/**
 * The automaton of a pattern.
 * @throws UsageError when it begins with a negation, has nothing but such, or is too large
 */
export function automatonOf(tree: PatternTree): Automaton {
  try {
    return new PatternGraph(tree).automaton();
  } catch (error) {
    // Nodes that take no event are gone through by recursion.
    if (error instanceof RangeError) throw tooLarge();
    throw error;
  }
}

/** Thompson's graph (CACM 11(6), 1968): nodes that take an event, and those that do not. */
type GraphNode =
  | { readonly is: 'take'; readonly place: number; readonly gap: Gap }
  | { readonly is: 'not'; readonly names: NameSet; readonly strict: boolean; readonly next: GraphNode }
  | Split
  | { readonly is: 'end' };

interface Split {
  readonly is: 'split';
  /** The most preferred first. */
  to: readonly GraphNode[];
}

class PatternGraph {
  readonly #tree: PatternTree;
  readonly #names: readonly string[];
  readonly #nameAt: number[] = [];
  /** By place, what follows it. */
  readonly #nexts: GraphNode[] = [];
  #nodes = 0;
  #ways = 0;

  constructor(tree: PatternTree) {
    this.#tree = tree;
    this.#names = [...new Set(namesIn(tree))];
    if (this.#names.length > mostNames)
      throw new UsageError(`a pattern has at most ${mostNames} different names, not ${this.#names.length}`);
  }

  automaton(): Automaton {
    const [least, most] = lengths(this.#tree);
    if (most === 0) throw new UsageError('a pattern needs an event that is there, and not negations alone');
    const starts = this.#waysFrom(-1, this.#node(this.#tree, undefined, { is: 'end' }));
    if (starts.some(isConditional))
      throw new UsageError('a pattern cannot begin with a negation, which says what does not follow an event');
    const waysOn = this.#nexts.map((next, place) => this.#waysFrom(place, next));
    const ways = [...starts, ...waysOn.flat()];
    return {
      names: this.#names,
      taken: [...new Set(this.#nameAt)].sort((a, b) => a - b),
      nameAt: this.#nameAt,
      starts: starts.filter(({ to }) => to !== ending),
      ...{ waysOn, ways, least, most },
      endsNegatively: ways.some((way) => way.to === ending && isConditional(way)),
      mayWait: least < most && ways.some(({ from, gap }) => from >= 0 && gap === 'strict'),
    };
  }

  /**
   * The node of a tree.
   * @param gap before its first event; undefined: none is written
   */
  #node(tree: PatternTree, gap: Gap | undefined, next: GraphNode): GraphNode {
    if (++this.#nodes > mostNodes) throw tooLarge();
    switch (tree.is) {
      case 'name':
        return this.#take(tree.name, gap ?? 'strict', next);
      case 'not':
        return { is: 'not', names: this.#setOf(tree.names), strict: (gap ?? 'strict') === 'strict', next };
      case 'sequence':
        return this.#sequence(tree.parts, gap, next);
      case 'either':
        return { is: 'split', to: tree.branches.map((branch) => this.#node(branch, gap, next)) };
      case 'repeat':
        return this.#repeat(tree, gap, next);
    }
  }

  #sequence(parts: readonly SequencePart[], gap: Gap | undefined, next: GraphNode): GraphNode {
    const [first, ...others] = parts;
    const rest = others.reduceRight((after, part) => this.#node(part.of, part.gap, after), next);
    return this.#node(first!.of, first!.gap ?? gap, rest);
  }

  /** Between repetitions is the gap before the first, of which `...` counts as `..`. */
  #repeat(tree: Repetition, gap: Gap | undefined, next: GraphNode): GraphNode {
    const { of, least, most, combines } = tree;
    const between: Gap | undefined = combines ? 'any' : gap === 'any' ? 'next' : gap;
    let after = next;
    if (most === Infinity) {
      const loop: Split = { is: 'split', to: [] };
      const again = this.#node(of, between, loop);
      loop.to = inOrder(tree, again, next);
      // The first need not have a place of its own.
      if (least <= 1 && gap === between) return least === 0 ? loop : again;
      after = loop;
    }
    for (let i = most; i > Math.max(least, 1) && i < Infinity; i--)
      after = { is: 'split', to: inOrder(tree, this.#node(of, between, after), next) };
    for (let i = least; i > 1; i--) after = this.#node(of, between, after);
    const first = this.#node(of, gap, after);
    return least === 0 ? { is: 'split', to: inOrder(tree, first, next) } : first;
  }

  #take(name: string, gap: Gap, next: GraphNode): GraphNode {
    const place = this.#nameAt.length;
    if (place >= mostPlaces) throw tooLarge();
    this.#nameAt.push(this.#names.indexOf(name));
    this.#nexts.push(next);
    return { is: 'take', place, gap };
  }

  #setOf(names: readonly string[]): NameSet {
    return names.reduce((set, name) => set | (1 << this.#names.indexOf(name)), 0);
  }

  /** What can be next, past the nodes that take no event: each once, as it is reached by the most preferred way. */
  #waysFrom(from: number, node: GraphNode): readonly WayOn[] {
    const ways: WayOn[] = [];
    const seen = new Map<GraphNode, Set<string>>();
    const visit = (at: GraphNode, never: NameSet, notNext: NameSet): void => {
      const known = seen.get(at) ?? new Set();
      const conditions = `${never} ${notNext}`;
      if (known.has(conditions)) return;
      seen.set(at, known.add(conditions));
      if (at.is === 'split') for (const to of at.to) visit(to, never, notNext);
      else if (at.is !== 'not') ways.push(this.#way(from, at, never, notNext));
      else if (at.strict) visit(at.next, never, notNext | at.names);
      else visit(at.next, never | at.names, notNext);
    };
    visit(node, 0, 0);
    return ways;
  }

  #way(from: number, at: Exclude<GraphNode, { is: 'not' | 'split' }>, never: NameSet, notNext: NameSet): WayOn {
    if (this.#ways >= mostWays) throw tooLarge();
    const [to, gap] = at.is === 'take' ? [at.place, at.gap] : ([ending, 'any'] as const);
    return { id: this.#ways++, from, to, gap, never, notNext };
  }
}

type Repetition = PatternTree & { readonly is: 'repeat' };

function inOrder({ reluctant }: Repetition, once: GraphNode, none: GraphNode): readonly GraphNode[] {
  return reluctant ? [none, once] : [once, none];
}

function isConditional({ never, notNext }: WayOn): boolean {
  return (never | notNext) !== 0;
}

/** The names of a pattern in the order in which they are written. */
export function namesIn(tree: PatternTree): readonly string[] {
  switch (tree.is) {
    case 'name':
      return [tree.name];
    case 'not':
      return tree.names;
    case 'sequence':
      return tree.parts.flatMap(({ of }) => namesIn(of));
    case 'either':
      return tree.branches.flatMap(namesIn);
    case 'repeat':
      return namesIn(tree.of);
  }
}

function tooLarge(): UsageError {
  return new UsageError('the pattern is too large: its quantifiers, within each other, make too many places of it');
}

// The partial matches that have begun with one event, the most preferred first, as the threads of Pike's machine are for a
// regular expression (Cox, "Regular Expression Matching: the Virtual Machine Approach", 2009): each waits for one event, on
// one way on from its last. An event that fits moves it to the place where that is taken, and it becomes as many as there
// are ways on from there. A match is less preferred than what stands before it, and of one first event only the most
// preferred is kept, unless all are wanted: what stands behind a match is dropped. A match waits for what is more preferred
// only as far as the very next event goes, as those that a strict quantifier may still prolong; what waits for an event over
// a gap could be waited for until `within` ends.
import { ending, type Automaton, type WayOn } from './automaton.js';
import type { HeldEvent } from './held-event.js';
import { TooManyPartials } from './limits.js';
import type { MatchPlan } from './match-plan.js';
import type { NameTest } from './name-test.js';
import { inOrderOfEvents, Taken } from './taken.js';

export interface PartialMatch {
  readonly last: Taken;
  readonly way: WayOn;
  /** No event has come since the last. */
  isFresh: boolean;
}

/** What the end of `within` leaves. */
export interface Expired {
  /** What nothing has followed that must not. */
  readonly matches: readonly Taken[];
  readonly timeouts: readonly Taken[];
}

export class PartialMatches {
  readonly first: HeldEvent;
  readonly #automaton: Automaton;
  readonly #most: number;
  /** Whether all matches are wanted, and not one of each first event. */
  readonly #all: boolean;
  #partials: PartialMatch[] = [];
  /** A match that what is more preferred may still take the place of. */
  #match: Taken | undefined;

  constructor(first: HeldEvent, { automaton, maxPartials, skip }: MatchPlan) {
    this.first = first;
    this.#automaton = automaton;
    this.#most = maxPartials;
    this.#all = skip.is === 'none';
  }

  /** How many partial matches there are. */
  get size(): number {
    return this.#partials.length;
  }

  get partials(): readonly PartialMatch[] {
    return this.#partials;
  }

  /** The match that waits for what is more preferred. */
  get match(): Taken | undefined {
    return this.#match;
  }

  get isEmpty(): boolean {
    return this.#partials.length === 0 && this.#match === undefined;
  }

  /** The first event is taken, as whatever begins the pattern. */
  begin(test: NameTest): readonly Taken[] {
    const found: Taken[] = [];
    const roots: Taken[] = [];
    test.turn(this.first, this.first);
    for (const { to } of this.#automaton.starts) {
      const name = this.#automaton.nameAt[to]!;
      if (!test.holds(name)) continue;
      let root = roots.find((known) => known.name === name);
      if (root === undefined) roots.push((root = new Taken(this.first, name, undefined)));
      if (this.#enter(root, to, found)) break;
    }
    return this.#decided(found);
  }

  /**
   * The next event of the key has come.
   * @returns the matches that are to be written now, in the order of their events
   */
  step(event: HeldEvent, test: NameTest): readonly Taken[] {
    const found: Taken[] = [];
    const before = this.#partials;
    this.#partials = [];
    test.turn(event, this.first);
    for (const partial of before) if (this.#advance(partial, event, test, found)) break;
    return this.#decided(found);
  }

  /** The time within which a match must end is over, and so are they. */
  expire(): Expired {
    const chains = this.#chains();
    const ended = this.#partials.filter(({ way }) => way.to === ending).map(({ last }) => last);
    const candidates = this.#match === undefined ? ended : [...ended, this.#match];
    this.drop();
    if (!this.#all && candidates.length > 0) return { matches: candidates.slice(0, 1), timeouts: [] };
    const matches = [...new Set(candidates)].filter(({ isMatch }) => !isMatch).sort(inOrderOfEvents);
    for (const match of matches) match.isMatch = true;
    return { matches, timeouts: chains.filter(({ isMatch }) => !isMatch) };
  }

  /** Another match makes them needless. */
  drop(): void {
    this.#partials = [];
    this.#match = undefined;
  }

  /** Puts back what was put aside; in the order of preference, the match last. */
  restore(partials: readonly PartialMatch[], match: Taken | undefined): void {
    this.#partials = [...partials];
    this.#match = match;
  }

  /** Different partial matches, in the order of their events. */
  #chains(): readonly Taken[] {
    return [...new Set(this.#partials.map(({ last }) => last))].sort(inOrderOfEvents);
  }

  /** Returns true where what is less preferred is dropped. */
  #advance(partial: PartialMatch, event: HeldEvent, test: NameTest, found: Taken[]): boolean {
    const { last, way, isFresh } = partial;
    if (way.never !== 0 && test.holdsOne(way.never)) return false;
    if (isFresh && way.notNext !== 0 && test.holdsOne(way.notNext)) return false;
    const fits = way.to !== ending && test.holds(this.#automaton.nameAt[way.to]!);
    if (fits && this.#enter(last.with(event, this.#automaton.nameAt[way.to]!), way.to, found)) return true;
    if (way.gap === 'any' || (way.gap === 'next' && !fits)) this.#wait({ last, way, isFresh: false });
    return false;
  }

  /** An event was taken at a place. Returns true where what is less preferred is dropped. */
  #enter(taken: Taken, place: number, found: Taken[]): boolean {
    if (!taken.enter(place)) return false;
    for (const way of this.#automaton.waysOn[place]!) {
      if (way.to !== ending || (way.never | way.notNext) !== 0) this.#wait({ last: taken, way, isFresh: true });
      else if (this.#all) this.#find(taken, found);
      else {
        this.#match = taken;
        return true;
      }
    }
    return false;
  }

  #find(taken: Taken, found: Taken[]): void {
    if (!taken.isMatch) found.push(taken);
    taken.isMatch = true;
  }

  #wait(partial: PartialMatch): void {
    this.#partials.push(partial);
    if (this.#partials.length > this.#most) throw new TooManyPartials(this.#most);
  }

  #decided(found: Taken[]): readonly Taken[] {
    if (this.#all) return found.sort(inOrderOfEvents);
    const match = this.#match;
    if (match === undefined || this.#partials.some(({ way }) => way.gap === 'strict')) return [];
    this.drop();
    return [match];
  }
}

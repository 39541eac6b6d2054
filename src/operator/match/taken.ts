// The events of a match so far, as a chain from the last back to the first: partial matches that have begun alike share
// what they have in common (the shared buffer of Agrawal, Diao, Gyllstrom and Immerman, "Efficient Pattern Matching over
// Event Streams", SIGMOD 2008). The same events under the same names are one chain, by whatever way they were taken.
import { inOrderOfTime, type HeldEvent } from './held-event.js';

export class Taken {
  readonly event: HeldEvent;
  /** The number of the name that it was taken as. */
  readonly name: number;
  /** undefined: it is the first. */
  readonly before: Taken | undefined;
  /** The event that the chain begins with. */
  readonly first: HeldEvent;
  /** It is a match that was written, and what goes on from it is another one. */
  isMatch = false;
  /** Of the event that was taken last behind this one: what it became, by name. */
  #last: HeldEvent | undefined;
  #nexts: Taken[] = [];
  /** The places at which the event was taken, in the step in which it was. */
  readonly #places: number[] = [];

  constructor(event: HeldEvent, name: number, before: Taken | undefined) {
    this.event = event;
    this.name = name;
    this.before = before;
    this.first = before?.first ?? event;
  }

  /** This chain with an event more; one and the same for the same event and name. */
  with(event: HeldEvent, name: number): Taken {
    if (this.#last !== event) {
      this.#last = event;
      this.#nexts = [];
    }
    const known = this.#nexts.find((next) => next.name === name);
    if (known !== undefined) return known;
    const next = new Taken(event, name, this);
    this.#nexts.push(next);
    return next;
  }

  /** Notes that the event was taken at a place; false: it was known, and a more preferred partial match stands there. */
  enter(place: number): boolean {
    if (this.#places.includes(place)) return false;
    this.#places.push(place);
    return true;
  }
}

/** The chain from its first event to this one. */
export function chainOf(last: Taken): readonly Taken[] {
  const chain: Taken[] = [];
  for (let at: Taken | undefined = last; at !== undefined; at = at.before) chain.push(at);
  return chain.reverse();
}

/** By their events before the last, the shorter first where it is how the other begins; then by the last; then by names. */
export function inOrderOfEvents(a: Taken, b: Taken): number {
  const [one, other] = [chainOf(a), chainOf(b)];
  const shared = Math.min(one.length, other.length) - 1;
  for (let i = 0; i < shared; i++) {
    const order = inOrderOfTime(one[i]!.event, other[i]!.event);
    if (order !== 0) return order;
  }
  return one.length - other.length || inOrderOfTime(a.event, b.event) || byNames(one, other);
}

function byNames(one: readonly Taken[], other: readonly Taken[]): number {
  for (let i = 0; i < one.length; i++) {
    const order = one[i]!.name - other[i]!.name;
    if (order !== 0) return order;
  }
  return 0;
}

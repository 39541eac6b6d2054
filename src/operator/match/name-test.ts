// Whether a name holds of an event. Most are not about the first event of the match, and are known when the event
// comes; the others are tested on each pair.
import type { NameSet } from './automaton.js';
import type { HeldEvent } from './held-event.js';
import type { MatchPlan } from './match-plan.js';

export class NameTest {
  readonly #plan: MatchPlan;
  /** Names that hold of every event, and those that are about the first too. */
  readonly #always: NameSet;
  readonly #relations: NameSet;
  #event: HeldEvent | undefined;
  #value: unknown;
  #first: HeldEvent | undefined;
  /** Of first events, which are needed again and again. */
  readonly #firstValues = new WeakMap<HeldEvent, unknown>();
  /** Relations of the two at hand: those that were tested, and those that hold. */
  #asked: NameSet = 0;
  #related: NameSet = 0;

  constructor(plan: MatchPlan) {
    this.#plan = plan;
    const named = (is: string): NameSet =>
      plan.conditions.reduce((set, condition, name) => (condition.is === is ? set | (1 << name) : set), 0);
    this.#always = named('always');
    this.#relations = named('relation');
  }

  /** Turns to an event, and to the first event of what it may go on. */
  turn(event: HeldEvent, first: HeldEvent): void {
    if (event === this.#event && first === this.#first) return;
    if (event !== this.#event) this.#value = undefined;
    this.#event = event;
    this.#first = first;
    this.#asked = this.#related = 0;
  }

  holds(name: number): boolean {
    return this.holdsOne(1 << name);
  }

  /** Whether one of the names holds. */
  holdsOne(names: NameSet): boolean {
    if ((names & (this.#always | this.#event!.holds)) !== 0) return true;
    const relations = names & this.#relations;
    if (relations === 0) return false;
    this.#ask(relations & ~this.#asked);
    return (relations & this.#related) !== 0;
  }

  #ask(names: NameSet): void {
    for (let rest = names; rest !== 0; rest &= rest - 1) {
      const name = 31 - Math.clz32(rest & -rest);
      const condition = this.#plan.conditions[name]!;
      if (condition.is === 'relation' && condition.test(this.#eventValue, this.#valueOfFirst, this.#size))
        this.#related |= 1 << name;
    }
    this.#asked |= names;
  }

  get #eventValue(): unknown {
    return (this.#value ??= this.#valueOf(this.#event!));
  }

  get #valueOfFirst(): unknown {
    const known = this.#firstValues.get(this.#first!);
    if (known !== undefined) return known;
    const value = this.#valueOf(this.#first!);
    this.#firstValues.set(this.#first!, value);
    return value;
  }

  /** How long the two are, as text. */
  get #size(): number {
    return this.#event!.text.length + this.#first!.text.length;
  }

  #valueOf({ whole, text }: HeldEvent): unknown {
    return this.#plan.readEvent(whole ?? text);
  }
}

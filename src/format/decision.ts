// A condition as a diagram of decisions: each asks one thing and goes on by the answer, so that only what may still decide
// is asked. What fails decides nothing in && and || as long as something else does, so there are three answers.
import type { Condition, Existence, Judgement, PlaceComparison } from '../event/condition.js';
import { firstDecision, outcome, type Decision } from '../kernel/conditions.js';

export type Single = PlaceComparison | Existence | Judgement;

/** Where it goes on after an answer: an outcome, or a decision. */
interface Next {
  readonly no: number;
  readonly yes: number;
  readonly failed: number;
}

const ends: Next = { no: outcome.no, yes: outcome.yes, failed: outcome.failed };

export class Diagrams {
  readonly decisions: Decision[] = [];
  /** Those that are the same but once. */
  readonly #places = new Map<string, number>();
  readonly #begins = new Map<Condition, Map<string, number>>();
  readonly #number: (single: Single) => number;

  /** @param number of what a decision asks */
  constructor(number: (single: Single) => number) {
    this.#number = number;
  }

  /** Adds the decisions of a condition. Returns where it begins: at one of them, or it is an outcome. */
  add(condition: Condition, next = ends): number {
    const begins = this.#begins.get(condition) ?? new Map<string, number>();
    this.#begins.set(condition, begins);
    const text = Object.values(next).join();
    const begin = begins.get(text) ?? this.#parts(condition, next);
    begins.set(text, begin);
    return begin;
  }

  #parts(condition: Condition, next: Next): number {
    switch (condition.is) {
      case 'not':
        return this.add(condition.of, { no: next.yes, yes: next.no, failed: next.failed });
      case 'and':
        return this.#chain(condition.terms, 'yes', next);
      case 'or':
        return this.#chain(condition.terms, 'no', next);
      default:
        return this.#decision({ asks: this.#number(condition), ...next });
    }
  }

  /** The terms from left to right, for as long as each gives this answer, or fails. */
  #chain(terms: readonly Condition[], goesOn: 'yes' | 'no', next: Next): number {
    const decisive = goesOn === 'yes' ? next.no : next.yes;
    const after = (on: number, failed: number): Next =>
      goesOn === 'yes' ? { no: decisive, yes: on, failed } : { no: on, yes: decisive, failed };
    let [fine, failed] = [next[goesOn], next.failed];
    for (let i = terms.length - 1; i >= 0; i--) {
      const before = terms.slice(0, i).some(mayFail);
      fine = this.add(terms[i]!, after(fine, failed));
      if (before) failed = this.add(terms[i]!, after(failed, failed));
    }
    return fine;
  }

  #decision(decision: Decision): number {
    const { asks, no, yes, failed } = decision;
    if (no === yes && yes === failed) return no;
    const text = [asks, no, yes, failed].join();
    const known = this.#places.get(text);
    if (known !== undefined) return known;
    const place = firstDecision + this.decisions.push(decision) - 1;
    this.#places.set(text, place);
    return place;
  }
}

function mayFail(condition: Condition): boolean {
  switch (condition.is) {
    case 'not':
      return mayFail(condition.of);
    case 'and':
    case 'or':
      return condition.terms.some(mayFail);
    case 'comparison':
      return condition.fails !== 'never';
    case 'existence':
      return condition.fails;
    case 'judgement':
      return true;
  }
}

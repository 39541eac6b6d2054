// Events in windows, as columns by number: an event that is in several windows is a member of each, 17 bytes, and its text
// is held once. Members of a window stand in chains, in order of arrival. Numbers are used again.
import { longer } from '../../model/arrays.js';
import type { JoinMarks } from '../../model/joined-events.js';

/** There is no such member: the end of a chain. */
export const none = -1;

export class WindowMembers {
  /** By number; replaced when there are more. The event, by its own number. */
  events = new Int32Array(64);
  /** The member behind it in its chain. */
  next = new Int32Array(64);
  /** The last writing that has had it: two members of one have their pair written; 0: none yet. */
  writings = new Float64Array(64);
  /** The rows that say that a member has no partner, where they were written and not taken back. */
  readonly lones = new Map<number, JoinMarks>();
  #isLast = new Uint8Array(64);
  #isMatched = new Uint8Array(64);
  #free = none;
  #numbers = 0;
  #size = 0;

  get size(): number {
    return this.#size;
  }

  /** @param isLast the event is in no window that ends later */
  add(event: number, isLast: boolean): number {
    const number = this.#newNumber();
    this.events[number] = event;
    this.next[number] = none;
    this.writings[number] = 0;
    this.#isLast[number] = Number(isLast);
    this.#isMatched[number] = 0;
    this.#size++;
    return number;
  }

  remove(number: number): void {
    this.lones.delete(number);
    this.next[number] = this.#free;
    this.#free = number;
    this.#size--;
  }

  isLast(number: number): boolean {
    return this.#isLast[number] === 1;
  }

  /** Whether a row of it with a partner has been written. */
  isMatched(number: number): boolean {
    return this.#isMatched[number] === 1;
  }

  match(number: number): void {
    this.#isMatched[number] = 1;
  }

  /** The members of a chain. */
  chain(first: number): number[] {
    const members: number[] = [];
    for (let member = first; member !== none; member = this.next[member]!) members.push(member);
    return members;
  }

  #newNumber(): number {
    const number = this.#free;
    if (number !== none) {
      this.#free = this.next[number]!;
      return number;
    }
    if (this.#numbers === this.events.length) this.#widen();
    return this.#numbers++;
  }

  #widen(): void {
    this.events = longer(this.events);
    this.next = longer(this.next);
    this.writings = longer(this.writings);
    this.#isLast = longer(this.#isLast);
    this.#isMatched = longer(this.#isMatched);
  }
}

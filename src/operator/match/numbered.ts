// Things that are due at an instant of event time. They have numbers, which are used again.
import type { Instant } from '../../model/instant.js';
import { DeadlineHeap } from '../deadline-heap.js';

export class Numbered<Item> {
  readonly #items: (Item | undefined)[] = [];
  readonly #free: number[] = [];
  readonly #due = new DeadlineHeap();

  get size(): number {
    return this.#items.length - this.#free.length;
  }

  /** @param due +∞: never, but it is there */
  add(item: Item, due: Instant): number {
    const id = this.#free.pop() ?? this.#items.length;
    this.#items[id] = item;
    this.#due.schedule(id, due);
    return id;
  }

  /** undefined: it is gone. */
  get(id: number): Item | undefined {
    return this.#items[id];
  }

  remove(id: number): void {
    this.#items[id] = undefined;
    this.#due.schedule(id, Infinity);
    this.#free.push(id);
  }

  /** The least instant at which one is due; +∞: there is none. */
  nextDue(): Instant {
    return this.#due.earliest();
  }

  /** The numbers of those that are due by then, in no order, which are due no more; the caller removes them. */
  takeDue(at: Instant): number[] {
    return this.#due.takeDue(at);
  }

  /** The numbers of all. */
  ids(): number[] {
    return this.#items.flatMap((item, id) => (item === undefined ? [] : [id]));
  }

  all(): Item[] {
    return this.#items.filter((item) => item !== undefined);
  }
}

// When is the next thing due? A binary heap of (instant, id), lazily kept: an entry whose instant is not the one last
// announced for its id is stale and dropped when it comes up. So a session may grow without touching the heap.
import { longer } from '../model/arrays.js';
import type { Instant } from '../model/instant.js';

const nothing = NaN;

export class DeadlineHeap {
  /** For each id, the instant of its valid entry; NaN when it has none. */
  #scheduled = new Float64Array(64).fill(nothing);
  #at = new Float64Array(64);
  #id = new Int32Array(64);
  #size = 0;

  /** Announces when `id` is next due, replacing what was announced before; +∞ withdraws it. */
  schedule(id: number, at: Instant): void {
    if (id >= this.#scheduled.length) this.#growIds(id);
    if (this.#scheduled[id] === at) return;
    this.#scheduled[id] = at === Infinity ? nothing : at;
    if (at !== Infinity) this.#push(at, id);
  }

  /** The instant announced for `id`; +∞ when none is. */
  scheduled(id: number): Instant {
    const at = this.#scheduled[id];
    return at === undefined || Number.isNaN(at) ? Infinity : at;
  }

  /** The soonest instant announced; +∞ when there is none. */
  earliest(): Instant {
    while (this.#size > 0 && this.#stale()) this.#drop();
    return this.#size === 0 ? Infinity : this.#at[0]!;
  }

  /** Takes the soonest id off; call only when `soonest` is finite or −∞. */
  next(): number {
    const id = this.#id[0]!;
    this.#scheduled[id] = nothing;
    this.#drop();
    return id;
  }

  /** Takes off all that are due by this instant, in order of their instants. Those at +∞ are due never. */
  takeDue(by: Instant): number[] {
    const ids: number[] = [];
    for (let at = this.earliest(); at <= by && at < Infinity; at = this.earliest()) ids.push(this.next());
    return ids;
  }

  #stale(): boolean {
    return this.#scheduled[this.#id[0]!] !== this.#at[0];
  }

  #growIds(id: number): void {
    const known = this.#scheduled.length;
    this.#scheduled = longer(this.#scheduled, Math.max(id + 1, 2 * known)).fill(nothing, known);
  }

  #push(at: Instant, id: number): void {
    if (this.#size === this.#at.length) this.#growHeap();
    const ats = this.#at;
    const ids = this.#id;
    let child = this.#size++;
    while (child > 0) {
      const parent = (child - 1) >> 1;
      if (ats[parent]! <= at) break;
      ats[child] = ats[parent]!;
      ids[child] = ids[parent]!;
      child = parent;
    }
    ats[child] = at;
    ids[child] = id;
  }

  #drop(): void {
    const size = --this.#size;
    const ats = this.#at;
    const ids = this.#id;
    const at = ats[size]!;
    const id = ids[size]!;
    let parent = 0;
    for (;;) {
      let child = 2 * parent + 1;
      if (child >= size) break;
      if (child + 1 < size && ats[child + 1]! < ats[child]!) child++;
      if (ats[child]! >= at) break;
      ats[parent] = ats[child]!;
      ids[parent] = ids[child]!;
      parent = child;
    }
    ats[parent] = at;
    ids[parent] = id;
  }

  #growHeap(): void {
    this.#at = longer(this.#at);
    this.#id = longer(this.#id);
  }
}

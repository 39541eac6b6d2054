// One aligned window and the panes of all keys in it, in the order in which their first elements arrived: the order in
// which they are written. The table dies with the window, so it needs no deletion.
import { longer } from '../../model/arrays.js';
import type { Instant } from '../../model/instant.js';
import type { Saved } from '../../model/saved.js';
import type { Window } from '../../model/window.js';

const nothing = new Int32Array(0);
const none = -1;

/** The arrays of a bucket that is no more, for the next: a year of windows need not be a year of garbage. */
export interface Tables {
  readonly table: Int32Array;
  readonly slots: Int32Array;
}

export class WindowKeys {
  readonly id: number;
  readonly window: Window;
  /** The window has expired: its keys are gone, elements are refused. */
  expired = false;
  /** The members' slots in order of arrival. */
  slots: Int32Array;
  count = 0;
  /** The least event-time deadline of the members that lies before the window's own. */
  due: Instant = Infinity;
  /** For new members: the trigger's state before its first element, and how many elements it need not see. */
  opened: Saved = null;
  openedBudget = 0;
  openedDueWatermark: Instant = Infinity;
  /** Which run in bulk filled in `opened…`. */
  openedFor = -1;

  /** Open addressing: slot + 1, or 0, and beside it the key; twice as many places as members at least. */
  #table: Int32Array;
  /** Of places counted in twos. */
  #mask: number;
  /** The key that was sought last, in vain, and the empty place where the search ended: there it will stand. */
  #sought = none;
  #end = 0;

  /** @param old arrays that are not in use any more */
  constructor(id: number, window: Window, old?: Tables) {
    this.id = id;
    this.window = window;
    this.slots = old?.slots ?? new Int32Array(16);
    this.#table = old?.table.fill(0) ?? new Int32Array(64);
    this.#mask = this.#table.length - 2;
  }

  /** The window is forgotten: it has no members any more, and its arrays are the caller's. */
  release(): Tables {
    const tables = { table: this.#table, slots: this.slots };
    this.expired = true;
    this.count = 0;
    this.#table = this.slots = nothing;
    return tables;
  }

  /** The slot of a key; −1 when it has none here. */
  find(key: number): number {
    const table = this.#table;
    const mask = this.#mask;
    let place = hash(key) & mask;
    for (;;) {
      const entry = table[place]!;
      if (entry === 0) {
        this.#sought = key;
        this.#end = place;
        return -1;
      }
      if (table[place + 1] === key) return entry - 1;
      place = (place + 2) & mask;
    }
  }

  add(key: number, slot: number): void {
    if (this.#sought !== key) this.find(key);
    if (this.count === this.slots.length) this.slots = longer(this.slots);
    this.slots[this.count++] = slot;
    this.#table[this.#end] = slot + 1;
    this.#table[this.#end + 1] = key;
    this.#sought = none;
    if (this.count * 4 > this.#mask) this.#grow();
  }

  #grow(): void {
    const old = this.#table;
    this.#table = new Int32Array(2 * old.length);
    this.#mask = this.#table.length - 2;
    for (let i = 0; i < old.length; i += 2) {
      if (old[i] === 0) continue;
      this.find(old[i + 1]!);
      this.#table[this.#end] = old[i]!;
      this.#table[this.#end + 1] = old[i + 1]!;
    }
    this.#sought = none;
  }
}

/** Keys are numbered from 0 as they are first seen; a multiplication spreads what arithmetic patterns they have. */
function hash(key: number): number {
  const h = Math.imul(key, 0x9e3779b1);
  return h ^ (h >>> 15);
}

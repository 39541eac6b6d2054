// The live panes: every (key, window) that has had an element and is not yet forgotten, as a struct of arrays. A slot
// number stands for one of them here and in the cells of every aggregate, so a million windows are no million objects.
import { longer } from '../../model/arrays.js';
import type { Instant } from '../../model/instant.js';
import type { WrittenPane } from '../../model/pane.js';
import type { Saved } from '../../model/saved.js';
import type { Window } from '../../model/window.js';

/** Bits of `Slots.flags`. */
export const live = 1;
/** A fresh element came while W < maxTs (SPEC §7). Cleared with each pane; or-ed in a merge. */
export const hasOnTimeElements = 2;
/** An on-time or late pane was written: all that follow are late. Not carried over by a merge. */
export const pastOnTime = 4;
/** The trigger finished: the slot stays only to refuse elements until it expires. */
export const triggerFinished = 8;

export class PaneTable {
  capacity = 0;
  /** Live slots. */
  count = 0;
  /** … of them no windows, but lent to elements on their way (share.ts). */
  sliceCells = 0;
  key = new Int32Array(0);
  /** The same as the window's first element spells it. */
  spelling = new Int32Array(0);
  start = new Float64Array(0);
  end = new Float64Array(0);
  /** Ordinal of the window's first element; on merge the least; orders panes of one window. */
  arrival = new Float64Array(0);
  flags = new Uint8Array(0);
  /** Elements since the last pane; on merge the sum. */
  newElements = new Float64Array(0);
  /** Index of the next pane, and how many non-speculative ones there were; 0 after a merge. */
  index = new Int32Array(0);
  nonSpeculative = new Int32Array(0);
  /** Least and greatest time of the fresh elements that had ts > W on arrival; +∞ and −∞ when there is none. */
  lowest = new Float64Array(0);
  highest = new Float64Array(0);
  /** Elements absorbed that the trigger has not been shown yet. */
  unreported = new Int32Array(0);
  /** Elements that may still be added in bulk before the trigger has to be evaluated (`Horizon.elements`). */
  elementBudget = new Int32Array(0);
  /** `Horizon.watermark` of the trigger's state. */
  dueWatermark = new Float64Array(0);
  /** The trigger's state; null for closed windows. */
  state: Saved[] = [];
  /** Retracting only: what was written last, and what merged windows wrote last that has not been retracted yet. */
  readonly lastPane = new Map<number, WrittenPane>();
  readonly pendingRetractions = new Map<number, readonly WrittenPane[]>();

  readonly #free: number[] = [];
  readonly #grown: (capacity: number) => void;

  /** @param grown called with each new capacity, so that the aggregates' cells grow as well */
  constructor(grown: (capacity: number) => void) {
    this.#grown = grown;
  }

  /** A slot for a window that begins to live with its first element. */
  take(key: number, start: Instant, end: Instant, arrival: number): number {
    const slot = this.#free.pop() ?? this.count;
    if (slot >= this.capacity) this.#grow();
    this.count++;
    this.key[slot] = this.spelling[slot] = key;
    this.start[slot] = start;
    this.end[slot] = end;
    this.arrival[slot] = arrival;
    this.flags[slot] = live;
    this.newElements[slot] = 0;
    this.lowest[slot] = Infinity;
    this.highest[slot] = -Infinity;
    this.index[slot] = 0;
    this.nonSpeculative[slot] = 0;
    this.unreported[slot] = 0;
    this.elementBudget[slot] = 0;
    this.dueWatermark[slot] = Infinity;
    return slot;
  }

  /** Nothing is fresh any more: a pane was just written. */
  stale(slot: number): void {
    this.newElements[slot] = 0;
    this.lowest[slot] = Infinity;
    this.highest[slot] = -Infinity;
    this.flags[slot]! &= ~hasOnTimeElements;
  }

  /** The window is forgotten; the caller clears the aggregates' cells. */
  release(slot: number): void {
    this.flags[slot] = 0;
    if (this.state[slot] !== null) this.state[slot] = null;
    this.forgetPanes(slot);
    this.count--;
    this.#free.push(slot);
  }

  /** What was written of the window, or of those it has swallowed, and was not taken back yet. */
  retractionsFor(slot: number): readonly WrittenPane[] {
    const last = this.lastPane.get(slot);
    return [...(this.pendingRetractions.get(slot) ?? []), ...(last === undefined ? [] : [last])];
  }

  /** What was written for the window is nothing that could be taken back any more. */
  forgetPanes(slot: number): void {
    if (this.lastPane.size > 0) this.lastPane.delete(slot);
    if (this.pendingRetractions.size > 0) this.pendingRetractions.delete(slot);
  }

  is(slot: number, flag: number): boolean {
    return (this.flags[slot]! & flag) !== 0;
  }

  window(slot: number): Window {
    return { start: this.start[slot]!, end: this.end[slot]! };
  }

  maxTs(slot: number): Instant {
    return this.end[slot]! - 1;
  }

  /** Every live slot, in no particular order. */
  *all(): Iterable<number> {
    for (let slot = 0; slot < this.capacity; slot++) if ((this.flags[slot]! & live) !== 0) yield slot;
  }

  /** Marks the keys that a window has, or a pane that may be taken back. */
  markKeys(named: Uint8Array): void {
    const { key, spelling, flags, capacity } = this;
    for (let slot = 0; slot < capacity; slot++)
      if ((flags[slot]! & live) !== 0) named[key[slot]!] = named[spelling[slot]!] = 1;
    for (const pane of this.lastPane.values()) named[pane.key] = 1;
    for (const panes of this.pendingRetractions.values()) for (const pane of panes) named[pane.key] = 1;
  }

  /** The order of panes within a step (SPEC §3): window end, window start, arrival of the first element. */
  readonly order = (a: number, b: number): number =>
    compare(this.end[a]!, this.end[b]!) ||
    compare(this.start[a]!, this.start[b]!) ||
    compare(this.arrival[a]!, this.arrival[b]!);

  #grow(): void {
    const capacity = Math.max(64, this.capacity * 2);
    const wider = <A extends Float64Array | Int32Array | Uint8Array>(column: A): A => longer(column, capacity);
    this.key = wider(this.key);
    this.spelling = wider(this.spelling);
    this.start = wider(this.start);
    this.end = wider(this.end);
    this.arrival = wider(this.arrival);
    this.flags = wider(this.flags);
    this.newElements = wider(this.newElements);
    this.index = wider(this.index);
    this.nonSpeculative = wider(this.nonSpeculative);
    this.lowest = wider(this.lowest);
    this.highest = wider(this.highest);
    this.unreported = wider(this.unreported);
    this.elementBudget = wider(this.elementBudget);
    this.dueWatermark = wider(this.dueWatermark);
    while (this.state.length < capacity) this.state.push(null);
    this.capacity = capacity;
    this.#grown(capacity);
  }
}

/** By value, ±∞ included (∞ − ∞ is NaN, so subtraction will not do). */
export function compare(a: number, b: number): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

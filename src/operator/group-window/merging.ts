// Merging windows: sessions. Each key has its own few windows; an element's proto-window is merged with those it
// overlaps or touches (Dataflow paper §2.2.2, SPEC §4 and §5 "Merging"). Lateness is decided after merging.
import { longer } from '../../model/arrays.js';
import type { Batch } from '../../model/batch.js';
import type { Instant } from '../../model/instant.js';
import type { Saved } from '../../model/saved.js';
import type { Window } from '../../model/window.js';
import { finished } from '../../trigger/trigger.js';
import type { MergingWindows } from '../../window/window-fn.js';
import type { Clocks } from '../operator.js';
import type { PaneLifecycle } from './pane-lifecycle.js';
import type { Refusal } from '../operator.js';
import type { RunProgress, Run } from '../run.js';
import type { ActiveWindows, BulkPath } from './active-windows.js';
import { triggerFinished, pastOnTime } from './pane-table.js';
import { Selection } from './selection.js';
import { TimingWheel } from '../timing-wheel.js';

/** From so many on, sorting by insertion could take long. */
const few = 64;

export class Merging implements ActiveWindows {
  readonly panes: PaneLifecycle;
  readonly now: Clocks;
  readonly lateness: number;
  readonly windows: MergingWindows;
  /** The column of the gap when it comes from the event, else −1. */
  readonly gapColumn: number;
  readonly deadlines = new TimingWheel();
  readonly selection = new Selection();
  /** First slot of each key's chain + 1, and the next in it + 1; 0 ends it. */
  head = new Int32Array(64);
  next = new Int32Array(64);
  readonly #bulk: BulkPath<Merging>;

  constructor(
    windows: MergingWindows,
    panes: PaneLifecycle,
    now: Clocks,
    lateness: number,
    gapColumn: number,
    bulk: BulkPath<Merging>,
  ) {
    this.windows = windows;
    this.#bulk = bulk;
    this.panes = panes;
    this.now = now;
    this.lateness = lateness;
    this.gapColumn = gapColumn;
  }

  add(at: Instant, key: number, batch: Batch, row: number, arrival: number): Refusal | number {
    if (!Number.isFinite(at)) return { reason: 'no-window', windows: [] };
    const gap = this.windows.gap ?? this.gapOf(batch, row);
    if (!(gap > 0)) return { reason: 'gap', windows: [] };
    const { slots } = this.panes;
    const all = this.ofKey(key);
    const open = all.filter((slot) => !slots.is(slot, triggerFinished));
    const live = open.map((slot) => slots.window(slot));
    const begins = this.windows.timeToLive === true ? Math.max(at, this.now.watermark + 1) : at;
    const { into, swallowed } = this.windows.merge(this.windows.proto(begins, gap), begins, live);
    if (this.panes.expired(into.end)) return { reason: 'late', windows: [this.#lateBy(into)] };
    const shut = all.some(
      (slot) => slots.is(slot, triggerFinished) && slots.start[slot] === into.start && slots.end[slot] === into.end,
    );
    if (shut) return { reason: 'closed', windows: [this.#lateBy(into)] };
    const slot = this.#target(key, into, swallowed.map((i) => open[i]!), arrival); // prettier-ignore
    this.panes.addElement(slot, at, batch, row, arrival);
    this.horizonChanged(slot);
    return 0;
  }

  exactNextDue(): Instant {
    return this.deadlines.earliest();
  }

  nextDue(): Instant {
    return this.deadlines.bound;
  }

  advance(old: Instant): void {
    if (this.now.watermark === Infinity) {
      const all = Int32Array.from(this.panes.slots.all()).sort(this.panes.slots.order);
      for (const slot of all) {
        this.deadlines.schedule(slot, Infinity);
        this.#reach(slot, old);
      }
      return;
    }
    const count = this.#due(old);
    for (let i = 0; i < count; i++) this.#reach(this.deadlines.due[i]!, old);
  }

  processRun(run: Run, into: RunProgress): void {
    // An event that is older than W has its place at W, which the bulk path does not see.
    if (this.windows.timeToLive !== true) this.#bulk(this, run, into);
  }

  horizonChanged(slot: number): void {
    this.deadlines.schedule(slot, this.dueOf(slot));
  }

  /** When W, risen above `watermark`, next means something to this slot: its end, its expiry, or a deadline. */
  dueOf(slot: number, watermark = this.now.watermark): Instant {
    const maxTs = this.panes.slots.maxTs(slot);
    const own = watermark < maxTs ? maxTs : maxTs + this.lateness;
    const deadline = this.panes.slots.dueWatermark[slot]!;
    return deadline > watermark ? Math.min(own, deadline) : own;
  }

  /** The windows of a key, closed ones included. */
  ofKey(key: number): number[] {
    const found: number[] = [];
    for (let link = this.head[key] ?? 0; link !== 0; link = this.next[link - 1]!) found.push(link - 1);
    return found;
  }

  link(key: number, slot: number): void {
    if (key >= this.head.length) this.head = longer(this.head, Math.max(key + 1, 2 * this.head.length));
    if (slot >= this.next.length) this.next = longer(this.next, Math.max(slot + 1, 2 * this.next.length));
    this.next[slot] = this.head[key]!;
    this.head[key] = slot + 1;
  }

  gapOf(batch: Batch, row: number): number {
    const column = batch.columns[this.gapColumn];
    return column?.as === 'duration' ? column.values[row]! : NaN;
  }

  flushShared(): void {
    // Every element is in its window at once.
  }

  saved(): Int32Array {
    return Int32Array.from([...this.panes.slots.all()].sort(this.panes.slots.order));
  }

  restore(slot: number): void {
    this.link(this.panes.slots.key[slot]!, slot);
    this.horizonChanged(slot);
  }

  save(): Saved {
    return null;
  }

  load(): void {
    // Chains are remade from the slots.
  }

  #target(key: number, into: Window, parts: readonly number[], arrival: number): number {
    const { slots } = this.panes;
    if (parts.length === 0) {
      const slot = this.panes.open(key, into, arrival);
      this.link(key, slot);
      return slot;
    }
    const only = parts[0]!;
    const same = parts.length === 1 && slots.start[only] === into.start && slots.end[only] === into.end;
    return same ? only : this.#merge(into, parts);
  }

  /** The parts, by their start, become one window with panes of its own (SPEC §5 "Merging"). */
  #merge(into: Window, parts: readonly number[]): number {
    const { panes } = this;
    const { slots } = panes;
    const [first, ...others] = parts as [number, ...number[]];
    for (const part of parts) panes.reportToTrigger(part);
    const states = parts.map((part) => slots.state[part]!);
    const owed = panes.pendingRetractions(parts);
    slots.forgetPanes(first);
    if (owed !== undefined) slots.pendingRetractions.set(first, owed);
    for (const part of others) {
      panes.mergeState(first, part);
      this.deadlines.schedule(part, Infinity);
      this.#drop(part);
    }
    slots.start[first] = into.start;
    slots.end[first] = into.end;
    slots.index[first] = 0;
    slots.nonSpeculative[first] = 0;
    slots.flags[first]! &= ~pastOnTime;
    panes.withheld.delete(first);
    const merged = panes.trigger.merge(states, into, this.now);
    slots.state[first] = merged === finished ? panes.trigger.open(into, this.now) : merged;
    panes.refreshHorizon(first);
    return first;
  }

  /** Leaves what is due in `deadlines.due`, in the order of SPEC §3, and returns how many there are. */
  #due(old: Instant): number {
    const { deadlines } = this;
    const taken = deadlines.take(this.now.watermark);
    const { due } = deadlines;
    let count = 0;
    for (let i = 0; i < taken; i++) {
      const slot = due[i]!;
      const at = this.dueOf(slot, old);
      // The window has grown since its entry was made.
      if (at > this.now.watermark) deadlines.schedule(slot, at);
      else due[count++] = slot;
    }
    if (count > 1) arrange(due, count, this.panes.slots.order);
    return count;
  }

  #reach(slot: number, old: Instant): void {
    const maxTs = this.panes.slots.maxTs(slot);
    const crossed = old < maxTs && maxTs <= this.now.watermark;
    if (this.panes.expired(maxTs + 1)) {
      this.panes.fireLast(slot, crossed);
      this.#drop(slot);
    } else {
      this.panes.onWatermark(slot, crossed, old);
      this.horizonChanged(slot);
    }
  }

  #drop(slot: number): void {
    this.#unlink(slot);
    this.panes.release(slot);
  }

  #unlink(slot: number): void {
    const key = this.panes.slots.key[slot]!;
    if (this.head[key] === slot + 1) {
      this.head[key] = this.next[slot]!;
      return;
    }
    let link = this.head[key]!;
    while (this.next[link - 1] !== slot + 1) link = this.next[link - 1]!;
    this.next[link - 1] = this.next[slot]!;
  }

  #lateBy(window: Window): Window & { lateBy: number } {
    return { ...window, lateBy: this.now.watermark - (window.end - 1 + this.lateness) };
  }
}

/** Sorts the first `count`: by insertion, since they are mostly few. */
function arrange(slots: Int32Array, count: number, order: (a: number, b: number) => number): void {
  if (count > few) {
    slots.subarray(0, count).sort(order);
    return;
  }
  for (let i = 1; i < count; i++) {
    const slot = slots[i]!;
    let to = i;
    for (; to > 0 && order(slots[to - 1]!, slot) > 0; to--) slots[to] = slots[to - 1]!;
    slots[to] = slot;
  }
}

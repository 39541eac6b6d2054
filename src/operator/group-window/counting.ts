// Count windows: the ordinals of a key's events are their axis, and a window is complete when its last event is there
// (SPEC §4 "count"). Event time plays no part, no trigger is evaluated, nothing is late.
import { longer } from '../../model/arrays.js';
import type { Batch } from '../../model/batch.js';
import type { Instant } from '../../model/instant.js';
import type { Saved } from '../../model/saved.js';
import { counts, Misshapen } from '../../model/shape.js';
import type { CountingWindows } from '../../window/window-fn.js';
import type { Clocks } from '../operator.js';
import type { PaneLifecycle } from './pane-lifecycle.js';
import type { Refusal } from '../operator.js';
import type { RunProgress, Run } from '../run.js';
import type { ActiveWindows, BulkPath } from './active-windows.js';
import { Selection } from './selection.js';

export class Counting implements ActiveWindows {
  readonly panes: PaneLifecycle;
  readonly now: Clocks;
  readonly windows: CountingWindows;
  /** Events of each key so far. */
  ordinals = new Float64Array(64);
  /** Open windows of each key, the next to end first. */
  readonly open: (number[] | undefined)[] = [];
  readonly selection = new Selection();
  readonly #bulk: BulkPath<Counting>;

  constructor(windows: CountingWindows, panes: PaneLifecycle, now: Clocks, bulk: BulkPath<Counting>) {
    this.#bulk = bulk;
    this.windows = windows;
    this.panes = panes;
    this.now = now;
  }

  add(at: Instant, key: number, batch: Batch, row: number, arrival: number): Refusal | number {
    // The rest was written when W came to its end; a window that began now would have no end.
    if (this.now.watermark === Infinity) return { reason: 'late', windows: [] };
    const ordinal = this.ordinalOf(key);
    const open = this.begin(key, ordinal, arrival);
    if (open.length === 0) {
      this.ordinals[key] = ordinal + 1;
      return { reason: 'no-window', windows: [] };
    }
    for (const slot of open) this.panes.count(slot, at, batch, row, arrival);
    this.ordinals[key] = ordinal + 1;
    const first = open[0]!;
    if (this.panes.slots.end[first] === ordinal + 1) {
      this.panes.complete(first, 'on-time');
      this.panes.release(first);
      open.shift();
    }
    return 0;
  }

  exactNextDue(): Instant {
    return Infinity;
  }

  nextDue(): Instant {
    return this.exactNextDue();
  }

  /** Only the end of input matters: the rest of each key is written as early, the last of its window. */
  advance(): void {
    if (this.now.watermark !== Infinity) return;
    const { slots } = this.panes;
    const rest = this.open.flatMap((open, key) => (this.ordinals[key]! % this.windows.every === 0 ? [] : open!.slice(0, 1))); // prettier-ignore
    // The rest ends where the events do: the bounds of its row show which of them it holds.
    for (const slot of rest) slots.end[slot] = this.ordinals[slots.key[slot]!]!;
    for (const slot of rest.sort(slots.order)) this.panes.complete(slot, 'early');
    for (const slot of [...slots.all()]) this.panes.release(slot);
    this.open.length = 0;
    this.ordinals.fill(0);
  }

  processRun(run: Run, into: RunProgress): void {
    this.#bulk(this, run, into);
  }

  horizonChanged(): void {
    // Count windows have no horizon in time.
  }

  /** The windows that ordinal `ordinal` of the key falls into, opened where it is the first. */
  begin(key: number, ordinal: number, arrival: number): number[] {
    const { size, every } = this.windows;
    const open = (this.open[key] ??= []);
    let last = open.length > 0 ? this.panes.slots.end[open.at(-1)!]! : Math.floor(ordinal / every) * every;
    while (last + every - size <= ordinal) {
      last += every;
      open.push(this.panes.open(key, { start: Math.max(0, last - size), end: last }, arrival));
    }
    return open;
  }

  ordinalOf(key: number): number {
    if (key >= this.ordinals.length) {
      this.ordinals = longer(this.ordinals, Math.max(key + 1, 2 * this.ordinals.length));
    }
    return this.ordinals[key]!;
  }

  flushShared(): void {
    // Every element is in its windows at once.
  }

  saved(): Int32Array {
    return Int32Array.from(this.open.flatMap((open) => open ?? []));
  }

  /** @throws Misshapen for a window that cannot be open after so many elements of its key */
  restore(slot: number): void {
    const { key: keys, end: ends } = this.panes.slots;
    const { size, every } = this.windows;
    const [key, end] = [keys[slot]!, ends[slot]!];
    const ordinal = this.ordinalOf(key);
    const open = (this.open[key] ??= []);
    const before = open.length > 0 ? ends[open.at(-1)!]! : ordinal;
    if (end % every !== 0 || end <= before || end - size >= ordinal) throw new Misshapen('a window that is open');
    open.push(slot);
  }

  /** The ordinals of a key go on for ever. */
  markKeys(named: Uint8Array): void {
    const { ordinals } = this;
    for (let key = Math.min(named.length, ordinals.length) - 1; key >= 0; key--) if (ordinals[key]! > 0) named[key] = 1;
  }

  save(numbers?: Int32Array): Saved {
    if (numbers === undefined) return this.ordinals;
    const ordinals = new Float64Array(numbers.length);
    for (let key = Math.min(numbers.length, this.ordinals.length) - 1; key >= 0; key--)
      if (numbers[key]! >= 0) ordinals[numbers[key]!] = this.ordinals[key]!;
    return ordinals;
  }

  load(saved: Saved): void {
    if (saved !== null) this.ordinals = Float64Array.from(counts()(saved));
  }
}

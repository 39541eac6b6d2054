// Aligned windows: tumbling, sliding, cumulative, calendar, global. All keys share the windows, so keys stand in one
// bucket a window, and event time falls into slices over which the buckets are the same.
import type { Batch } from '../../model/batch.js';
import type { Instant } from '../../model/instant.js';
import type { Saved } from '../../model/saved.js';
import type { Window } from '../../model/window.js';
import type { AlignedWindows } from '../../window/window-fn.js';
import { DeadlineHeap } from '../deadline-heap.js';
import { WindowKeys, type Tables } from './window-keys.js';
import type { Clocks } from '../operator.js';
import type { PaneLifecycle } from './pane-lifecycle.js';
import type { Refusal } from '../operator.js';
import type { RunProgress, Run } from '../run.js';
import type { ActiveWindows, BulkPath } from './active-windows.js';
import { Selection } from './selection.js';
import type { Slice } from './slice.js';
import { SliceSharing, spread } from './slice-sharing.js';
import { triggerFinished, compare } from './pane-table.js';
import type { EventCounters } from '../../model/counters.js';

/** So many sets of arrays wait for the next windows. */
const spareTables = 16;

export class Aligned implements ActiveWindows {
  readonly panes: PaneLifecycle;
  readonly now: Clocks;
  readonly lateness: number;
  readonly sharing = new SliceSharing();
  readonly selection = new Selection();
  readonly #windows: AlignedWindows;
  readonly #bulk: BulkPath<Aligned>;
  readonly #counters: EventCounters;
  readonly #deadlines = new DeadlineHeap();
  /** Open buckets by window end (two with one end are rare), and by number. */
  readonly #byEnd = new Map<Instant, WindowKeys[]>();
  readonly #byId: (WindowKeys | undefined)[] = [];
  readonly #freeIds: number[] = [];
  readonly #tables: Tables[] = [];
  /** Slices with an open bucket, in order of time. */
  #slices: Slice[] = [];

  constructor(
    windows: AlignedWindows,
    panes: PaneLifecycle,
    now: Clocks,
    lateness: number,
    counters: EventCounters,
    bulk: BulkPath<Aligned>,
  ) {
    this.#windows = windows;
    this.#bulk = bulk;
    this.panes = panes;
    this.now = now;
    this.lateness = lateness;
    this.#counters = counters;
  }

  add(at: Instant, key: number, batch: Batch, row: number, arrival: number): Refusal | number {
    spread(this);
    const slice = this.slice(at) ?? this.#open(at);
    const refused: number[] = [];
    let closedOnes = 0;
    slice.buckets.forEach((bucket, i) => {
      if (bucket === undefined || bucket.expired) {
        refused.push(i);
        return;
      }
      const known = bucket.find(key);
      if (known >= 0 && this.panes.slots.is(known, triggerFinished)) {
        closedOnes++;
        refused.push(i);
        return;
      }
      const slot = known >= 0 ? known : this.#begin(bucket, key, arrival);
      this.panes.addElement(slot, at, batch, row, arrival);
      this.horizonChanged(slot, bucket);
    });
    if (refused.length < slice.buckets.length) {
      this.#counters.refusals += refused.length;
      return refused.length;
    }
    if (slice.buckets.length === 0) return { reason: 'no-window', windows: [] };
    const windows = refused.map((i) => this.#lateBy(slice.windows[i]!));
    return { reason: closedOnes > 0 ? 'closed' : 'late', windows };
  }

  exactNextDue(): Instant {
    return this.#deadlines.earliest();
  }

  nextDue(): Instant {
    return this.exactNextDue();
  }

  advance(old: Instant): void {
    spread(this);
    const due = this.now.watermark === Infinity ? this.#everything() : this.#due();
    due.sort((a, b) => compare(a.window.end, b.window.end) || compare(a.window.start, b.window.start));
    for (const bucket of due) this.#reach(bucket, old);
    if (due.some((bucket) => bucket.expired)) {
      this.#slices = this.#slices.filter((slice) => slice.buckets.some((bucket) => bucket?.expired === false));
    }
  }

  processRun(run: Run, into: RunProgress): void {
    this.#bulk(this, run, into);
  }

  horizonChanged(slot: number, bucket = this.#bucketOf(slot)): void {
    const due = this.panes.slots.dueWatermark[slot]!;
    if (due > this.now.watermark && due < bucket.due) {
      bucket.due = due;
      this.#announce(bucket);
    }
  }

  /** The slice of an instant, if it is known. */
  slice(at: Instant): Slice | undefined {
    const slices = this.#slices;
    let low = 0;
    let high = slices.length - 1;
    while (low <= high) {
      const middle = (low + high) >> 1;
      const slice = slices[middle]!;
      if (at < slice.from) high = middle - 1;
      else if (at >= slice.until) low = middle + 1;
      else return slice;
    }
    // The one window of `global` has no bounds, and takes events without a time as well.
    return slices.length === 1 && Number.isNaN(at) ? slices[0] : undefined;
  }

  /** The slice of a row, opened if need be; undefined where none of its windows is left, or one is due within the run. */
  sliceOf({ batch, horizon }: Run, row: number): Slice | undefined {
    const at = batch.times[row]!;
    const known = this.slice(at);
    if (known !== undefined) return known.buckets.length > 0 ? known : undefined;
    const { windows } = this.#windows.assign(at);
    const open = windows.filter((window) => !this.panes.expired(window.end));
    return open.length > 0 && open.every((window) => this.#ownDue(window) >= horizon) ? this.#open(at) : undefined;
  }

  flushShared(): void {
    spread(this);
  }

  saved(): Int32Array {
    spread(this);
    const order = new Int32Array(this.panes.slots.count);
    let at = 0;
    for (const bucket of this.#everything()) {
      order.set(bucket.slots.subarray(0, bucket.count), at);
      at += bucket.count;
    }
    return order;
  }

  restore(slot: number): void {
    const { slots } = this.panes;
    const bucket = this.#bucket(slots.window(slot));
    bucket.add(slots.key[slot]!, slot);
    this.horizonChanged(slot, bucket);
    this.#announce(bucket);
  }

  save(): Saved {
    return null;
  }

  load(): void {
    // Buckets are remade from the slots.
  }

  #open(at: Instant): Slice {
    const { windows, from, until } = this.#windows.assign(at);
    this.panes.work += windows.length;
    const buckets = windows.map((window) => (this.panes.expired(window.end) ? undefined : this.#bucket(window)));
    const slice: Slice = { from, until, windows, buckets, sliceCells: undefined };
    if (buckets.some((bucket) => bucket !== undefined)) {
      const place = this.#slices.findIndex((other) => other.from > from);
      this.#slices.splice(place < 0 ? this.#slices.length : place, 0, slice);
    }
    return slice;
  }

  #begin(bucket: WindowKeys, key: number, arrival: number): number {
    const slot = this.panes.open(key, bucket.window, arrival);
    bucket.add(key, slot);
    return slot;
  }

  #bucketOf(slot: number): WindowKeys {
    return this.#bucket(this.panes.slots.window(slot));
  }

  #bucket(window: Window): WindowKeys {
    const sameEnd = this.#byEnd.get(window.end);
    const known = sameEnd?.find((bucket) => bucket.window.start === window.start);
    if (known !== undefined) return known;
    const id = this.#freeIds.pop() ?? this.#byId.length;
    const bucket = new WindowKeys(id, window, this.#tables.pop());
    this.#byId[id] = bucket;
    if (sameEnd === undefined) this.#byEnd.set(window.end, [bucket]);
    else sameEnd.push(bucket);
    this.#announce(bucket);
    return bucket;
  }

  #announce(bucket: WindowKeys): void {
    this.#deadlines.schedule(bucket.id, Math.min(this.#ownDue(bucket.window), bucket.due));
  }

  /** When W reaches the end of the window, or, after that, its expiry. */
  #ownDue(window: Window): Instant {
    const maxTs = window.end - 1;
    return this.now.watermark < maxTs ? maxTs : maxTs + this.lateness;
  }

  #due(): WindowKeys[] {
    const due: WindowKeys[] = [];
    while (this.#deadlines.earliest() <= this.now.watermark) due.push(this.#byId[this.#deadlines.next()]!);
    return due;
  }

  #everything(): WindowKeys[] {
    return this.#byId.filter((bucket) => bucket !== undefined);
  }

  #reach(bucket: WindowKeys, old: Instant): void {
    const maxTs = bucket.window.end - 1;
    const crossed = old < maxTs && maxTs <= this.now.watermark;
    const expired = this.panes.expired(bucket.window.end);
    const { slots } = this.panes;
    let due = Infinity;
    for (let i = 0; i < bucket.count; i++) {
      const slot = bucket.slots[i]!;
      if (expired) {
        this.panes.fireLast(slot, crossed);
        this.panes.release(slot);
        continue;
      }
      this.panes.onWatermark(slot, crossed, old);
      const next = slots.dueWatermark[slot]!;
      if (next > this.now.watermark && next < due) due = next;
    }
    bucket.due = due;
    if (expired) this.#release(bucket);
    else this.#announce(bucket);
  }

  #release(bucket: WindowKeys): void {
    if (this.#tables.length < spareTables) this.#tables.push(bucket.release());
    else bucket.release();
    this.#deadlines.schedule(bucket.id, Infinity);
    this.#byId[bucket.id] = undefined;
    this.#freeIds.push(bucket.id);
    const sameEnd = this.#byEnd.get(bucket.window.end)!.filter((other) => other !== bucket);
    if (sameEnd.length === 0) this.#byEnd.delete(bucket.window.end);
    else this.#byEnd.set(bucket.window.end, sameEnd);
  }

  #lateBy(window: Window): Window & { lateBy: number } {
    return { ...window, lateBy: this.now.watermark - (window.end - 1 + this.lateness) };
  }
}

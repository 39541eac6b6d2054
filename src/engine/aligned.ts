// Placement of aligned windows: tumbling, sliding, cumulative, calendar, global. All keys share the windows, so keys
// stand in one bucket a window, and event time falls into spans over which the buckets are the same.
import type { Batch } from '../model/batch.js';
import type { Instant } from '../model/instant.js';
import type { Saved } from '../model/saved.js';
import type { Window } from '../model/window.js';
import type { AlignedWindows } from '../window/window-fn.js';
import { Agenda } from './agenda.js';
import { absorbAligned } from './absorb-aligned.js';
import { Bucket, type Tables } from './bucket.js';
import type { Clocks, Panes } from './panes.js';
import type { Absorbed, Placement, Refusal, Run } from './placement.js';
import { Sharing, spread } from './share.js';
import { closed, compare } from './slots.js';
import type { Tally } from './tally.js';

/** So many sets of arrays wait for the next windows. */
const spareTables = 16;

/** A stretch of event time whose instants share their windows; a window that has expired is `undefined` or released. */
export interface Span {
  readonly from: Instant;
  readonly until: Instant;
  readonly windows: readonly Window[];
  readonly buckets: readonly (Bucket | undefined)[];
  /** The cells of elements that are not yet in those of its windows (share.ts). */
  shared: Bucket | undefined;
}

export class Aligned implements Placement {
  readonly panes: Panes;
  readonly now: Clocks;
  readonly lateness: number;
  readonly sharing = new Sharing();
  readonly #windows: AlignedWindows;
  readonly #tally: Tally;
  readonly #agenda = new Agenda();
  /** Open buckets by window end (two with one end are rare), and by number. */
  readonly #byEnd = new Map<Instant, Bucket[]>();
  readonly #byId: (Bucket | undefined)[] = [];
  readonly #freeIds: number[] = [];
  readonly #tables: Tables[] = [];
  /** Spans with an open bucket, in order of time. */
  #spans: Span[] = [];

  constructor(windows: AlignedWindows, panes: Panes, now: Clocks, lateness: number, tally: Tally) {
    this.#windows = windows;
    this.panes = panes;
    this.now = now;
    this.lateness = lateness;
    this.#tally = tally;
  }

  place(at: Instant, key: number, batch: Batch, row: number, arrival: number): Refusal | number {
    spread(this);
    const span = this.span(at) ?? this.#open(at);
    const refused: number[] = [];
    let closedOnes = 0;
    span.buckets.forEach((bucket, i) => {
      if (bucket === undefined || bucket.released) {
        refused.push(i);
        return;
      }
      const known = bucket.find(key);
      if (known >= 0 && this.panes.slots.is(known, closed)) {
        closedOnes++;
        refused.push(i);
        return;
      }
      const slot = known >= 0 ? known : this.#begin(bucket, key, arrival);
      this.panes.join(slot, at, batch, row, arrival);
      this.moved(slot, bucket);
    });
    if (refused.length < span.buckets.length) {
      this.#tally.refusals += refused.length;
      return refused.length;
    }
    if (span.buckets.length === 0) return { reason: 'no-window', windows: [] };
    const windows = refused.map((i) => this.#lateBy(span.windows[i]!));
    return { reason: closedOnes > 0 ? 'closed' : 'late', windows };
  }

  horizon(): Instant {
    return this.#agenda.soonest();
  }

  quiet(): Instant {
    return this.horizon();
  }

  advance(old: Instant): void {
    spread(this);
    const due = this.now.watermark === Infinity ? this.#everything() : this.#due();
    due.sort((a, b) => compare(a.window.end, b.window.end) || compare(a.window.start, b.window.start));
    for (const bucket of due) this.#reach(bucket, old);
    if (due.some((bucket) => bucket.released)) {
      this.#spans = this.#spans.filter((span) => span.buckets.some((bucket) => bucket?.released === false));
    }
  }

  absorb(run: Run, into: Absorbed): void {
    absorbAligned(this, run, into);
  }

  moved(slot: number, bucket = this.#bucketOf(slot)): void {
    const due = this.panes.slots.dueWatermark[slot]!;
    if (due > this.now.watermark && due < bucket.due) {
      bucket.due = due;
      this.#announce(bucket);
    }
  }

  /** The span of an instant, if it is known. */
  span(at: Instant): Span | undefined {
    const spans = this.#spans;
    let low = 0;
    let high = spans.length - 1;
    while (low <= high) {
      const middle = (low + high) >> 1;
      const span = spans[middle]!;
      if (at < span.from) high = middle - 1;
      else if (at >= span.until) low = middle + 1;
      else return span;
    }
    // The one window of `global` has no bounds, and takes events without a time as well.
    return spans.length === 1 && Number.isNaN(at) ? spans[0] : undefined;
  }

  /** The span of a row, opened if need be; undefined where none of its windows is left, or one is due within the run. */
  spanOf({ batch, horizon }: Run, row: number): Span | undefined {
    const at = batch.times[row]!;
    const known = this.span(at);
    if (known !== undefined) return known.buckets.length > 0 ? known : undefined;
    const { windows } = this.#windows.assign(at);
    const open = windows.filter((window) => !this.panes.expired(window.end));
    return open.length > 0 && open.every((window) => this.#ownDue(window) >= horizon) ? this.#open(at) : undefined;
  }

  settle(): void {
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

  adopt(slot: number): void {
    const { slots } = this.panes;
    const bucket = this.#bucket(slots.window(slot));
    bucket.add(slots.key[slot]!, slot);
    this.moved(slot, bucket);
    this.#announce(bucket);
  }

  save(): Saved {
    return null;
  }

  load(): void {
    // Buckets are remade from the slots.
  }

  #open(at: Instant): Span {
    const { windows, from, until } = this.#windows.assign(at);
    const buckets = windows.map((window) => (this.panes.expired(window.end) ? undefined : this.#bucket(window)));
    const span: Span = { from, until, windows, buckets, shared: undefined };
    if (buckets.some((bucket) => bucket !== undefined)) {
      const place = this.#spans.findIndex((other) => other.from > from);
      this.#spans.splice(place < 0 ? this.#spans.length : place, 0, span);
    }
    return span;
  }

  #begin(bucket: Bucket, key: number, arrival: number): number {
    const slot = this.panes.open(key, bucket.window, arrival);
    bucket.add(key, slot);
    return slot;
  }

  #bucketOf(slot: number): Bucket {
    return this.#bucket(this.panes.slots.window(slot));
  }

  #bucket(window: Window): Bucket {
    const sameEnd = this.#byEnd.get(window.end);
    const known = sameEnd?.find((bucket) => bucket.window.start === window.start);
    if (known !== undefined) return known;
    const id = this.#freeIds.pop() ?? this.#byId.length;
    const bucket = new Bucket(id, window, this.#tables.pop());
    this.#byId[id] = bucket;
    if (sameEnd === undefined) this.#byEnd.set(window.end, [bucket]);
    else sameEnd.push(bucket);
    this.#announce(bucket);
    return bucket;
  }

  #announce(bucket: Bucket): void {
    this.#agenda.announce(bucket.id, Math.min(this.#ownDue(bucket.window), bucket.due));
  }

  /** When W reaches the end of the window, or, after that, its expiry. */
  #ownDue(window: Window): Instant {
    const maxTs = window.end - 1;
    return this.now.watermark < maxTs ? maxTs : maxTs + this.lateness;
  }

  #due(): Bucket[] {
    const due: Bucket[] = [];
    while (this.#agenda.soonest() <= this.now.watermark) due.push(this.#byId[this.#agenda.next()]!);
    return due;
  }

  #everything(): Bucket[] {
    return this.#byId.filter((bucket) => bucket !== undefined);
  }

  #reach(bucket: Bucket, old: Instant): void {
    const maxTs = bucket.window.end - 1;
    const crossed = old < maxTs && maxTs <= this.now.watermark;
    const expired = this.panes.expired(bucket.window.end);
    const { slots } = this.panes;
    let due = Infinity;
    for (let i = 0; i < bucket.count; i++) {
      const slot = bucket.slots[i]!;
      if (expired) {
        this.panes.flush(slot, crossed);
        this.panes.forget(slot);
        continue;
      }
      this.panes.reached(slot, crossed, old);
      const next = slots.dueWatermark[slot]!;
      if (next > this.now.watermark && next < due) due = next;
    }
    bucket.due = due;
    if (expired) this.#release(bucket);
    else this.#announce(bucket);
  }

  #release(bucket: Bucket): void {
    if (this.#tables.length < spareTables) this.#tables.push(bucket.release());
    else bucket.release();
    this.#agenda.announce(bucket.id, Infinity);
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

// Which window of each key is next to have a row, and until when a key without rows has filled ones. Where filled rows may
// be taken back they are remembered as long as that.
import type { Duration, Instant } from '../../model/instant.js';
import type { FilledRow } from '../../model/filled-row.js';
import type { Saved } from '../../model/saved.js';
import { doubles, integers, listOf, Misshapen, record, sameLength } from '../../model/shape.js';
import { maxTs, type Window } from '../../model/window.js';
import type { AlignedWindows } from '../../window/window-fn.js';
import { DeadlineHeap } from '../deadline-heap.js';
import type { GapsPlan } from './fill-plan.js';
import { members, type WaitingRow } from './waiting-rows.js';

interface FilledKey {
  spelling: number;
  /** How many rows had come before its first. */
  readonly ordinal: number;
  /** The last instant of the last window that has a row. */
  last: Instant;
  /** The window that is to have a row next. */
  next: Window;
  values: string;
}

export class FilledKeys {
  readonly #every: AlignedWindows;
  readonly #most: Duration;
  readonly #retracts: boolean;
  readonly #ofKey = new Map<number, FilledKey>();
  /** The ends of their next windows. */
  readonly #ends = new DeadlineHeap();
  /** Of each key the filled rows that may be taken back, in order of time. */
  readonly #filled = new Map<number, FilledRow[]>();

  constructor({ every, most, retracts }: GapsPlan) {
    this.#every = every;
    this.#most = most;
    this.#retracts = retracts;
  }

  /** The key has a row in the window; those before it are settled, and so are all that W has passed. */
  take({ key, spelling, ordinal, values }: WaitingRow, window: Window, watermark: Instant): void {
    const known = this.#ofKey.get(key);
    const next = this.#after(window, watermark);
    if (known === undefined) {
      if (next !== undefined) this.#expect(key, { spelling, ordinal, last: maxTs(window), next, values });
      return;
    }
    if (maxTs(window) < known.last) return;
    Object.assign(known, { spelling, values, last: maxTs(window) });
    if (next !== undefined && next.start > known.next.start) this.#expect(key, Object.assign(known, { next }));
  }

  /** The least W at which a window without a row ends; +∞: there is none. */
  nextDue(): Instant {
    return this.#ends.earliest();
  }

  /** Rows of the windows that end here without one, in order of the first rows of their keys. */
  due(at: Instant): FilledRow[] {
    const ordinal = (key: number): number => this.#ofKey.get(key)!.ordinal;
    const keys = this.#ends.takeDue(at);
    return keys.sort((a, b) => ordinal(a) - ordinal(b)).flatMap((key) => this.#fill(key, this.#ofKey.get(key)!));
  }

  /** The row that was filled in for this window, which is not there any more; undefined: none that is remembered. */
  takeBack(key: number, window: Window): FilledRow | undefined {
    const rows = this.#filled.get(key) ?? [];
    const at = rows.findIndex((row) => row.window.start === window.start);
    return at < 0 ? undefined : rows.splice(at, 1)[0];
  }

  /** Filled rows are taken back for as long as a key without rows has any. */
  forgetFilled(watermark: Instant): void {
    for (const [key, rows] of this.#filled) {
      const kept = rows.filter(({ window }) => maxTs(window) > watermark - this.#most);
      if (kept.length === 0) this.#filled.delete(key);
      else this.#filled.set(key, kept);
    }
  }

  markKeys(named: Uint8Array): void {
    for (const [key, { spelling }] of this.#ofKey) named[key] = named[spelling] = 1;
    for (const [key, rows] of this.#filled) for (const row of rows) named[key] = named[row.key] = 1;
  }

  /** @param numbers of keys in what is saved, by those here; undefined: the same */
  save(numbers?: Int32Array): Saved {
    const known = [...this.#ofKey];
    const filled = [...this.#filled].flatMap(([key, rows]) => rows.map((row) => ({ of: key, row })));
    const number = (key: number): number => numbers?.[key] ?? key;
    return {
      keys: Int32Array.from(known, ([key]) => number(key)),
      spellings: Int32Array.from(known, ([, { spelling }]) => number(spelling)),
      ordinals: Float64Array.from(known, ([, { ordinal }]) => ordinal),
      lasts: Float64Array.from(known, ([, { last }]) => last),
      nexts: Float64Array.from(known, ([, { next }]) => next.start),
      values: known.map(([, { values }]) => values),
      filled: {
        keys: Int32Array.from(filled, ({ of }) => number(of)),
        spellings: Int32Array.from(filled, ({ row }) => number(row.key)),
        starts: Float64Array.from(filled, ({ row }) => row.window.start),
        values: filled.map(({ row }) => row.values),
      },
    };
  }

  /** @throws Misshapen for what no such keys have saved */
  load(saved: Saved, keys: number): void {
    const { filled, ...columns } = savedShape(saved);
    for (const one of [columns, filled]) sameLength(...Object.values(one));
    for (const one of [columns.keys, columns.spellings, filled.keys, filled.spellings])
      for (const key of one) if (key >= keys) throw new Misshapen('a key that is there');
    columns.keys.forEach((key, i) => {
      const last = columns.lasts[i]!;
      if (!Number.isSafeInteger(last)) throw new Misshapen('an instant');
      const [spelling, ordinal, values] = [columns.spellings[i]!, columns.ordinals[i]!, columns.values[i]!];
      this.#expect(key, { spelling, ordinal, last, values, next: this.#startingAt(columns.nexts[i]!) });
    });
    filled.keys.forEach((key, i) => {
      const row = { key: filled.spellings[i]!, window: this.#startingAt(filled.starts[i]!), values: filled.values[i]! };
      this.#remember(key, row);
    });
  }

  /** The window behind this one, or the first behind it that W has not passed; undefined: there is none. */
  #after({ end }: Window, watermark: Instant): Window | undefined {
    return this.#every.assign(Math.max(end, watermark + 1)).windows[0];
  }

  #startingAt(start: Instant): Window {
    const [window] = this.#every.assign(start).windows;
    if (window?.start !== start) throw new Misshapen('the start of a window');
    return window;
  }

  #expect(key: number, known: FilledKey): void {
    this.#ofKey.set(key, known);
    this.#ends.schedule(key, maxTs(known.next));
  }

  /** Nothing, and the key is forgotten, where it had no row for too long. */
  #fill(key: number, known: FilledKey): FilledRow[] {
    const { next: window, last, spelling, values } = known;
    const next = this.#every.assign(window.end).windows[0];
    if (maxTs(window) > last + this.#most || next === undefined) {
      this.#ofKey.delete(key);
      return [];
    }
    const row = { key: spelling, window, values };
    if (this.#retracts) this.#remember(key, row);
    this.#expect(key, Object.assign(known, { next }));
    return [row];
  }

  #remember(key: number, row: FilledRow): void {
    const rows = this.#filled.get(key);
    if (rows === undefined) this.#filled.set(key, [row]);
    else rows.push(row);
  }
}

const rowsShape = {
  keys: integers(undefined, 0, 2 ** 31 - 1),
  spellings: integers(undefined, 0, 2 ** 31 - 1),
  values: listOf(members),
};

const savedShape = record({
  ...rowsShape,
  ...{ ordinals: doubles(), lasts: doubles(), nexts: doubles() },
  filled: record({ ...rowsShape, starts: doubles() }),
});

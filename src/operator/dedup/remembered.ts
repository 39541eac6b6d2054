// What dedup remembers: instants of keys, no two of a key less than D apart, each until no event near it can come. They
// have numbers, which are used again.
import { gather } from '../../model/arrays.js';
import type { Duration, Instant } from '../../model/instant.js';
import type { Saved } from '../../model/saved.js';
import { anything, doubles, integers, Misshapen, record } from '../../model/shape.js';
import { DeadlineHeap } from '../deadline-heap.js';

export class Remembered {
  readonly #within: Duration;
  readonly #keyOf: number[] = [];
  readonly #at: number[] = [];
  /** How many events had come before it. */
  readonly #ordinal: number[] = [];
  readonly #free: number[] = [];
  /** By key its instants' numbers, in order of time. */
  readonly #ofKey = new Map<number, number[]>();
  readonly #forgets = new DeadlineHeap();

  constructor(within: Duration) {
    this.#within = within;
  }

  get size(): number {
    return this.#keyOf.length - this.#free.length;
  }

  /** The instant that is remembered under this number. */
  at(id: number): Instant {
    return this.#at[id]!;
  }

  /** The one of the key that is at `at` or before it, and less than D away; −1: none. */
  before(key: number, at: Instant): number {
    const ids = this.#ofKey.get(key) ?? [];
    const id = ids[this.#placeOf(ids, at) - 1];
    return id !== undefined && at - this.#at[id]! < this.#within ? id : -1;
  }

  /** The one of the key that is after `at`, and less than D away; −1: none. */
  after(key: number, at: Instant): number {
    const ids = this.#ofKey.get(key) ?? [];
    const id = ids[this.#placeOf(ids, at)];
    return id !== undefined && this.#at[id]! - at < this.#within ? id : -1;
  }

  /** Remembers an instant of the key until W has come to `at + D − 1`; returns its number. */
  add(key: number, at: Instant, ordinal: number): number {
    const id = this.#free.pop() ?? this.#keyOf.length;
    this.#keyOf[id] = key;
    this.#at[id] = at;
    this.#ordinal[id] = ordinal;
    const ids = this.#ofKey.get(key);
    if (ids === undefined) this.#ofKey.set(key, [id]);
    else ids.splice(this.#placeOf(ids, at), 0, id);
    this.#forgets.schedule(id, at + this.#within - 1);
    return id;
  }

  remove(id: number): void {
    const key = this.#keyOf[id]!;
    const ids = this.#ofKey.get(key)!;
    if (ids.length === 1) this.#ofKey.delete(key);
    else ids.splice(ids.indexOf(id), 1);
    this.#forgets.schedule(id, Infinity);
    this.#free.push(id);
  }

  /** The least W at which one is forgotten; +∞: there is none. */
  nextDue(): Instant {
    return this.#forgets.earliest();
  }

  /** Those that are forgotten at this W, in order of time, then arrival; the caller removes them. */
  due(watermark: Instant): number[] {
    return this.#forgets
      .takeDue(watermark)
      .sort((a, b) => this.#at[a]! - this.#at[b]! || this.#ordinal[a]! - this.#ordinal[b]!);
  }

  /** The least instant; +∞: there is none. */
  least(): Instant {
    return this.#forgets.earliest() - this.#within + 1;
  }

  /** All numbers, in an order of their own. */
  all(): Int32Array {
    return Int32Array.from([...this.#ofKey.values()].flat());
  }

  /** Marks the keys of which an instant is remembered. */
  markKeys(named: Uint8Array): void {
    for (const key of this.#ofKey.keys()) named[key] = 1;
  }

  /** @param numbers of keys in what is saved, by those here; undefined: the same */
  save(ids: Int32Array, numbers?: Int32Array): Saved {
    const keys = gather(Int32Array.from(this.#keyOf), ids);
    return {
      keys: numbers === undefined ? keys : keys.map((key) => numbers[key]!),
      times: gather(Float64Array.from(this.#at), ids),
      ordinals: gather(Float64Array.from(this.#ordinal), ids),
    };
  }

  /** Returns the numbers, in the order of `ids` in `save`. */
  load(saved: Saved, keys: number): number[] {
    const { keys: keysOf, times, ordinals } = savedShape(saved);
    if (keysOf.length !== times.length || keysOf.length !== ordinals.length)
      throw new Misshapen('an instant for each key');
    return Array.from(keysOf, (key, i) => {
      if (key >= keys || !Number.isSafeInteger(times[i])) throw new Misshapen('an instant of a key');
      return this.add(key, times[i]!, ordinals[i]!);
    });
  }

  /** How many of the ids, which are in order of time, lie at `at` or before it. */
  #placeOf(ids: readonly number[], at: Instant): number {
    let [low, high] = [0, ids.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#at[ids[middle]!]! <= at) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

const savedShape = record({ keys: integers(undefined, 0, 2 ** 31), times: doubles(), ordinals: doubles() });

/** For those that save something else beside. */
export const withRest = record({ remembered: anything, rest: anything });

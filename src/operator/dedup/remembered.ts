// What dedup remembers: instants of keys, no two of a key less than D apart, each until no event near it can come. They
// have numbers, which are used again. Most keys have one instant at a time, and are an entry of an array.
import { gather, longer } from '../../model/arrays.js';
import type { Duration, Instant } from '../../model/instant.js';
import type { Saved } from '../../model/saved.js';
import { anything, doubles, integers, Misshapen, record } from '../../model/shape.js';

const none = 0;
const several = -1;

export class Remembered {
  readonly #within: Duration;
  #keyOf = new Int32Array(64);
  #at = new Float64Array(64);
  /** How many events had come before it. */
  #ordinal = new Float64Array(64);
  #end = 0;
  readonly #free: number[] = [];
  /** By key, the number of its instant + 1; or `none`; or `several`, which are below in order of time. */
  #ofKey = new Int32Array(64);
  readonly #several = new Map<number, number[]>();

  constructor(within: Duration) {
    this.#within = within;
  }

  get size(): number {
    return this.#end - this.#free.length;
  }

  /** The W at which an instant need not be remembered any more. */
  dueAt(id: number): Instant {
    return this.#at[id]! + this.#within - 1;
  }

  /** Whether the key has one less than D away. */
  isNear(key: number, at: Instant): boolean {
    const entry = this.#ofKey[key] ?? none;
    if (entry === none) return false;
    if (entry !== several) return Math.abs(at - this.#at[entry - 1]!) < this.#within;
    return this.before(key, at) >= 0 || this.after(key, at) >= 0;
  }

  /** The one of the key that is at `at` or before it, and less than D away; −1: none. */
  before(key: number, at: Instant): number {
    const ids = this.#idsOf(key);
    const id = ids[this.#placeOf(ids, at) - 1];
    return id !== undefined && at - this.#at[id]! < this.#within ? id : -1;
  }

  /** The one of the key that is after `at`, and less than D away; −1: none. */
  after(key: number, at: Instant): number {
    const ids = this.#idsOf(key);
    const id = ids[this.#placeOf(ids, at)];
    return id !== undefined && this.#at[id]! - at < this.#within ? id : -1;
  }

  /** Remembers an instant of the key; returns its number. */
  add(key: number, at: Instant, ordinal: number): number {
    const id = this.#free.pop() ?? this.#end++;
    if (id === this.#at.length) this.#grow();
    this.#keyOf[id] = key;
    this.#at[id] = at;
    this.#ordinal[id] = ordinal;
    if (key >= this.#ofKey.length) this.#ofKey = longer(this.#ofKey, 2 * key);
    const entry = this.#ofKey[key]!;
    if (entry === none) this.#ofKey[key] = id + 1;
    else this.#addTo(key, entry, id);
    return id;
  }

  remove(id: number): void {
    const key = this.#keyOf[id]!;
    if (this.#ofKey[key] === several) this.#removeFrom(this.#several.get(key)!, key, id);
    else this.#ofKey[key] = none;
    this.#free.push(id);
  }

  /** In order of time, then arrival. */
  readonly order = (a: number, b: number): number =>
    this.#at[a]! - this.#at[b]! || this.#ordinal[a]! - this.#ordinal[b]!;

  /** All numbers, in order of arrival. */
  all(): Int32Array {
    const gone = new Set(this.#free);
    const ids = Int32Array.from({ length: this.#end }, (_, id) => id).filter((id) => !gone.has(id));
    return ids.sort((a, b) => this.#ordinal[a]! - this.#ordinal[b]!);
  }

  /** Marks the keys of which an instant is remembered. */
  markKeys(named: Uint8Array): void {
    const { length } = this.#ofKey;
    for (let key = 0; key < length; key++) if (this.#ofKey[key] !== none) named[key] = 1;
  }

  /** @param numbers of keys in what is saved, by those here; undefined: the same */
  save(ids: Int32Array, numbers?: Int32Array): Saved {
    const keys = gather(this.#keyOf, ids);
    return {
      keys: numbers === undefined ? keys : keys.map((key) => numbers[key]!),
      times: gather(this.#at, ids),
      ordinals: gather(this.#ordinal, ids),
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

  #idsOf(key: number): readonly number[] {
    const entry = this.#ofKey[key] ?? none;
    if (entry === none) return [];
    return entry === several ? this.#several.get(key)! : [entry - 1];
  }

  #addTo(key: number, entry: number, id: number): void {
    const ids = entry === several ? this.#several.get(key)! : [entry - 1];
    ids.splice(this.#placeOf(ids, this.#at[id]!), 0, id);
    if (entry === several) return;
    this.#several.set(key, ids);
    this.#ofKey[key] = several;
  }

  #removeFrom(ids: number[], key: number, id: number): void {
    ids.splice(ids.indexOf(id), 1);
    if (ids.length > 1) return;
    this.#several.delete(key);
    this.#ofKey[key] = ids[0]! + 1;
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

  #grow(): void {
    this.#keyOf = longer(this.#keyOf);
    this.#at = longer(this.#at);
    this.#ordinal = longer(this.#ordinal);
  }
}

const savedShape = record({ keys: integers(undefined, 0, 2 ** 31), times: doubles(), ordinals: doubles() });

/** For those that save something else beside. */
export const withRest = record({ remembered: anything, rest: anything });

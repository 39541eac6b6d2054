// Held events of each key in order of time, then arrival: a treap (Seidel and Aragon, Algorithmica 16, 1996) for each
// key, all in the same columns, 8 bytes an event. So what a key with one event costs is little, and a key that has them
// all is searched in logarithmic time, in whatever order they came. Priorities are the numbers, scattered: chance that
// is the same in every run.
import { longer } from '../../model/arrays.js';
import type { Instant } from '../../model/instant.js';

const none = -1;

/** Columns of the events by number, which may be others when there are more. */
export interface Keyed {
  readonly keys: Int32Array;
  readonly times: Float64Array;
  readonly ordinals: Float64Array;
}

export class KeyIndex {
  readonly #events: Keyed;
  /** By key. */
  #root = new Int32Array(64).fill(none);
  /** Below event n stand those before it, at 2n, and those behind it, at 2n + 1. */
  #below = new Int32Array(128);
  readonly #found: number[] = [];

  constructor(events: Keyed) {
    this.#events = events;
  }

  /** Adds an event, which is behind all that have come before with its time. */
  add(number: number): void {
    const { keys, times } = this.#events;
    const key = keys[number]!;
    const ts = times[number]!;
    this.#makeRoom(key, number);
    const below = this.#below;
    let place = ~key;
    let node = this.#root[key]!;
    while (node !== none && priority(node) >= priority(number)) {
      place = 2 * node + (times[node]! <= ts ? 1 : 0);
      node = below[place]!;
    }
    this.#put(place, number);
    if (node === none) below[2 * number] = below[2 * number + 1] = none;
    else this.#split(node, ts, number);
  }

  remove(number: number): void {
    const { keys, times, ordinals } = this.#events;
    const [ts, ordinal] = [times[number]!, ordinals[number]!];
    const below = this.#below;
    let place = ~keys[number]!;
    for (let node = this.#root[~place]!; node !== number; node = below[place]!) {
      const than = times[node]!;
      place = 2 * node + (than < ts || (than === ts && ordinals[node]! < ordinal) ? 1 : 0);
    }
    this.#merge(below[2 * number]!, below[2 * number + 1]!, place);
  }

  /** Whether there is an event of the key. */
  has(key: number): boolean {
    return this.#rootOf(key) !== none;
  }

  /** The first event of a key; −1: there is none. */
  first(key: number): number {
    let found = none;
    for (let node = this.#rootOf(key); node !== none; node = this.#below[2 * node]!) found = node;
    return found;
  }

  /** The last event of a key that is at `ts` or before; −1: there is none. */
  lastUntil(key: number, ts: Instant): number {
    const { times } = this.#events;
    const below = this.#below;
    let found = none;
    for (let node = this.#rootOf(key); node !== none;) {
      const fits = times[node]! <= ts;
      if (fits) found = node;
      node = below[2 * node + (fits ? 1 : 0)]!;
    }
    return found;
  }

  /** The events of a key at `from` to `to`, in order. The list is used again: good until the next call. */
  between(key: number, from: Instant, to: Instant): readonly number[] {
    this.#found.length = 0;
    this.#collect(this.#rootOf(key), from, to);
    return this.#found;
  }

  #rootOf(key: number): number {
    return key < this.#root.length ? this.#root[key]! : none;
  }

  #collect(node: number, from: Instant, to: Instant): void {
    if (node === none) return;
    const ts = this.#events.times[node]!;
    if (ts >= from) this.#collect(this.#below[2 * node]!, from, to);
    if (ts >= from && ts <= to) this.#found.push(node);
    if (ts <= to) this.#collect(this.#below[2 * node + 1]!, from, to);
  }

  /** @param place below an event, or `~key` for the root of a key */
  #put(place: number, node: number): void {
    if (place < 0) this.#root[~place] = node;
    else this.#below[place] = node;
  }

  /** A tree comes to stand below `number`, those up to `ts` before it and the others behind it. */
  #split(tree: number, ts: Instant, number: number): void {
    let [before, behind] = [2 * number, 2 * number + 1];
    for (let node = tree; node !== none;) {
      if (this.#events.times[node]! <= ts) {
        this.#put(before, node);
        before = 2 * node + 1;
        node = this.#below[before]!;
      } else {
        this.#put(behind, node);
        behind = 2 * node;
        node = this.#below[behind]!;
      }
    }
    this.#put(before, none);
    this.#put(behind, none);
  }

  /** Two trees, one all before the other, become one at a place. */
  #merge(first: number, second: number, to: number): void {
    let [before, behind, place] = [first, second, to];
    while (before !== none && behind !== none) {
      if (priority(before) >= priority(behind)) {
        this.#put(place, before);
        place = 2 * before + 1;
        before = this.#below[place]!;
      } else {
        this.#put(place, behind);
        place = 2 * behind;
        behind = this.#below[place]!;
      }
    }
    this.#put(place, before === none ? behind : before);
  }

  #makeRoom(key: number, number: number): void {
    if (key >= this.#root.length) {
      const known = this.#root.length;
      this.#root = longer(this.#root, Math.max(key + 1, 2 * known)).fill(none, known);
    }
    if (2 * number + 1 >= this.#below.length) this.#below = longer(this.#below);
  }
}

/** Multiplied by 2^32 divided by the golden ratio, and mixed: neighbouring numbers are far apart. */
function priority(number: number): number {
  const mixed = Math.imul(number + 1, 0x9e3779b1);
  return (mixed ^ (mixed >>> 15)) >>> 0;
}

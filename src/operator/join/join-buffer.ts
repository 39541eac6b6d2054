// Events of one side of a join that an event of the other side may still match, by key in order of time, each until
// nothing can match it any more. They have numbers, which are used again.
import type { Duration, Instant } from '../../model/instant.js';
import type { Saved } from '../../model/saved.js';
import { bytes, doubles, integers, json, listOf, Misshapen, record, sameLength } from '../../model/shape.js';
import { DeadlineHeap } from '../deadline-heap.js';

export interface JoinEvent {
  readonly key: number;
  /** The key as this event spells it. */
  readonly spelling: number;
  readonly ts: Instant;
  /** How many events had come before it, of both sides. */
  readonly ordinal: number;
  /** The event as JSON. */
  readonly text: string;
  /** One of the other side has matched it. */
  matched: boolean;
}

/** Numbers of a key's events in order of time, then arrival, from `first` on: what expires is taken off in front. */
interface KeyEvents {
  readonly ids: number[];
  first: number;
}

export class JoinBuffer {
  readonly #reach: Duration;
  readonly #events: JoinEvent[] = [];
  readonly #free: number[] = [];
  readonly #ofKey = new Map<number, KeyEvents>();
  readonly #expires = new DeadlineHeap();
  /** Of the events that none has matched, their times. */
  readonly #unmatched = new DeadlineHeap();

  /** @param reach an event at t is kept until W − L has come to `t + reach` */
  constructor(reach: Duration) {
    this.#reach = reach;
  }

  get size(): number {
    return this.#events.length - this.#free.length;
  }

  /** Whether an event at `ts` can still be matched where W − L is `judged`. */
  keeps(ts: Instant, judged: Instant): boolean {
    return ts + this.#reach > judged;
  }

  add(event: JoinEvent): void {
    const id = this.#free.pop() ?? this.#events.length;
    this.#events[id] = event;
    const known = this.#ofKey.get(event.key);
    if (known === undefined) this.#ofKey.set(event.key, { ids: [id], first: 0 });
    else known.ids.splice(this.#after(known, event.ts), 0, id);
    this.#expires.schedule(id, event.ts + this.#reach);
    if (!event.matched) this.#unmatched.schedule(id, event.ts);
  }

  /** The numbers of the key's events at `from` to `to`, in order of time, then arrival. */
  matching(key: number, from: Instant, to: Instant): readonly number[] {
    const known = this.#ofKey.get(key);
    return known === undefined ? none : known.ids.slice(this.#after(known, from - 1), this.#after(known, to));
  }

  event(id: number): JoinEvent {
    return this.#events[id]!;
  }

  /** An event of the other side has matched this one. */
  match(id: number): void {
    this.#events[id]!.matched = true;
    this.#unmatched.schedule(id, Infinity);
  }

  /** Nothing is to match this event any more. */
  remove(id: number): void {
    const { key, ts } = this.#events[id]!;
    const known = this.#ofKey.get(key)!;
    const { ids } = known;
    if (ids[known.first] === id) this.#shift(key, known);
    else ids.splice(ids.indexOf(id, this.#after(known, ts - 1)), 1);
    this.#expires.schedule(id, Infinity);
    this.#unmatched.schedule(id, Infinity);
    this.#events[id] = nothing;
    this.#free.push(id);
  }

  /** Takes out what nothing can match any more where W − L is `judged`; in order of time, then arrival. */
  expired(judged: Instant): JoinEvent[] {
    const ids = this.#expires.takeDue(judged).sort((a, b) => inOrder(this.#events[a]!, this.#events[b]!));
    return ids.map((id) => {
      const event = this.#events[id]!;
      this.remove(id);
      return event;
    });
  }

  /** The least W − L at which one expires; +∞: there is none. */
  nextDue(): Instant {
    return this.#expires.earliest();
  }

  /** The least time of an event that none has matched; +∞: there is none. */
  leastUnmatched(): Instant {
    return this.#unmatched.earliest();
  }

  markKeys(named: Uint8Array): void {
    for (const { key, spelling } of this.#all()) named[key] = named[spelling] = 1;
  }

  /** @param numbers of keys in what is saved, by those here; undefined: the same */
  save(numbers?: Int32Array): Saved {
    const events = this.#all().sort(inOrder);
    const number = (key: number): number => numbers?.[key] ?? key;
    return {
      keys: Int32Array.from(events, ({ key }) => number(key)),
      spellings: Int32Array.from(events, ({ spelling }) => number(spelling)),
      times: Float64Array.from(events, ({ ts }) => ts),
      ordinals: Float64Array.from(events, ({ ordinal }) => ordinal),
      matched: Uint8Array.from(events, ({ matched }) => Number(matched)),
      texts: events.map(({ text }) => text),
    };
  }

  /** @throws Misshapen for what no such buffer has saved */
  load(saved: Saved, keys: number): void {
    const { keys: keysOf, spellings, times, ordinals, matched, texts } = savedShape(saved);
    sameLength(keysOf, spellings, times, ordinals, matched, texts);
    keysOf.forEach((key, i) => {
      const [spelling, ts] = [spellings[i]!, times[i]!];
      if (key >= keys || spelling >= keys || !Number.isSafeInteger(ts)) throw new Misshapen('an event of a key');
      this.add({ key, spelling, ts, ordinal: ordinals[i]!, text: texts[i]!, matched: matched[i] === 1 });
    });
  }

  #all(): JoinEvent[] {
    return [...this.#ofKey.values()].flatMap(({ ids, first }) => ids.slice(first).map((id) => this.#events[id]!));
  }

  /** Takes the first of a key off. What is gone in front of a long list is cut off seldom: each cut moves all of it. */
  #shift(key: number, known: KeyEvents): void {
    known.first++;
    if (known.first === known.ids.length) this.#ofKey.delete(key);
    else if (2 * known.first > known.ids.length) {
      known.ids.splice(0, known.first);
      known.first = 0;
    }
  }

  /** The place behind the last event at `ts` or before. */
  #after({ ids, first }: KeyEvents, ts: Instant): number {
    let [low, high] = [first, ids.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#events[ids[middle]!]!.ts <= ts) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

/** By time, then arrival. */
export function inOrder(a: JoinEvent, b: JoinEvent): number {
  return a.ts - b.ts || a.ordinal - b.ordinal;
}

const none: readonly number[] = [];
const nothing: JoinEvent = { key: -1, spelling: -1, ts: NaN, ordinal: -1, text: '', matched: true };

const savedShape = record({
  keys: integers(undefined, 0, 2 ** 31 - 1),
  spellings: integers(undefined, 0, 2 ** 31 - 1),
  times: doubles(),
  ordinals: doubles(),
  matched: bytes(),
  texts: listOf(json),
});

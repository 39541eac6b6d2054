// Events of one side of a join that an event of the other side may still match, by key in order of time, each until
// nothing can match it any more.
import type { Batch } from '../../model/batch.js';
import type { Duration, Instant } from '../../model/instant.js';
import type { Saved } from '../../model/saved.js';
import { TimeOrder } from '../time-order.js';
import { HeldEvents, savedEvents, type JoinEvent } from './held-events.js';
import { KeyIndex } from './key-index.js';

export interface JoinBufferPlan {
  /** An event at t is kept until W − L has come to `t + reach`. */
  readonly reach: Duration;
  /** One match is enough: an event that has one is not found any more. */
  readonly once: boolean;
  /** Those that none has matched are written. */
  readonly outer: boolean;
}

export class JoinBuffer {
  /** Those that one of the other side has matched are marked. */
  readonly events = new HeldEvents();
  readonly #plan: JoinBufferPlan;
  readonly #ofKey = new KeyIndex(this.events);
  /** All, in the order in which they expire. */
  readonly #expires = new TimeOrder(this.events);
  /** Those that none has matched, and of the others some that are dropped when their turn comes. */
  readonly #unmatched = new TimeOrder(this.events);

  constructor(plan: JoinBufferPlan) {
    this.#plan = plan;
  }

  get size(): number {
    return this.events.size;
  }

  /** Whether an event at `ts` can still be matched where W − L is `judged`. */
  keeps(ts: Instant, judged: Instant): boolean {
    return ts + this.#plan.reach > judged;
  }

  /** @param matched one of the other side has matched it */
  add(event: JoinEvent, matched: boolean): void {
    const number = this.events.add(event);
    if (matched) this.events.mark(number);
    this.#expires.add(number);
    if (this.#plan.outer && !matched) this.#unmatched.add(number);
    if (!(matched && this.#plan.once)) this.#ofKey.add(number);
  }

  /** Adds the event of a row that nothing has matched, whose line was copied last and is its JSON text. */
  addLine(batch: Batch, row: number, ordinal: number): void {
    const number = this.events.addLine(batch, row, ordinal);
    this.#expires.add(number);
    if (this.#plan.outer) this.#unmatched.add(number);
    this.#ofKey.add(number);
  }

  /** Whether an event of the key can be matched. */
  has(key: number): boolean {
    return this.#ofKey.has(key);
  }

  /** The numbers of the key's events at `from` to `to`, in order of time, then arrival; good until the next call. */
  matching(key: number, from: Instant, to: Instant): readonly number[] {
    return this.#ofKey.between(key, from, to);
  }

  /** An event of the other side has matched this one. */
  match(number: number): void {
    if (this.#plan.once) this.#ofKey.remove(number);
    this.events.mark(number);
  }

  /** The first in time that nothing can match any more where W − L is `judged`; −1: there is none. */
  firstExpired(judged: Instant): number {
    return this.size > 0 && this.nextDue() <= judged ? this.#expires.first : -1;
  }

  /** Drops that one. */
  dropFirst(): void {
    const number = this.#expires.first;
    if (this.#unmatched.size > 0 && this.#unmatched.first === number) this.#unmatched.dropFirst();
    if (!(this.#plan.once && this.events.isMarked(number))) this.#ofKey.remove(number);
    this.#expires.dropFirst();
    this.events.remove(number);
  }

  /** The least W − L at which one expires; +∞: there is none. */
  nextDue(): Instant {
    return this.size === 0 ? Infinity : this.events.ts(this.#expires.first) + this.#plan.reach;
  }

  /** The least time of an event that is to be written unless one matches it; +∞: there is none. */
  leastUnmatched(): Instant {
    const waiting = this.#unmatched;
    while (waiting.size > 0 && this.events.isMarked(waiting.first)) waiting.dropFirst();
    return waiting.size === 0 ? Infinity : this.events.ts(waiting.first);
  }

  /** @throws Misshapen for what no such buffer has saved */
  load(saved: Saved, keys: number): void {
    for (const event of savedEvents(saved, keys)) this.add(event, event.marked);
  }
}

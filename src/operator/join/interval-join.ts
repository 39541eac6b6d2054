// Two streams joined by an interval of time (OPERATORS §1.1): events of a key belong together when
// `left.ts + from ≤ right.ts ≤ left.ts + to`. A pair is written as soon as both are there. An event waits in its side's
// buffer until every one that could match it would be late: a right one of at most `ts + to`, a left one of at most
// `ts − from`, and late is what lies at W − L or before.
import type { Batch } from '../../model/batch.js';
import type { EventCounters } from '../../model/counters.js';
import type { Instant } from '../../model/instant.js';
import type { Saved } from '../../model/saved.js';
import { anything, record } from '../../model/shape.js';
import type { Clocks, OpenOperator, Operator, OperatorContext, Refusal } from '../operator.js';
import type { JoinOutput } from '../output.js';
import { inOrder, JoinBuffer, type JoinEvent } from './join-buffer.js';
import { type IntervalJoinPlan, isOuter } from './join-plan.js';

/** Ports by side. */
const [left, right] = [0, 1] as const;

export class IntervalJoin implements Operator {
  readonly needsTime = true;
  readonly fanOut = 1;
  work = 0;
  readonly #plan: IntervalJoinPlan;
  readonly #output: JoinOutput;
  readonly #clocks: Clocks;
  readonly #counters: EventCounters;
  readonly #buffers: readonly [JoinBuffer, JoinBuffer];
  #written = 0;

  constructor(plan: IntervalJoinPlan, output: JoinOutput, { clocks, counters }: OperatorContext) {
    this.#plan = plan;
    this.#output = output;
    this.#clocks = clocks;
    this.#counters = counters;
    this.#buffers = [new JoinBuffer(plan.to), new JoinBuffer(-plan.from)];
  }

  get held(): number {
    return this.#buffers[left].size + this.#buffers[right].size;
  }

  processElement(port: number, at: Instant, batch: Batch, row: number, ordinal: number): 'taken' | Refusal {
    this.work++;
    if (!(at > this.#judged)) return { reason: 'late', windows: [] };
    const key = batch.keys[row]!;
    const spelling = batch.spellings?.[row] ?? key;
    const text = this.#output.eventOf(port, batch, row);
    const event = { key, spelling, ts: at, ordinal, text, matched: false };
    if (!this.#output.isComplete(key)) this.#writeUnmatched(port, event);
    else this.#take(port, event);
    return 'taken';
  }

  processRun(): void {
    // One by one: nearly every event has a place of its own in a buffer.
  }

  /** Those that nothing has matched are written in order of time, then arrival, whatever side they are of. */
  watermarkRose(): void {
    const expired = this.#buffers.flatMap((buffer, port) =>
      buffer.expired(this.#judged).flatMap((event) => (event.matched ? [] : [{ port, event }])),
    );
    expired.sort((a, b) => inOrder(a.event, b.event));
    for (const { port, event } of expired) this.#writeUnmatched(port, event);
  }

  clockMoved(): void {
    // Only event time matters.
  }

  nextDue(): Instant {
    return Math.min(this.#buffers[left].nextDue(), this.#buffers[right].nextDue()) + this.#plan.lateness;
  }

  exactNextDue(): Instant {
    return this.nextDue();
  }

  nextDeadline(): Instant {
    return Infinity;
  }

  /** A pair has the later of its times, which is above W − L when it is written; one without a match has its own. */
  outputWatermark(): Instant {
    let promise = this.#judged;
    this.#buffers.forEach((buffer, port) => {
      if (isOuter(this.#plan.type, port)) promise = Math.min(promise, buffer.leastUnmatched() - 1);
    });
    return promise;
  }

  hasWritten(): boolean {
    const wrote = this.#written > 0;
    this.#written = 0;
    return wrote;
  }

  *flushIncomplete(): Generator<void, void> {
    // Pairs were written when they came. That nothing will match the others is not known, so it is not written.
  }

  markKeys(named: Uint8Array): void {
    for (const buffer of this.#buffers) buffer.markKeys(named);
  }

  save(numbers?: Int32Array): Saved {
    return { left: this.#buffers[left].save(numbers), right: this.#buffers[right].save(numbers) };
  }

  load(saved: Saved, keys: number): void {
    const sides = savedShape(saved);
    this.#buffers[left].load(sides.left, keys);
    this.#buffers[right].load(sides.right, keys);
  }

  /** W − L: an event up to here is late. */
  get #judged(): Instant {
    return this.#clocks.watermark - this.#plan.lateness;
  }

  #take(port: number, event: JoinEvent): void {
    const { from, to } = this.#plan;
    const others = this.#buffers[port === left ? right : left];
    const [least, most] = port === left ? [from, to] : [-to, -from];
    const ids = others.matching(event.key, event.ts + least, event.ts + most);
    if (this.#onlyLeft) this.#matchLeft(port, event, others, ids);
    else for (const id of ids) this.#pair(port, event, others, id);
    const own = this.#buffers[port]!;
    if (own.keeps(event.ts, this.#judged)) {
      if (!(this.#onlyLeft && port === left && event.matched)) own.add(event);
    } else if (!event.matched) this.#writeUnmatched(port, event);
  }

  /** Whether left events alone are written, those that have a match or those that have none. */
  get #onlyLeft(): boolean {
    return this.#plan.type === 'semi' || this.#plan.type === 'anti';
  }

  #pair(port: number, event: JoinEvent, others: JoinBuffer, id: number): void {
    const other = others.event(id);
    event.matched = true;
    others.match(id);
    this.#write(port === left ? event : other, port === left ? other : event);
  }

  /** One match is enough for a left event, and it need not wait for another. */
  #matchLeft(port: number, event: JoinEvent, others: JoinBuffer, ids: readonly number[]): void {
    for (const id of port === left ? ids.slice(0, 1) : ids) {
      const other = others.event(id);
      event.matched = true;
      if (this.#plan.type === 'semi') this.#write(port === left ? event : other, port === left ? other : event);
      if (port === right) others.remove(id);
    }
  }

  #write(one: JoinEvent, other: JoinEvent): void {
    const ts = Math.max(one.ts, other.ts);
    this.#output.joined({ key: one.spelling, left: one.text, right: this.#onlyLeft ? undefined : other.text, ts });
    this.#counters.pairs++;
    this.#written++;
    this.work++;
  }

  /** Nothing has matched the event, and nothing will. */
  #writeUnmatched(port: number, { spelling, text, ts }: JoinEvent): void {
    if (!isOuter(this.#plan.type, port)) return;
    const none = this.#onlyLeft ? undefined : null;
    this.#output.joined({ key: spelling, left: port === left ? text : null, right: port === left ? none : text, ts });
    this.#counters.unmatched++;
    this.#written++;
  }
}

const savedShape = record({ left: anything, right: anything });

/** An interval join as a step of a pipeline. */
export function intervalJoin(plan: IntervalJoinPlan, output: JoinOutput): OpenOperator {
  return (context) => new IntervalJoin(plan, output, context);
}

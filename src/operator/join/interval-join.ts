// Two streams joined by an interval of time (OPERATORS §1.1): events of a key belong together when
// `left.ts + from ≤ right.ts ≤ left.ts + to`. A pair is written as soon as both are there. An event waits in its side's
// buffer until every one that could match it would be late: a right one of at most `ts + to`, a left one of at most
// `ts − from`, and late is what lies at W − L or before.
import type { Batch } from '../../model/batch.js';
import type { Duration, Instant } from '../../model/instant.js';
import type { Saved } from '../../model/saved.js';
import { anything, record } from '../../model/shape.js';
import type { OpenOperator, OperatorContext } from '../operator.js';
import type { JoinOutput } from '../output.js';
import type { Run, RunProgress } from '../run.js';
import { bulkJoin, type JoinOutcome } from './bulk-join.js';
import type { HeldEvents, JoinEvent } from './held-events.js';
import { JoinBuffer } from './join-buffer.js';
import { Join, left, right } from './join.js';
import { type IntervalJoinPlan, isOfLeft, isOuter } from './join-plan.js';

const none = -1;

export class IntervalJoin extends Join {
  readonly #plan: IntervalJoinPlan;
  /** How far behind an event of the side others may be that it matches. */
  readonly #reaches: readonly [Duration, Duration];
  readonly #buffers: readonly [JoinBuffer, JoinBuffer];

  constructor(plan: IntervalJoinPlan, output: JoinOutput, context: OperatorContext) {
    super(plan, output, context, !isOfLeft(plan.type));
    this.#plan = plan;
    const { type, from, to } = plan;
    this.#reaches = [to, -from];
    this.#buffers = [
      new JoinBuffer({ reach: to, once: isOfLeft(type), outer: isOuter(type, left) }),
      new JoinBuffer({ reach: -from, once: false, outer: isOuter(type, right) }),
    ];
  }

  get held(): number {
    return this.#buffers[left].size + this.#buffers[right].size;
  }

  override processRun(run: Run, into: RunProgress): void {
    bulkJoin(this, run, into);
  }

  outcome(port: number, batch: Batch, row: number, watermark: Instant): JoinOutcome {
    if (!(batch.times[row]! > watermark - this.lateness)) return 'refused';
    return this.#isOnlyHeld(port, batch.keys[row]!) ? 'held' : 'taken';
  }

  copyLines(port: number, batch: Batch, from: number, to: number): void {
    if (this.isWritten(port)) this.#buffers[port]!.events.copyLines(batch, from, to);
  }

  hold(port: number, batch: Batch, row: number, ordinal: number): void {
    this.work++;
    if (this.isWritten(port)) this.#buffers[port]!.addLine(batch, row, ordinal);
    else this.#buffers[port]!.add(this.eventIn(port, batch.times[row]!, batch, row, ordinal), false);
  }

  protected isDue(): boolean {
    return this.held > 0 && this.#leastDue() <= this.judged;
  }

  /** Those that nothing has matched are written in order of time, then arrival, whatever side they are of. */
  protected doFirst(): void {
    this.work++;
    const port = this.#nextExpired();
    const buffer = this.#buffers[port]!;
    const number = buffer.firstExpired(this.judged);
    if (isOuter(this.#plan.type, port) && !buffer.events.isMarked(number))
      this.#writeUnmatched(port, buffer.events.event(number));
    buffer.dropFirst();
  }

  nextDue(): Instant {
    return this.#leastDue() + this.lateness;
  }

  /** A pair has the later of its times, which is above W − L when it is written; one without a match has its own. */
  outputWatermark(): Instant {
    return Math.min(this.judged, ...this.#buffers.map((buffer) => buffer.leastUnmatched() - 1));
  }

  markKeys(named: Uint8Array): void {
    for (const { events } of this.#buffers) events.markKeys(named);
  }

  save(numbers?: Int32Array): Saved {
    const [one, other] = this.#buffers;
    return { left: one.events.save(numbers), right: other.events.save(numbers) };
  }

  load(saved: Saved, keys: number): void {
    const sides = savedShape(saved);
    this.#buffers[left].load(sides.left, keys);
    this.#buffers[right].load(sides.right, keys);
  }

  /** One that nothing can match once it is there has to be looked at. */
  #isOnlyHeld(port: number, key: number): boolean {
    return this.#reaches[port]! >= 0 && !this.#buffers[1 - port]!.has(key) && this.output.isComplete(key);
  }

  /** The least W − L at which an event expires. */
  #leastDue(): Instant {
    return Math.min(this.#buffers[left].nextDue(), this.#buffers[right].nextDue());
  }

  /** The side whose next event that expires is the first of both; −1: none expires. */
  #nextExpired(): number {
    const [one, other] = this.#buffers;
    const [l, r] = [one.firstExpired(this.judged), other.firstExpired(this.judged)];
    if (l === none || r === none) return l !== none ? left : r !== none ? right : none;
    return one.events.isBeforeOf(l, other.events, r) ? left : right;
  }

  protected take(port: number, event: JoinEvent): void {
    if (!this.output.isComplete(event.key)) this.#writeUnmatched(port, event);
    else this.#join(port, event);
  }

  #join(port: number, event: JoinEvent): void {
    const matched = this.#match(port, event);
    const own = this.#buffers[port]!;
    if (!own.keeps(event.ts, this.judged)) {
      if (!matched) this.#writeUnmatched(port, event);
    } else if (!(this.#onlyLeft && port === left && matched)) {
      this.checkRoom();
      own.add(event, matched);
    }
  }

  /** Writes the pairs of an event that has come; whether there are any. */
  #match(port: number, event: JoinEvent): boolean {
    const { from, to } = this.#plan;
    const others = this.#buffers[port === left ? right : left];
    const [least, most] = port === left ? [from, to] : [-to, -from];
    const numbers = others.matching(event.key, event.ts + least, event.ts + most);
    for (const number of numbers) {
      others.match(number);
      this.#pair(port, event, others.events, number);
      // One match is enough for a left event, and it need not wait for another.
      if (this.#onlyLeft && port === left) break;
    }
    return numbers.length > 0;
  }

  /** Whether left events alone are written, those that have a match or those that have none. */
  get #onlyLeft(): boolean {
    return isOfLeft(this.#plan.type);
  }

  #pair(port: number, event: JoinEvent, others: HeldEvents, number: number): void {
    if (this.#plan.type === 'anti') return;
    const other = others.text(number);
    const ts = Math.max(event.ts, others.ts(number));
    const [one, two] = port === left ? [event.text, other] : [other, event.text];
    const key = port === left ? event.spelling : others.spelling(number);
    this.pair(key, one, this.#onlyLeft ? undefined : two, ts);
  }

  /** Nothing has matched the event, and nothing will. */
  #writeUnmatched(port: number, { spelling, text, ts }: JoinEvent): void {
    if (!isOuter(this.#plan.type, port)) return;
    const without = this.#onlyLeft ? undefined : null;
    this.unmatched(spelling, port === left ? [text, without] : [null, text], ts);
  }
}

const savedShape = record({ left: anything, right: anything });

/** An interval join as a step of a pipeline. */
export function intervalJoin(plan: IntervalJoinPlan, output: JoinOutput): OpenOperator {
  return (context) => new IntervalJoin(plan, output, context);
}

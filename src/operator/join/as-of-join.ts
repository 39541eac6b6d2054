// Each left event with the right one that was in force at its time (OPERATORS §1.3): left events are questions, right
// ones versions of their key. A question is answered when W − L has come to its time, so that all versions up to then are
// there: answers are in order of time, and depend on nothing else. One without a key is answered at once, for there is
// nothing to wait for (OPERATORS §0).
import type { Batch, PresenceColumn } from '../../model/batch.js';
import type { Instant } from '../../model/instant.js';
import type { Saved } from '../../model/saved.js';
import { anything, Misshapen, record } from '../../model/shape.js';
import type { OpenOperator, OperatorContext } from '../operator.js';
import type { JoinOutput } from '../output.js';
import type { Run, RunProgress } from '../run.js';
import { TimeOrder } from '../time-order.js';
import { bulkJoin, type JoinOutcome } from './bulk-join.js';
import { HeldEvents, savedEvents, type JoinEvent } from './held-events.js';
import { Join, left } from './join.js';
import type { AsOfJoinPlan } from './join-plan.js';
import { Versions } from './versions.js';

const none = -1;

export class AsOfJoin extends Join {
  readonly #plan: AsOfJoinPlan;
  readonly #questions = new HeldEvents();
  readonly #turns = new TimeOrder(this.#questions);
  #versions: Versions;

  constructor(plan: AsOfJoinPlan, output: JoinOutput, context: OperatorContext) {
    super(plan, output, context);
    this.#plan = plan;
    this.#versions = new Versions(plan.tolerance);
  }

  get held(): number {
    return this.#questions.size + this.#versions.events.size;
  }

  override processRun(run: Run, into: RunProgress): void {
    bulkJoin(this, run, into);
  }

  /** An event whose key is not complete has no answer, and is none (OPERATORS §0): it is not held. */
  outcome(_: number, batch: Batch, row: number, watermark: Instant): JoinOutcome {
    if (!(batch.times[row]! > watermark - this.lateness)) return 'refused';
    return this.output.isComplete(batch.keys[row]!) ? 'held' : 'taken';
  }

  copyLines(port: number, batch: Batch, from: number, to: number): void {
    const events = port === left ? this.#questions : this.#versions.events;
    events.copyLines(batch, from, to);
  }

  hold(port: number, batch: Batch, row: number, ordinal: number): void {
    this.work++;
    if (port === left) this.#turns.add(this.#questions.addLine(batch, row, ordinal));
    else this.#versions.addLine(batch, row, ordinal, this.#ends(batch, row));
  }

  protected take(port: number, event: JoinEvent, batch: Batch, row: number): void {
    if (!this.output.isComplete(event.key)) {
      if (port === left) this.#unanswered(event.spelling, event.text, event.ts);
    } else if (port === left) this.#ask(event);
    else this.#learn({ ...event, marked: this.#ends(batch, row) });
  }

  override catchUp(): void {
    super.catchUp();
    if (this.isBehind) return;
    if (this.judged < Infinity) this.#versions.passed(this.judged);
    else this.#versions = new Versions(this.#plan.tolerance);
  }

  protected isDue(): boolean {
    return this.#turns.size > 0 && this.nextDue() <= this.clocks.watermark;
  }

  nextDue(): Instant {
    const { size, first } = this.#turns;
    return size === 0 ? Infinity : this.#questions.ts(first) + this.#plan.lateness;
  }

  /** All questions up to here are answered. */
  outputWatermark(): Instant {
    return this.judged;
  }

  markKeys(named: Uint8Array): void {
    this.#questions.markKeys(named);
    this.#versions.events.markKeys(named);
  }

  save(numbers?: Int32Array): Saved {
    return { questions: this.#questions.save(numbers), versions: this.#versions.events.save(numbers) };
  }

  load(saved: Saved, keys: number): void {
    const { questions, versions } = savedShape(saved);
    for (const question of savedEvents(questions, keys)) {
      if (!(question.ts > this.judged)) throw new Misshapen('an event that is above the watermark');
      this.#hold(question);
    }
    this.#versions.load(versions, keys);
    this.#versions.passed(this.judged);
  }

  #ask(question: JoinEvent): void {
    this.checkRoom();
    this.#hold(question);
  }

  #hold(question: JoinEvent): void {
    this.#turns.add(this.#questions.add(question));
  }

  #learn(version: JoinEvent): void {
    this.checkRoom();
    this.#versions.add(version);
  }

  #ends(batch: Batch, row: number): boolean {
    const { gone } = this.#plan;
    return gone !== undefined && (batch.columns[gone] as PresenceColumn).values[row] === 1;
  }

  protected doFirst(): void {
    this.work++;
    const { first } = this.#turns;
    const ts = this.#questions.ts(first);
    const [spelling, text] = [this.#questions.spelling(first), this.#questions.text(first)];
    const version = this.#versions.at(this.#questions.keys[first]!, ts);
    if (version !== none) this.pair(spelling, text, this.#versions.events.text(version), ts);
    else this.#unanswered(spelling, text, ts);
    this.#turns.dropFirst();
    this.#questions.remove(first);
  }

  #unanswered(spelling: number, text: Uint8Array, ts: Instant): void {
    if (this.#plan.type === 'left') this.unmatched(spelling, [text, null], ts);
  }
}

const savedShape = record({ questions: anything, versions: anything });

/** An as-of join as a step of a pipeline. */
export function asOfJoin(plan: AsOfJoinPlan, output: JoinOutput): OpenOperator {
  return (context) => new AsOfJoin(plan, output, context);
}

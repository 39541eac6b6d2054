// Duplicates within a length of event time (OPERATORS §2): an event is one iff another of its key less than D away was
// passed on. Which one that is does not depend on how W moves, only on what comes late: Spark's dropDuplicatesWithinWatermark
// calls an event a duplicate for as long as the key is remembered; here the distance decides, and state is kept as long
// as a distance below D can still be met.
import type { Batch } from '../../model/batch.js';
import type { Instant } from '../../model/instant.js';
import type { Saved } from '../../model/saved.js';
import { bytes, listOf, Misshapen } from '../../model/shape.js';
import { DeadlineHeap } from '../deadline-heap.js';
import { InEventTime, late, writtenAtOnce } from '../in-event-time.js';
import type { OpenOperator, OperatorContext, Refusal } from '../operator.js';
import type { EventOutput } from '../output.js';
import { RisingRun } from '../rising-run.js';
import type { Run, RunProgress } from '../run.js';
import { TimingWheel } from '../timing-wheel.js';
import type { DedupPlan } from './dedup-plan.js';
import { Remembered, withRest } from './remembered.js';

abstract class Dedup extends InEventTime {
  protected remembered: Remembered;
  protected readonly output: EventOutput;

  constructor({ within, lateness }: DedupPlan, output: EventOutput, context: OperatorContext) {
    super(context, lateness);
    this.remembered = new Remembered(within);
    this.output = output;
  }

  get held(): number {
    return this.remembered.size;
  }

  processElement(_: number, at: Instant, batch: Batch, row: number, ordinal: number): 'taken' | 'dropped' | Refusal {
    this.work++;
    if (!(at > this.judged)) return late;
    return this.take(at, batch.keys[row]!, this.output.lineOf(batch, row), ordinal);
  }

  markKeys(named: Uint8Array): void {
    this.remembered.markKeys(named);
  }

  protected abstract take(at: Instant, key: number, line: Uint8Array, ordinal: number): 'taken' | 'dropped';

  protected pass(line: Uint8Array): void {
    this.output.event(line);
    this.wrote();
  }

  protected drop(line: Uint8Array): void {
    this.output.duplicate(line);
    this.counters.duplicates++;
  }
}

/** The first to arrive passes at once; of its key, all that are less than D away from it are duplicates. */
class KeepFirst extends Dedup {
  readonly #plan: DedupPlan;
  #forgets = new TimingWheel();

  constructor(plan: DedupPlan, output: EventOutput, context: OperatorContext) {
    super(plan, output, context);
    this.#plan = plan;
  }

  protected take(at: Instant, key: number, line: Uint8Array, ordinal: number): 'taken' | 'dropped' {
    if (this.remembered.isNear(key, at)) {
      this.drop(line);
      return 'dropped';
    }
    this.#remember(key, at, ordinal);
    this.pass(line);
    return 'taken';
  }

  /** Twin of `take`. */
  override processRun(run: Run, into: RunProgress): void {
    const { batch, arrival } = run;
    const { times, keys } = batch;
    const rising = new RisingRun(run, into, this);
    const lines = new PassedLines(this.output, run);
    // What is promised rises with the first event that is passed on after W has risen.
    let isRisen = true;
    while (rising.goesOn) {
      const { row } = rising;
      const isNew = keys[row]! >= 0 && !this.remembered.isNear(keys[row]!, times[row]!);
      if (isNew) this.#remember(keys[row]!, times[row]!, arrival + row);
      const rises = rising.passes();
      if (!isNew) this.#leaveOut(lines, batch, row);
      else if (isRisen) isRisen = this.#passFirst(lines, row);
      if (!rises) continue;
      rising.rise();
      isRisen = true;
    }
    lines.write(rising.row);
    rising.record();
    this.work += into.next - run.from;
  }

  #leaveOut(lines: PassedLines, batch: Batch, row: number): void {
    lines.write(row);
    lines.begin = row + 1;
    if (batch.keys[row]! < 0) return;
    this.drop(this.output.lineOf(batch, row));
    // The driver counts rows of a run as passed on.
    this.counters.inWindows--;
  }

  #passFirst(lines: PassedLines, row: number): false {
    lines.write(row + 1);
    this.wrote();
    lines.run.stepped();
    return false;
  }

  #remember(key: number, at: Instant, ordinal: number): void {
    const id = this.remembered.add(key, at, ordinal);
    this.#forgets.schedule(id, this.remembered.dueAt(id));
  }

  watermarkRose(): void {
    const { judged } = this;
    if (judged === Infinity) {
      this.#forgetAll();
      return;
    }
    if (judged < this.#forgets.bound) return;
    const count = this.#forgets.take(judged);
    for (let i = 0; i < count; i++) this.remembered.remove(this.#forgets.due[i]!);
  }

  #forgetAll(): void {
    this.remembered = new Remembered(this.#plan.within);
    this.#forgets = new TimingWheel();
  }

  nextDue(): Instant {
    return this.#forgets.bound + this.lateness;
  }

  override exactNextDue(): Instant {
    return this.#forgets.earliest() + this.lateness;
  }

  outputWatermark(): Instant {
    return this.judged;
  }

  *flushIncomplete(): Generator<void, void> {
    // Everything was written when it came.
  }

  save(numbers?: Int32Array): Saved {
    return this.remembered.save(this.remembered.all(), numbers);
  }

  load(saved: Saved, keys: number): void {
    for (const id of this.remembered.load(saved, keys)) this.#forgets.schedule(id, this.remembered.dueAt(id));
  }
}

/** Events of a run that are passed on: those that follow each other are written together. */
class PassedLines {
  readonly run: Run;
  readonly #output: EventOutput;
  /** The first row that is not written yet. */
  begin: number;

  constructor(output: EventOutput, run: Run) {
    this.#output = output;
    this.run = run;
    this.begin = run.from;
  }

  /** Writes those before `end`. */
  write(end: number): void {
    if (end > this.begin) this.#output.events(this.run.batch, this.begin, end);
    this.begin = end;
  }
}

/** The earliest of a group `[first, first + D)` is written once no earlier one can come. */
class KeepEarliest extends Dedup {
  /** The lines of the earliest, by their numbers. */
  readonly #lines: Uint8Array[] = [];
  readonly #releases = new DeadlineHeap();
  readonly #within: number;

  constructor(plan: DedupPlan, output: EventOutput, context: OperatorContext) {
    super(plan, output, context);
    this.#within = plan.within;
  }

  protected take(at: Instant, key: number, line: Uint8Array, ordinal: number): 'taken' | 'dropped' {
    const { remembered } = this;
    if (remembered.before(key, at) >= 0) {
      this.drop(line);
      return 'dropped';
    }
    const later = remembered.after(key, at);
    if (later >= 0) this.#replace(later);
    this.#hold(remembered.add(key, at, ordinal), line.slice());
    return 'taken';
  }

  #hold(id: number, line: Uint8Array): void {
    this.#lines[id] = line;
    this.#releases.schedule(id, this.remembered.dueAt(id));
  }

  /** The first of a group so far turns out to be a duplicate of an earlier one. */
  #replace(id: number): void {
    this.drop(this.#lines[id]!);
    this.counters.inWindows--;
    this.#forget(id);
  }

  #forget(id: number): void {
    this.#lines[id] = nothing;
    this.#releases.schedule(id, Infinity);
    this.remembered.remove(id);
  }

  watermarkRose(): void {
    for (const id of this.#due(this.judged)) this.#release(id);
  }

  nextDue(): Instant {
    return this.#releases.earliest() + this.lateness;
  }

  outputWatermark(): Instant {
    return Math.min(this.judged, this.#releases.earliest() - this.#within);
  }

  *flushIncomplete(): Generator<void, void> {
    for (const [i, id] of this.#due(Infinity).entries()) {
      this.#release(id);
      if (i % writtenAtOnce === writtenAtOnce - 1) yield;
    }
  }

  /** Those that no earlier one can replace, in order of time, then arrival. */
  #due(watermark: Instant): number[] {
    return this.#releases.takeDue(watermark).sort(this.remembered.order);
  }

  #release(id: number): void {
    this.pass(this.#lines[id]!);
    this.#forget(id);
  }

  save(numbers?: Int32Array): Saved {
    const ids = this.remembered.all();
    return { remembered: this.remembered.save(ids, numbers), rest: Array.from(ids, (id) => this.#lines[id]!) };
  }

  load(saved: Saved, keys: number): void {
    const { remembered, rest } = withRest(saved);
    const ids = this.remembered.load(remembered, keys);
    const lines = listOf(bytes(), ids.length)(rest);
    ids.forEach((id, i) => {
      if (lines[i]!.at(-1) !== newline) throw new Misshapen('a line');
      this.#hold(id, lines[i]!);
    });
  }
}

const nothing = new Uint8Array(0);
const newline = 10;

/** Dedup as a step of a pipeline. */
export function dedup(plan: DedupPlan, output: EventOutput): OpenOperator {
  return (context) =>
    plan.keep === 'first' ? new KeepFirst(plan, output, context) : new KeepEarliest(plan, output, context);
}

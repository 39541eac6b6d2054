// Duplicates within a length of event time (OPERATORS §2): an event is one iff another of its key less than D away was
// passed on. Which one that is does not depend on how W moves, only on what comes late: Spark's dropDuplicatesWithinWatermark
// calls an event a duplicate for as long as the key is remembered; here the distance decides, and state is kept as long
// as a distance below D can still be met.
import type { Batch } from '../../model/batch.js';
import type { Instant } from '../../model/instant.js';
import type { Saved } from '../../model/saved.js';
import { bytes, listOf, Misshapen } from '../../model/shape.js';
import { InEventTime, late, writtenAtOnce } from '../in-event-time.js';
import type { OpenOperator, OperatorContext, Refusal } from '../operator.js';
import type { EventOutput } from '../output.js';
import type { DedupPlan } from './dedup-plan.js';
import { Remembered, withRest } from './remembered.js';

abstract class Dedup extends InEventTime {
  protected readonly remembered: Remembered;
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

  nextDue(): Instant {
    return this.remembered.nextDue() + this.lateness;
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
  protected take(at: Instant, key: number, line: Uint8Array, ordinal: number): 'taken' | 'dropped' {
    const { remembered } = this;
    if (remembered.before(key, at) >= 0 || remembered.after(key, at) >= 0) {
      this.drop(line);
      return 'dropped';
    }
    remembered.add(key, at, ordinal);
    this.pass(line);
    return 'taken';
  }

  watermarkRose(): void {
    for (const id of this.remembered.due(this.judged)) this.remembered.remove(id);
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
    this.remembered.load(saved, keys);
  }
}

/** The earliest of a group `[first, first + D)` is written once no earlier one can come. */
class KeepEarliest extends Dedup {
  /** The lines of the earliest, by their numbers. */
  readonly #lines: Uint8Array[] = [];

  protected take(at: Instant, key: number, line: Uint8Array, ordinal: number): 'taken' | 'dropped' {
    const { remembered } = this;
    if (remembered.before(key, at) >= 0) {
      this.drop(line);
      return 'dropped';
    }
    const later = remembered.after(key, at);
    if (later >= 0) this.#replace(later);
    this.#lines[remembered.add(key, at, ordinal)] = line.slice();
    return 'taken';
  }

  /** The first of a group so far turns out to be a duplicate of an earlier one. */
  #replace(id: number): void {
    this.drop(this.#lines[id]!);
    this.counters.inWindows--;
    this.remembered.remove(id);
  }

  watermarkRose(): void {
    for (const id of this.remembered.due(this.judged)) this.#release(id);
  }

  outputWatermark(): Instant {
    return Math.min(this.judged, this.remembered.least() - 1);
  }

  *flushIncomplete(): Generator<void, void> {
    for (const [i, id] of this.remembered.due(Infinity).entries()) {
      this.#release(id);
      if (i % writtenAtOnce === writtenAtOnce - 1) yield;
    }
  }

  #release(id: number): void {
    this.pass(this.#lines[id]!);
    this.#lines[id] = nothing;
    this.remembered.remove(id);
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
      this.#lines[id] = lines[i]!;
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

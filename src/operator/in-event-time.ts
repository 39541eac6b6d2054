// What operators have in common that go by event time alone and take one event after another: nothing but W makes anything
// due, and when that is they know exactly.
import type { Batch } from '../model/batch.js';
import type { EventCounters } from '../model/counters.js';
import type { Duration, Instant } from '../model/instant.js';
import type { Saved } from '../model/saved.js';
import type { Clocks, Operator, OperatorContext, Refusal } from './operator.js';
import type { Run, RunProgress } from './run.js';

/** So many are written at a stop before the caller can look up. */
export const writtenAtOnce = 1 << 14;

/** Of an event that is not above W − L. */
export const late: Refusal = { reason: 'late', windows: [] };

export abstract class InEventTime implements Operator {
  readonly needsTime: boolean = true;
  readonly fanOut: number = 1;
  work = 0;
  protected readonly clocks: Clocks;
  protected readonly counters: EventCounters;
  /** L: how late an event may be and still be taken. */
  readonly lateness: Duration;
  #written = false;

  constructor({ clocks, counters }: OperatorContext, lateness: Duration) {
    this.clocks = clocks;
    this.counters = counters;
    this.lateness = lateness;
  }

  abstract readonly held: number;
  abstract processElement(
    port: number,
    at: Instant,
    batch: Batch,
    row: number,
    ordinal: number,
  ): 'taken' | 'dropped' | Refusal;

  /** Takes none: elements come one by one. */
  processRun(run: Run, into: RunProgress): void {
    into.next = run.from;
  }

  abstract watermarkRose(old: Instant): void;

  get isBehind(): boolean {
    return false;
  }

  catchUp(): void {
    // Nothing is left.
  }

  clockMoved(): void {
    // Only event time matters.
  }

  /** Exact. */
  abstract nextDue(): Instant;

  exactNextDue(): Instant {
    return this.nextDue();
  }

  nextDeadline(): Instant {
    return Infinity;
  }

  abstract outputWatermark(): Instant;

  hasWritten(): boolean {
    const written = this.#written;
    this.#written = false;
    return written;
  }

  abstract flushIncomplete(): Generator<void, void>;
  abstract markKeys(named: Uint8Array): void;
  abstract save(numbers?: Int32Array): Saved;
  abstract load(saved: Saved, keys: number): void;

  get watermark(): Instant {
    return this.clocks.watermark;
  }

  /** W − L: an event up to here is late, and every one that was taken up to here is judged. */
  protected get judged(): Instant {
    return this.clocks.watermark - this.lateness;
  }

  /** Something was written. */
  protected wrote(): void {
    this.#written = true;
    this.work++;
  }
}

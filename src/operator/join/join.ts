// What joins have in common: two ports, the left and the right one; what is late; and how rows are written.
import type { Batch } from '../../model/batch.js';
import type { Instant } from '../../model/instant.js';
import type { JoinedEvents, JoinMarks } from '../../model/joined-events.js';
import { late } from '../in-event-time.js';
import { InSlices } from '../in-slices.js';
import type { OperatorContext, Refusal } from '../operator.js';
import type { JoinOutput } from '../output.js';
import { TooManyRows } from '../too-many-rows.js';
import type { JoinEvent } from './held-events.js';
import type { JoinBounds } from './join-plan.js';

/** Ports by side. */
export const [left, right] = [0, 1] as const;

/** Stands for the text of an event that is in no row: `null`. */
const unwritten = Uint8Array.of(0x6e, 0x75, 0x6c, 0x6c);

/** The left event of a row, or null; and the right one, or undefined where it is not needed. */
export type Sides = readonly [Uint8Array | null, Uint8Array | null | undefined];

export abstract class Join extends InSlices {
  protected readonly output: JoinOutput;
  readonly #maxRows: number;
  readonly #writesRight: boolean;

  /** @param writesRight whether right events are in rows, and do not only decide on left ones */
  constructor({ lateness, maxRows }: JoinBounds, output: JoinOutput, context: OperatorContext, writesRight = true) {
    super(context, lateness);
    this.#maxRows = maxRows;
    this.#writesRight = writesRight;
    this.output = output;
  }

  processElement(port: number, at: Instant, batch: Batch, row: number, ordinal: number): 'taken' | Refusal {
    this.work++;
    if (!(at > this.judged)) return late;
    this.take(port, this.eventIn(port, at, batch, row, ordinal), batch, row);
    return 'taken';
  }

  /** An event that is not late. */
  protected abstract take(port: number, event: JoinEvent, batch: Batch, row: number): void;

  *flushIncomplete(): Generator<void, void> {
    // What belongs to the events that are held, or that nothing does, is not known, so it is not written.
  }

  protected eventIn(port: number, ts: Instant, batch: Batch, row: number, ordinal: number): JoinEvent {
    const key = batch.keys[row]!;
    const spelling = batch.spellings?.[row] ?? key;
    return { key, spelling, ts, ordinal, text: this.textOf(port, batch, row), marked: false };
  }

  /** The event as JSON text, where it is in rows. */
  protected textOf(port: number, batch: Batch, row: number): Uint8Array {
    return this.isWritten(port) ? this.output.eventBytes(port, batch, row) : unwritten;
  }

  /** Whether events of the side are in rows: of others the text is not held. */
  protected isWritten(port: number): boolean {
    return port === left || this.#writesRight;
  }

  /** How many events may be held beside those that are. */
  get room(): number {
    return this.#maxRows - this.held;
  }

  /** Whether events of the batch are lines as they stand there. */
  hasLines(port: number, batch: Batch): boolean {
    return this.output.areLines(port, batch);
  }

  /** @throws TooManyRows where so many events more must not be held */
  protected checkRoom(more = 1): void {
    if (this.room < more) throw new TooManyRows(this.#maxRows);
  }

  /**
   * Two events that belong together are written.
   * @param two undefined: it is not needed
   */
  protected pair(key: number, one: Uint8Array, two: Uint8Array | undefined, ts: Instant, marks?: JoinMarks): void {
    this.counters.pairs++;
    this.#write({ key, left: one, right: two, ts, marks });
  }

  /** One without another is written. */
  protected unmatched(key: number, [one, two]: Sides, ts: Instant, marks?: JoinMarks): void {
    this.counters.unmatched++;
    this.#write({ key, left: one, right: two, ts, marks });
  }

  /** The same row is taken back. */
  protected retract(key: number, [one, two]: Sides, ts: Instant, marks: JoinMarks): void {
    this.counters.retractions++;
    this.#write({ key, left: one, right: two, ts, marks, retract: true });
  }

  #write(events: JoinedEvents): void {
    this.output.joined(events);
    this.wrote();
  }
}

// The rows of a batch in the making, and what stands between them. The arrays are kept from batch to batch, so a batch
// is valid until the next one is begun.
import type { NonEvent, Batch, Position } from '../model/batch.js';
import type { Instant } from '../model/instant.js';
import { columnBuilder, grown, type ColumnBuilder, type Found } from './column-builder.js';
import type { ReadPlan } from '../event/read-plan.js';
import { failurePlace, noneSkipped, setPlace, totals, type ExpressionPlace } from '../event/skipped.js';
import type { RecordText } from './record-text.js';

/** A line of the batch: its bytes without the line end, its number, the clock it carries. */
export interface LineAt {
  readonly start: number;
  readonly end: number;
  readonly line: number;
  /** Known once the line is read as far as that. */
  clock: Instant;
}

/** What a batch is but for its rows. */
export type BatchBounds = Pick<Batch, 'from' | 'to' | 'lineCount' | 'blankCount' | 'preludeAt'>;

export class BatchBuilder {
  length = 0;
  readonly nonEvents: NonEvent[] = [];
  #capacity = 0;
  #times = new Float64Array(0);
  #clocks = new Float64Array(0);
  #keys = new Int32Array(0);
  #starts = new Uint32Array(0);
  #ends = new Uint32Array(0);
  #lines = new Uint32Array(0);
  #pieces: string[] = [];
  /** As `Batch.skipped` has it. */
  #skipped: number[] = [];
  /** Rows and counts before the line at hand, for `undo`. */
  #mark = 0;
  #skippedBefore: number[] = [];
  readonly #columns: readonly ColumnBuilder[];
  readonly #plan: ReadPlan;
  #none: BatchBuilder | undefined;

  constructor(recordPlan: ReadPlan) {
    this.#plan = recordPlan;
    this.#columns = recordPlan.columns.map((column) => columnBuilder(column, recordPlan.numericText));
  }

  /** A line begins: what is added from here on may be taken back. */
  mark(): void {
    this.#mark = this.length;
    for (let i = 0; i < this.#skipped.length; i++) this.#skippedBefore[i] = this.#skipped[i]!;
  }

  /** Takes back the rows of the line at hand. */
  undo(): void {
    for (let row = this.#mark; row < this.length; row++) for (const column of this.#columns) column.skip(row);
    this.length = this.#mark;
    this.#pieces.length = Math.min(this.#pieces.length, this.length);
    this.#skipped = this.#skippedBefore.slice(0, this.#skipped.length);
  }

  clear(): void {
    this.length = 0;
    this.nonEvents.length = 0;
    this.#pieces = [];
    this.#skipped = noneSkipped(this.#plan);
    for (const column of this.#columns) column.clear();
  }

  /** Adds the event at hand; with key −1 it was filtered out and its values are not read. */
  add({ start, end, line, clock }: LineAt, time: Instant, key: number, written: RecordText): void {
    const row = this.length++;
    if (row === this.#capacity) this.#grow();
    this.#times[row] = time;
    this.#clocks[row] = clock;
    this.#keys[row] = key;
    this.#starts[row] = start;
    this.#ends[row] = end;
    this.#lines[row] = line;
    if (this.#plan.each !== undefined) this.#pieces.push(written.pieceText);
    if (key >= 0) this.#skipped[0]!++;
    for (const [i, column] of this.#columns.entries()) {
      if (key < 0) column.skip(row);
      else this.#count(i, column.read(row, written));
    }
  }

  /** The event that is added next has no value for this key. */
  keyless(key: number): void {
    this.#skipped[1 + key]!++;
  }

  /** Members were computed of the event that is added next. */
  computed(): void {
    this.#skipped[setPlace(this.#plan)]!++;
  }

  /** An expression failed of the event that is added next. */
  failed(expression: ExpressionPlace): void {
    this.#skipped[failurePlace(expression, this.#plan)]!++;
  }

  /** The batch of the records in `bytes`, which begin at `from` and end at `to`. */
  batch(bytes: Uint8Array, { from, to, lineCount, blankCount, preludeAt }: BatchBounds): Batch {
    const { length } = this;
    const skipped = this.#skipped;
    const { wrongType, missing } = totals(skipped, this.#plan);
    const pieces = this.#pieces;
    return {
      length,
      times: this.#times.subarray(0, length),
      keys: this.#keys.subarray(0, length),
      spellings: undefined,
      clocks: this.#plan.clock === undefined ? undefined : this.#clocks.subarray(0, length),
      columns: this.#columns.map((column) => column.build(length)),
      starts: this.#starts.subarray(0, length),
      ends: this.#ends.subarray(0, length),
      lines: this.#lines.subarray(0, length),
      piece: this.#plan.each === undefined ? undefined : (row) => pieces[row]!,
      bytes,
      nonEvents: this.nonEvents.slice(),
      lineCount,
      blankCount,
      wrongType,
      missing,
      skipped,
      from,
      to,
      base: from.offset,
      preludeAt,
    };
  }

  /** A batch of nothing, while rows are being added to this one. */
  none(bytes: Uint8Array, from: Position): Batch {
    const none = (this.#none ??= new BatchBuilder(this.#plan));
    none.clear();
    return none.batch(bytes, { from, to: from, lineCount: 0, blankCount: 0, preludeAt: undefined });
  }

  #count(column: number, found: Found): void {
    if (found === 'used') return;
    if (found === 'failed') this.failed(['columns', column]);
    const block = found === 'excepted' || found === 'failed' ? 2 : found === 'wrong type' ? 1 : 0;
    this.#skipped[1 + this.#plan.keys.length + block * this.#columns.length + column]!++;
  }

  #grow(): void {
    const capacity = (this.#capacity = Math.max(1024, this.#capacity * 2));
    this.#times = grown(this.#times, new Float64Array(capacity));
    this.#clocks = grown(this.#clocks, new Float64Array(capacity));
    this.#keys = grown(this.#keys, new Int32Array(capacity));
    this.#starts = grown(this.#starts, new Uint32Array(capacity));
    this.#ends = grown(this.#ends, new Uint32Array(capacity));
    this.#lines = grown(this.#lines, new Uint32Array(capacity));
    for (const column of this.#columns) column.grow(capacity);
  }
}

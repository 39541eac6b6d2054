// One input on its way through a run: its source, the cutter of its lines, how far its present batch is consumed, and so
// where a checkpoint would go on.
import { behind, type Batch, type Position } from '../model/batch.js';
import type { Barrier } from './barrier.js';
import type { Framer } from '../format/framer.js';
import type { ThreadedFile } from '../worker/parallel-file.js';
import type { Location, Shared, Source } from '../source/source.js';

/** How many rows and non-events of one line are done with; --each makes several of a line. */
export interface ConsumedOfLine {
  readonly rows: number;
  readonly nonEvents: number;
}

export interface InputForm {
  readonly source: Source;
  /** The pipeline's number for this input. */
  readonly id: number;
  /** The number of its stream. */
  readonly stream: number;
  /** The name of the operand; for a connection that was accepted, of the one that listened. */
  readonly operand: string;
  readonly feed: Framer;
  /** Where the source's own count of bytes begins in that of the input; not 0 after a resume. */
  readonly shift?: number;
  /** Of the first line, what an earlier run has done with. */
  readonly consumedOfLine?: ConsumedOfLine;
  /** An unfinished last line of a file that may grow is left for the next run, which may find it finished. */
  readonly keepsPartialLine?: boolean;
  /** See `Input.promisesEnd`. */
  readonly promisesEnd?: boolean;
  /** See `Input.writer`. */
  readonly writer?: string | undefined;
}

const none: ConsumedOfLine = { rows: 0, nonEvents: 0 };

export class Input {
  readonly source: Source;
  readonly id: number;
  readonly stream: number;
  readonly operand: string;
  /** The batch being consumed; undefined when the next read has to bring one. */
  batch: Batch | undefined;
  row = 0;
  nonEvent = 0;
  /** The lines of the batch are counted in the account. */
  counted = false;
  /** The source has nothing more; what is left is in `batch`. */
  atEnd = false;
  /** `@begin` has come, and no `@end` since. */
  promisesEnd: boolean;
  /** The process of the pipeline that writes it; undefined: none that is known. */
  writer: string | undefined;
  /** `@end` has come. */
  saidEnd = false;
  /** Before which it stands, not reading on. */
  barrier: Barrier | undefined;
  /** Live inputs: the read under way. */
  pending: Promise<void> | undefined;
  /** Read to its end; of a regular file so many bytes on disk. */
  finished: { readonly size: number } | undefined;
  /** Gone when the input has ended, with its buffers. */
  #feed: Framer | undefined;
  /** The place after everything decoded. */
  #reached: Position;
  readonly #shift: number;
  readonly #keepsPartialLine: boolean;
  #skip: ConsumedOfLine;
  /** The source has nothing more. */
  #sourceEnded = false;
  /** See `partialBytes`, once the input has ended. */
  #leftBytes = 0;
  /** Regular files that other threads decode as well. */
  #threaded: ThreadedFile | undefined;

  constructor({
    source,
    id,
    stream,
    operand,
    feed,
    shift = 0,
    consumedOfLine = none,
    keepsPartialLine = false,
    promisesEnd = false,
    writer,
  }: InputForm) {
    this.source = source;
    this.id = id;
    this.stream = stream;
    this.operand = operand;
    this.#feed = feed;
    this.#reached = feed.position;
    this.#shift = shift;
    this.#skip = consumedOfLine;
    this.#keepsPartialLine = keepsPartialLine;
    this.promisesEnd = promisesEnd;
    this.writer = writer;
  }

  /** A regular file that other threads may read beside this; `shift` leads from offsets of the input to those of the file. */
  get shared(): (Pick<Shared, 'fd' | 'size'> & { readonly shift: number }) | undefined {
    const file = this.source.share?.();
    return file && { fd: file.fd, size: file.size, shift: file.at - file.offset - this.#shift };
  }

  /** What is to come is decoded by several threads. */
  decodeBy(file: ThreadedFile): void {
    this.#threaded = file;
  }

  /** Reads once and decodes what whole lines there are. Mostly synchronous for a file; a live input returns a promise. */
  read(): void | Promise<void> {
    if (this.hasLines) {
      this.#decode();
      return;
    }
    const batch = this.#threaded?.next(this.#feed!);
    return batch instanceof Promise ? batch.then((ready) => this.#takeOrRead(ready)) : this.#takeOrRead(batch);
  }

  /** What was read is not all decoded, because it is much work: `read` goes on with that. */
  get hasLines(): boolean {
    return this.#feed?.hasLines === true;
  }

  /** An accepted connection: once it has ended, it does not come back. */
  get accepted(): boolean {
    return this.source.name !== this.operand;
  }

  /** It ended before the `@end` that it has promised; of a file that may grow that can still come. */
  get cutOff(): boolean {
    return this.promisesEnd && this.atEnd && !this.#keepsPartialLine;
  }

  /** Whether barriers are to come from it, since a process of the pipeline writes it; undefined: nothing has come yet. */
  get brings(): 'events' | 'barriers' | undefined {
    if (this.writer !== undefined) return 'barriers';
    return this.position.offset > 0 ? 'events' : undefined;
  }

  /** Rows and non-events of the batch are all consumed. */
  get consumed(): boolean {
    const { batch } = this;
    return batch === undefined || (this.row >= batch.length && this.nonEvent >= batch.nonEvents.length);
  }

  done(): void {
    this.batch = undefined;
    this.row = 0;
    this.nonEvent = 0;
  }

  /** The line just consumed is a barrier; the input stands before it until `pass`. */
  stop(barrier: Barrier): void {
    this.barrier = barrier;
    this.nonEvent--;
  }

  pass(): void {
    this.barrier = undefined;
    this.nonEvent++;
  }

  /** There is no more, and everything is consumed. */
  finish(): void {
    this.done();
    this.finished = { size: this.source.progress?.size ?? 0 };
    this.#leftBytes = this.#feed?.partialBytes ?? 0;
    this.#feed = undefined;
    this.source.close();
  }

  /** The place of the first line not yet consumed; defined between lines only. */
  get position(): Position {
    const { batch } = this;
    if (batch === undefined) return this.#reached;
    const start = this.#nextStart(batch);
    if (start === Infinity) return this.#reached;
    const isRow = this.row < batch.length && batch.starts[this.row] === start;
    const line = isRow ? batch.lines[this.row]! : batch.nonEvents[this.nonEvent]!.line;
    return behind(batch.preludeAt?.(start), { offset: batch.base + start, line: batch.from.line + line });
  }

  /** What of the line at `position` is consumed already. */
  get consumedOfLine(): ConsumedOfLine {
    const { batch } = this;
    if (batch === undefined) return this.#skip;
    const start = this.#nextStart(batch);
    let [row, nonEvent] = [this.row, this.nonEvent];
    while (row > 0 && batch.starts[row - 1] === start) row--;
    while (nonEvent > 0 && batch.nonEvents[nonEvent - 1]!.start === start) nonEvent--;
    return { rows: this.row - row, nonEvents: this.nonEvent - nonEvent };
  }

  /**
   * Bytes of a last line without its end, which is not counted: it waits for the rest, or the run was stopped before that
   * came. 0 where the line may well have its end, and only was not read so far.
   */
  get partialBytes(): number {
    const { progress, live } = this.source;
    if (this.finished !== undefined) return this.#leftBytes;
    if (!live || (progress !== undefined && progress.read < progress.size)) return 0;
    // The end of a stream came together with the stop: its last line was decoded, but it is not taken for one.
    const { batch } = this;
    const decoded = batch === undefined || this.counted || !this.atEnd ? 0 : batch.to.offset - batch.from.offset;
    return (this.#feed?.partialBytes ?? 0) + decoded;
  }

  /** Bytes of whole lines that were read from a pipe or a socket and not consumed: a stop did not wait for them. */
  get leftBytes(): number {
    const { live, resume } = this.source;
    if (!live || resume !== undefined || this.finished !== undefined) return 0;
    const { batch } = this;
    const decoded = batch === undefined || this.atEnd ? 0 : batch.to.offset - this.position.offset;
    return decoded + (this.#feed?.wholeBytes ?? 0);
  }

  /** Regular files: in which file `position` is, and where. */
  get location(): Location | undefined {
    return this.source.locate(this.position.offset - this.#shift);
  }

  /** Where the first record of the batch begins that is not consumed; +∞: none is left. */
  #nextStart({ starts, length, nonEvents }: Batch): number {
    const row = this.row < length ? starts[this.row]! : Infinity;
    return Math.min(row, nonEvents[this.nonEvent]?.start ?? Infinity);
  }

  /** A batch that was decoded beside the feed; without one the feed goes on. */
  #takeOrRead(batch: Batch | undefined): void | Promise<void> {
    const feed = this.#feed!;
    if (batch !== undefined) {
      feed.skipTo(batch.to);
      this.source.skipTo?.(batch.to.offset - this.#shift);
      this.#take(batch);
      return;
    }
    const n = this.source.read(feed.space(feed.initialReadSize));
    if (typeof n !== 'number') return n.then((bytes) => this.#took(bytes));
    this.#took(n);
  }

  #took(n: number): void {
    this.#sourceEnded = n === 0;
    this.#decode(n);
  }

  #decode(n = 0): void {
    const feed = this.#feed!;
    const keeps = this.#keepsPartialLine && this.source.isComplete !== true;
    const ends = this.#sourceEnded && !keeps;
    const batch = ends ? feed.end() : feed.filled(n, this.source.part);
    this.#take(ends && this.promisesEnd && isHalfLine(batch) ? undefined : batch);
    this.atEnd = this.#sourceEnded && !feed.hasLines;
  }

  #take(batch: Batch | undefined): void {
    const feed = this.#feed!;
    this.batch = batch;
    this.#reached = feed.position;
    this.counted = false;
    this.row = this.nonEvent = 0;
    if (batch === undefined) return;
    // A checkpoint may say that more was consumed than there is.
    this.row = Math.min(this.#skip.rows, batch.length);
    this.nonEvent = Math.min(this.#skip.nonEvents, batch.nonEvents.length);
    this.#skip = none;
  }
}

/** The last line lacks its end, and is none: no fault of the data where the input was cut off. */
function isHalfLine(batch: Batch | undefined): boolean {
  return batch?.lineCount === 1 && batch.nonEvents[0]?.kind === 'reject';
}

// One input on its way through a run: its source, the cutter of its lines, and how far its present batch is consumed.
import type { Batch, Position } from '../model/batch.js';
import type { Feed } from '../event/feed.js';
import type { Source } from '../source/source.js';

export class Reading {
  readonly source: Source;
  /** The engine's number for this input. */
  readonly input: number;
  /** The batch being consumed; undefined when the next read has to bring one. */
  batch: Batch | undefined;
  row = 0;
  aside = 0;
  /** The source has nothing more; what is left is in `batch`. */
  dry = false;
  /** Live inputs: the read under way. */
  pending: Promise<void> | undefined;
  readonly #feed: Feed;

  constructor(source: Source, input: number, feed: Feed) {
    this.source = source;
    this.input = input;
    this.#feed = feed;
  }

  /** Reads once and decodes what whole lines there are. A file answers at once, a live input promises. */
  read(): void | Promise<void> {
    const n = this.source.read(this.#feed.space());
    return typeof n === 'number' ? this.#took(n) : n.then((bytes) => this.#took(bytes));
  }

  /** Rows and asides of the batch are all consumed. */
  get consumed(): boolean {
    const { batch } = this;
    return batch === undefined || (this.row >= batch.length && this.aside >= batch.asides.length);
  }

  done(): void {
    this.batch = undefined;
    this.row = 0;
    this.aside = 0;
  }

  /** The place of the first line not yet consumed; only asked between lines. */
  get position(): Position {
    const { batch } = this;
    if (batch === undefined) return this.#feed.position;
    const row = this.row < batch.length ? batch.lines[this.row]! : Infinity;
    const aside = batch.asides[this.aside]?.line ?? Infinity;
    const line = Math.min(row, aside);
    if (line === Infinity) return batch.to;
    const start = line === row ? batch.starts[this.row]! : batch.asides[this.aside]!.start;
    return { offset: batch.base + start, line: batch.from.line + line };
  }

  #took(n: number): void {
    this.dry = n === 0;
    this.batch = n === 0 ? this.#feed.end() : this.#feed.filled(n);
    this.row = 0;
    this.aside = 0;
  }
}

// The first lines, or records, of a run, put aside for what may have to be reported at its end: which members the
// events have, what a value looked like that no aggregate could take. They are read again only then, so that a run in
// which all is well pays for a copy of a few kilobytes.
import { eventsOf } from '../format/events-of.js';
import type { RecordPlan } from '../format/input/input-format.js';
import type { Batch } from '../model/batch.js';

/** So many lines are kept, in so many bytes. */
const mostLines = 100;
const mostBytes = 1 << 18;
const newline = 10;

export class Sample {
  /** By which the lines are read. */
  readonly recordPlan: RecordPlan;
  readonly #lines: Buffer[] = [];
  #size = 0;
  /** The header of the first of them. */
  #header: string | undefined;
  #events: readonly unknown[] | undefined;

  constructor(recordPlan: RecordPlan) {
    this.recordPlan = recordPlan;
  }

  get full(): boolean {
    return this.#lines.length >= mostLines || this.#size >= mostBytes;
  }

  /** Keeps lines of the batch until there are enough; one that is very long is left out. */
  take(batch: Pick<Batch, 'bytes' | 'starts' | 'ends' | 'length' | 'to'>): void {
    this.#events = undefined;
    const { framing, hasHeader } = this.recordPlan.format;
    if (hasHeader === true) this.#header ??= batch.to.prelude;
    if (framing === 'lines') this.#takeLines(batch);
    else this.#takeRecords(batch);
  }

  #takeRecords({ bytes, starts, ends, length }: Pick<Batch, 'bytes' | 'starts' | 'ends' | 'length'>): void {
    for (let row = 0; row < length && !this.full; row++) {
      const [start, end] = [starts[row]!, ends[row]!];
      const isNew = row === 0 || starts[row - 1] !== start;
      if (isNew && end - start <= mostBytes - this.#size) this.#keep(bytes.subarray(start, end));
    }
  }

  #takeLines({ bytes }: Pick<Batch, 'bytes'>): void {
    for (let at = 0; at < bytes.length && !this.full;) {
      const found = bytes.indexOf(newline, at);
      const end = found < 0 ? bytes.length : found;
      if (end - at <= mostBytes - this.#size) this.#keep(bytes.subarray(at, end));
      at = end + 1;
    }
  }

  /** The lines as they came, without their ends. */
  get lines(): readonly string[] {
    return this.#lines.map((line) => line.toString('utf8').replace(/\r$/, ''));
  }

  /** The events in them, whether they have passed the filters or not; lines that are none are left out. */
  get events(): readonly unknown[] {
    return (this.#events ??= this.lines.flatMap((line) => eventsOf(line, this.recordPlan, this.#header)));
  }

  #keep(line: Uint8Array): void {
    this.#lines.push(Buffer.from(line));
    this.#size += line.length;
  }
}

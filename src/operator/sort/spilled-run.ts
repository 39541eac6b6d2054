// Lines in order that have gone out of memory: one after the other, each behind its time and its length, read again block by
// block as their turn comes. Many such runs are merged as they are read: an external sort.
import type { Instant } from '../../model/instant.js';
import type { SpillSpace } from './spill-space.js';

/** Of a run so many bytes are in memory, and of a longer line all of it. */
const blockSize = 1 << 18;
/** Its time as a double, its length as a 32-bit integer. */
const headSize = 12;

/** Writes lines to a space, so that they can be read as a run. */
export class RunWriter {
  readonly #space: SpillSpace;
  readonly #start: number;
  #block = new Uint8Array(blockSize);
  #filled = 0;
  #size = 0;

  constructor(space: SpillSpace) {
    this.#space = space;
    this.#start = space.size;
  }

  /** Not before the one that was added last. */
  add(at: Instant, line: Uint8Array): void {
    const length = headSize + line.length;
    if (this.#filled + length > this.#block.length) this.#flush(length);
    const head = new DataView(this.#block.buffer, this.#filled);
    head.setFloat64(0, at);
    head.setUint32(8, line.length);
    this.#block.set(line, this.#filled + headSize);
    this.#filled += length;
    this.#size++;
  }

  /** What was written, to be read. */
  finish(): SpilledRun {
    this.#flush(0);
    return new SpilledRun(this.#space, this.#start, this.#size);
  }

  /** Writes the block; the next one has room for so many bytes at least. */
  #flush(length: number): void {
    this.#space.append(this.#block.subarray(0, this.#filled));
    this.#filled = 0;
    if (length > this.#block.length) this.#block = new Uint8Array(length);
  }
}

export class SpilledRun {
  readonly #space: SpillSpace;
  /** Where the bytes of the run that are not in the block begin, and where they end. */
  #from: number;
  readonly #end: number;
  #block = new Uint8Array(0);
  #place = 0;
  #left: number;
  #at: Instant = Infinity;
  #length = 0;

  /** @param from where it begins in the space, which it is the end of */
  constructor(space: SpillSpace, from: number, size: number) {
    this.#space = space;
    this.#from = from;
    this.#end = space.size;
    this.#left = size;
    this.#readHead();
  }

  get size(): number {
    return this.#left;
  }

  /** The time of the first line that is left; +∞: there is none. */
  get at(): Instant {
    return this.#at;
  }

  /** That line: a view, good until the next one. */
  get line(): Uint8Array {
    const start = this.#place + headSize;
    return this.#block.subarray(start, start + this.#length);
  }

  next(): void {
    this.#place += headSize + this.#length;
    this.#left--;
    this.#readHead();
  }

  #readHead(): void {
    if (this.#left === 0) {
      this.#at = Infinity;
      this.#block = new Uint8Array(0);
      return;
    }
    this.#holdAhead(headSize);
    const head = new DataView(this.#block.buffer, this.#block.byteOffset + this.#place);
    this.#at = head.getFloat64(0);
    this.#length = head.getUint32(8);
    this.#holdAhead(headSize + this.#length);
  }

  /** So many bytes from the place on are in the block. */
  #holdAhead(length: number): void {
    const rest = this.#block.subarray(this.#place);
    if (rest.length >= length) return;
    const more = Math.min(Math.max(length, blockSize) - rest.length, this.#end - this.#from);
    const block = new Uint8Array(rest.length + more);
    block.set(rest);
    this.#space.read(this.#from, block.subarray(rest.length));
    this.#from += more;
    this.#block = block;
    this.#place = 0;
  }
}

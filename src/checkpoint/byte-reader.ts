// The bytes of a checkpoint, read back (byte-writer.ts). Nothing is believed: whatever lies beyond the end is damage, and
// so are more members than the bytes can have been written for.
import { getHeapStatistics } from 'node:v8';
import { CorruptCheckpoint } from './damaged.js';

/**
 * Members that take no bytes of their own, as those of a column that is all one number: so many may there be in any
 * file, and so many more for each byte of it. Every window takes a byte or more, and has some dozens of columns.
 */
const freely = 1_048_576;
const freelyPerByte = 256;

export class ByteReader {
  readonly #bytes: Buffer;
  #at = 0;
  /** Members without bytes of their own that there may yet be. */
  #free: number;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
    // More than fill half of the memory no run can have held.
    this.#free = Math.min(freely + freelyPerByte * bytes.length, getHeapStatistics().heap_size_limit / 16);
  }

  get left(): number {
    return this.#bytes.length - this.#at;
  }

  byte(): number {
    return this.take(1)[0]!;
  }

  count(): number {
    let value = 0;
    for (let scale = 1; ; scale *= 128) {
      const byte = this.byte();
      value += (byte & 127) * scale;
      if (byte < 128) break;
    }
    if (!Number.isSafeInteger(value)) throw new CorruptCheckpoint('holds a number that is none');
    return value;
  }

  /** A count of members that are yet to be read, of `size` bytes each or more. */
  countOf(size: number): number {
    const count = this.count();
    if (count * size > this.left) throw new CorruptCheckpoint('ends too early');
    return count;
  }

  /** Notes that so many members are made without bytes of their own. */
  makeFreely(count: number): void {
    this.#free -= count;
    if (this.#free < 0) throw new CorruptCheckpoint('is damaged: its content makes no sense');
  }

  double(): number {
    return this.take(8).readDoubleLE();
  }

  /** The next `size` bytes; valid as long as those of the reader. */
  take(size: number): Buffer {
    if (size > this.left) throw new CorruptCheckpoint('ends too early');
    this.#at += size;
    return this.#bytes.subarray(this.#at - size, this.#at);
  }
}

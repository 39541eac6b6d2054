// The bytes of a checkpoint, read back (byte-writer.ts). Nothing is believed: whatever lies beyond the end is damage.
import { CorruptCheckpoint } from './damaged.js';

export class ByteReader {
  readonly #bytes: Buffer;
  #at = 0;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
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

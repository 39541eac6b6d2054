// Bytes on their way into a checkpoint. Small things gather in blocks; a large column gets a piece of its own, so that
// a state of a hundred megabytes is copied once.

const blockSize = 65_536;

export class ByteWriter {
  readonly #pieces: Buffer[] = [];
  #block = Buffer.allocUnsafe(blockSize);
  #at = 0;

  byte(value: number): void {
    this.#room(1);
    this.#block[this.#at++] = value;
  }

  /** A whole number from 0 to 2^53 − 1, seven bits a byte, the lowest first. */
  count(value: number): void {
    this.#room(8);
    let rest = value;
    for (; rest > 127; rest = Math.floor(rest / 128)) this.#block[this.#at++] = (rest % 128) | 128;
    this.#block[this.#at++] = rest;
  }

  double(value: number): void {
    this.#room(8);
    this.#at = this.#block.writeDoubleLE(value, this.#at);
  }

  /** `size` bytes at this place, to be filled by the caller. */
  space(size: number): Buffer {
    if (size > blockSize / 4) {
      this.#endBlock();
      const piece = Buffer.allocUnsafe(size);
      this.#pieces.push(piece);
      return piece;
    }
    this.#room(size);
    this.#at += size;
    return this.#block.subarray(this.#at - size, this.#at);
  }

  /** All that was written, in order; the writer is done. */
  finish(): readonly Buffer[] {
    this.#endBlock();
    return this.#pieces;
  }

  #room(size: number): void {
    if (this.#at + size > this.#block.length) this.#endBlock();
  }

  #endBlock(): void {
    if (this.#at > 0) this.#pieces.push(this.#block.subarray(0, this.#at));
    this.#block =
      this.#block.length - this.#at < blockSize / 2 ? Buffer.allocUnsafe(blockSize) : this.#block.subarray(this.#at);
    this.#at = 0;
  }
}

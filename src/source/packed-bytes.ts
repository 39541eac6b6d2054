// The bytes of a compressed input for who takes them apart: so many at a time, looked at before they are taken, and given
// back where a decompressor has taken more than was its own.
import type { Source } from './source.js';

const pieceLength = 131_072;

export class PackedBytes {
  readonly #source: Source;
  /** Read from the source, not taken yet. */
  #held: Buffer;

  /** @param seen what was read from `source` already */
  constructor(source: Source, seen: readonly Buffer[]) {
    this.#source = source;
    this.#held = Buffer.concat(seen);
  }

  /** The next bytes, at most so many; none at the end. */
  async take(most = Infinity): Promise<Buffer> {
    if (this.#held.length === 0) this.#held = await this.#read();
    const taken = this.#held.subarray(0, most);
    this.#held = this.#held.subarray(taken.length);
    return taken;
  }

  /** The next `n` bytes; fewer at the end. */
  async takeAll(n: number): Promise<Buffer> {
    const bytes = await this.peek(n);
    this.#held = this.#held.subarray(bytes.length);
    return bytes;
  }

  /** The next `n` bytes, which stay to be taken; fewer at the end. */
  async peek(n: number): Promise<Buffer> {
    const pieces = [this.#held];
    for (let length = this.#held.length; length < n;) {
      const piece = await this.#read();
      if (piece.length === 0) break;
      pieces.push(piece);
      length += piece.length;
    }
    if (pieces.length > 1) this.#held = Buffer.concat(pieces);
    return this.#held.subarray(0, n);
  }

  /** These come next again. */
  giveBack(bytes: Buffer): void {
    if (bytes.length > 0) this.#held = this.#held.length === 0 ? bytes : Buffer.concat([bytes, this.#held]);
  }

  async #read(): Promise<Buffer> {
    const piece = Buffer.allocUnsafe(pieceLength);
    return piece.subarray(0, await this.#source.read(piece));
  }
}

// A row of which most is bytes already, such as events that are written as they came: nothing of it is made text and
// bytes again.
import { putText } from '../../kernel/put-text.js';

export class RowBytes {
  #buffer = Buffer.allocUnsafeSlow(1024);
  #length = 0;

  /** The row so far: a view, good until the next change. */
  get bytes(): Uint8Array {
    return this.#buffer.subarray(0, this.#length);
  }

  /** A new row takes the place of the last one. */
  begin(text: string): this {
    this.#length = 0;
    return this.write(text);
  }

  write(text: string): this {
    this.#makeRoom(3 * text.length);
    this.#length = putText(this.#buffer, this.#length, text);
    return this;
  }

  add(bytes: Uint8Array): this {
    this.#makeRoom(bytes.length);
    this.#buffer.set(bytes, this.#length);
    this.#length += bytes.length;
    return this;
  }

  #makeRoom(more: number): void {
    const least = this.#length + more;
    if (least <= this.#buffer.length) return;
    const larger = Buffer.allocUnsafeSlow(Math.max(least, 2 * this.#buffer.length));
    larger.set(this.bytes);
    this.#buffer = larger;
  }
}

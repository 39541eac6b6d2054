// A stretch of text that many rows in a row share. The first row that has it writes its characters; from the second on
// it is there as bytes and is copied in one go, which for eighty of them costs a quarter.
import { putText } from '../kernel/put-text.js';

export class RepeatedText {
  #text = '';
  #bytes: Uint8Array | undefined;

  /** Bytes that `put` may need. */
  get most(): number {
    return 3 * this.#text.length;
  }

  /** What is put from now on. */
  set(text: string): void {
    this.#text = text;
    this.#bytes = undefined;
  }

  /** The same is put once more. */
  repeat(): void {
    this.#bytes ??= Buffer.from(this.#text);
  }

  /** Writes it; returns where it ends. */
  put(buffer: Buffer, at: number): number {
    if (this.#bytes === undefined) return putText(buffer, at, this.#text);
    buffer.set(this.#bytes, at);
    return at + this.#bytes.length;
  }
}

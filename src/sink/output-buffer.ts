// The buffer of a sink: many small strings become few large pieces of bytes. Strings are joined first and encoded once
// for a whole piece: for rows of 285 bytes that is twice as fast as encoding each by itself. Order is kept between
// strings, bytes and what is still pending.
import type { DeferredRows } from './sink.js';

/** Text is encoded, and bytes are handed over, from so many on. */
const enough = 65_536;
/** Room for a piece and as much text as may come on top of it, at three bytes a UTF-16 unit. */
const room = 4 * enough;

export class OutputBuffer {
  readonly #deliver: (piece: Buffer) => void;
  readonly #buffer = Buffer.allocUnsafeSlow(room);
  #text = '';
  /** Bytes in #buffer. */
  #length = 0;
  #delivered = 0;
  /** Stands after all the others. */
  #pending: DeferredRows | undefined;

  /** @param deliver is lent a piece until it returns: writes it, or keeps a copy */
  constructor(deliver: (piece: Buffer) => void) {
    this.#deliver = deliver;
  }

  append(chunk: string | Uint8Array): void {
    this.settle();
    if (typeof chunk !== 'string') {
      this.#appendBytes(chunk);
      return;
    }
    this.#text += chunk;
    if (this.#text.length >= enough) this.#encode();
  }

  /** Its records come next, whenever they are settled: at the latest when there is something to come after them. */
  pend(pending: DeferredRows): void {
    this.settle();
    this.#pending = pending;
  }

  settle(): void {
    const pending = this.#pending;
    if (pending === undefined) return;
    this.#pending = undefined;
    pending.flushDeferred(this.#take);
  }

  /**
   * Passes on all there is.
   * @param soFar but for what is pending and may wait
   */
  flush(soFar = false): void {
    if (!soFar || this.#pending?.mayWait !== true) this.settle();
    this.#encode();
    this.#handOver();
  }

  /** Bytes not handed over, near enough for a limit: text counts by its units, and what is pending does not count. */
  get waiting(): number {
    return this.#length + this.#text.length;
  }

  /** Whether there is nothing to hand over. */
  get idle(): boolean {
    return this.#pending === undefined && this.waiting === 0;
  }

  /** Bytes appended so far, exactly. */
  get total(): number {
    this.settle();
    return this.#delivered + this.#length + Buffer.byteLength(this.#text);
  }

  readonly #take = (bytes: Uint8Array): void => this.#appendBytes(bytes);

  #appendBytes(bytes: Uint8Array): void {
    if (this.#text !== '') this.#encode();
    if (bytes.length > room - this.#length || bytes.length >= enough) this.#handOver();
    if (bytes.length >= enough) {
      this.#send(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length));
      return;
    }
    this.#buffer.set(bytes, this.#length);
    this.#length += bytes.length;
    if (this.#length >= enough) this.#handOver();
  }

  #encode(): void {
    const text = this.#text;
    if (text === '') return;
    this.#text = '';
    if (text.length * 3 > room - this.#length) this.#handOver();
    if (text.length * 3 > room) {
      this.#send(Buffer.from(text));
      return;
    }
    this.#length += this.#buffer.write(text, this.#length, 'utf8');
    if (this.#length >= enough) this.#handOver();
  }

  #handOver(): void {
    if (this.#length === 0) return;
    const piece = this.#buffer.subarray(0, this.#length);
    this.#length = 0;
    this.#send(piece);
  }

  #send(piece: Buffer): void {
    this.#delivered += piece.length;
    this.#deliver(piece);
  }
}

// Between a stream that pushes and a loop that pulls. Bytes go straight to a waiting reader; what comes without one is
// held, and the stream is paused before that is too much.

/** Bytes held from which on the stream is paused. */
const limit = 1_048_576;

interface IntakeReader {
  readonly into: Uint8Array;
  readonly resolve: (n: number) => void;
  readonly reject: (error: unknown) => void;
}

export class Intake {
  readonly #wantMore: () => void;
  #held: Uint8Array = new Uint8Array(0);
  /** What is held is #held[#from, #to). */
  #from = 0;
  #to = 0;
  #reader: IntakeReader | undefined;
  #end: { readonly error: unknown } | 'end' | undefined;
  #stopped = false;

  /** @param wantMore is called when there is room again after `offer` has returned false */
  constructor(wantMore: () => void) {
    this.#wantMore = wantMore;
  }

  /** Bytes that no reader has fetched yet. */
  get held(): number {
    return this.#to - this.#from;
  }

  /** Takes a copy of the bytes; false: no more of them for now. After the end they are dropped. */
  offer(bytes: Uint8Array): boolean {
    if (this.#end !== undefined || bytes.length === 0) return true;
    const given = this.#giveReader(bytes);
    if (given < bytes.length) this.#hold(bytes.subarray(given));
    this.#stopped = this.held >= limit;
    return !this.#stopped;
  }

  /** No more will come. */
  end(): void {
    this.#finish('end');
  }

  /** No more will come because of this error; a reader gets it after what came before. */
  fail(error: unknown): void {
    this.#finish({ error });
  }

  /** See `Source.read`. */
  read(into: Uint8Array): number | Promise<number> {
    if (this.held > 0) return this.#giveHeld(into);
    if (this.#end === 'end') return 0;
    if (this.#end !== undefined) throw this.#end.error;
    return new Promise((resolve, reject) => (this.#reader = { into, resolve, reject }));
  }

  /** Drops what is held; a waiting reader gets 0. */
  close(): void {
    this.#from = this.#to = 0;
    this.#held = new Uint8Array(0);
    this.#end = 'end';
    this.#settle();
  }

  #finish(end: { readonly error: unknown } | 'end'): void {
    this.#end ??= end;
    this.#settle();
  }

  /** A waiting reader means that nothing is held. */
  #settle(): void {
    const reader = this.#reader;
    this.#reader = undefined;
    if (reader === undefined) return;
    if (this.#end === 'end') reader.resolve(0);
    else reader.reject(this.#end?.error);
  }

  #giveReader(bytes: Uint8Array): number {
    const reader = this.#reader;
    if (reader === undefined) return 0;
    this.#reader = undefined;
    const n = Math.min(bytes.length, reader.into.length);
    reader.into.set(bytes.subarray(0, n));
    reader.resolve(n);
    return n;
  }

  #giveHeld(into: Uint8Array): number {
    const n = Math.min(this.held, into.length);
    into.set(this.#held.subarray(this.#from, this.#from + n));
    this.#from += n;
    if (this.#from === this.#to) this.#from = this.#to = 0;
    if (this.#stopped && this.held < limit / 2) {
      this.#stopped = false;
      this.#wantMore();
    }
    return n;
  }

  #hold(bytes: Uint8Array): void {
    const needed = this.held + bytes.length;
    if (this.#to + bytes.length > this.#held.length) {
      const roomy = needed <= this.#held.length / 2 ? this.#held : new Uint8Array(Math.max(65_536, 2 * needed));
      roomy.set(this.#held.subarray(this.#from, this.#to));
      this.#held = roomy;
      this.#to = this.held;
      this.#from = 0;
    }
    this.#held.set(bytes, this.#to);
    this.#to += bytes.length;
  }
}

// A source of bytes that are made in pieces when they are asked for: what a decompressor makes. The next piece is being
// made while the one before is read, and nothing is held but that.
import type { Source } from './source.js';

export interface PiecesForm {
  readonly name: string;
  readonly live: boolean;
  /** Begins to make the pieces, at the first read; none is empty. */
  readonly open: () => AsyncGenerator<Uint8Array, void>;
  /** Turns an error of the making into one to be shown. */
  readonly explain: (error: unknown) => unknown;
}

export class PiecesSource implements Source {
  readonly name: string;
  readonly live: boolean;
  readonly #form: PiecesForm;
  #pieces: AsyncGenerator<Uint8Array, void> | undefined;
  /** The piece at hand, as far as it was not read yet, and the one after it. */
  #piece: Uint8Array = new Uint8Array(0);
  #next: Promise<IteratorResult<Uint8Array, void>> | undefined;
  #closed = false;

  constructor(form: PiecesForm) {
    this.#form = form;
    this.name = form.name;
    this.live = form.live;
  }

  read(into: Uint8Array): number | Promise<number> {
    return this.#piece.length > 0 ? this.#give(into) : this.#wait(into);
  }

  locate(): undefined {
    return undefined;
  }

  park(): void {
    // What was unpacked so far cannot be found again.
  }

  close(): void {
    this.#closed = true;
    this.#piece = new Uint8Array(0);
    // It may be amid a piece that never comes, and so may never answer.
    void this.#pieces?.return(undefined).catch(() => undefined);
  }

  async #wait(into: Uint8Array): Promise<number> {
    const piece = await this.#take();
    if (this.#closed || piece === undefined) return 0;
    this.#piece = piece;
    return this.#give(into);
  }

  async #take(): Promise<Uint8Array | undefined> {
    try {
      this.#pieces ??= this.#form.open();
      const made = await (this.#next ?? this.#pieces.next());
      this.#next = made.done === true || this.#closed ? undefined : ahead(this.#pieces);
      return made.done === true ? undefined : made.value;
    } catch (error) {
      if (this.#closed) return undefined;
      throw this.#form.explain(error);
    }
  }

  #give(into: Uint8Array): number {
    const n = Math.min(into.length, this.#piece.length);
    into.set(this.#piece.subarray(0, n));
    this.#piece = this.#piece.subarray(n);
    return n;
  }
}

/** An error of what is made ahead is that of the read that comes to it. */
function ahead(pieces: AsyncGenerator<Uint8Array, void>): Promise<IteratorResult<Uint8Array, void>> {
  const next = pieces.next();
  next.catch(() => undefined);
  return next;
}

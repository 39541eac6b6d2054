// Where the records of CSV end: at a line end that is in no quoted field (RFC 4180). A quotation mark opens a field only
// where the field begins, so that `5" pipe` is text; behind the mark that closes a field, whatever stands there, the line
// is as any other. A field that is not closed within the limit of a record is given up: the record then ends with its line.
import type { RecordCutter } from './input-format.js';

const newline = 10;
const quote = 34;
/** CR LF is no part of a record. */
const lineEnd = 2;

/** What is behind us in the field: nothing, text, text in open quotes, or a quotation mark within them. */
const [nothing, plain, quoted, mark] = [0, 1, 2, 3] as const;

export class QuotedLines implements RecordCutter {
  start = 0;
  unclosed: number | undefined;
  prelude: string | undefined;
  readonly #separator: number;
  readonly #most: number;
  #state: typeof nothing | typeof plain | typeof quoted | typeof mark = nothing;
  /** Bytes of the record before the last call ended, and where in it the field was opened that is quoted. */
  #size = 0;
  #opened = 0;

  /**
   * @param separator the byte between fields
   * @param most bytes of a record after which an open quotation mark is given up
   */
  constructor(separator: number, most: number) {
    this.#separator = separator;
    this.#most = most;
  }

  begin(prelude: string | undefined): void {
    this.prelude = prelude;
    this.#state = nothing;
    this.#size = 0;
  }

  get preludeOfRecord(): string | undefined {
    return this.prelude;
  }

  get isBetween(): boolean {
    return this.#size === 0;
  }

  next(bytes: Uint8Array, from: number, to: number): number {
    const start = (this.start = from - this.#size);
    if (this.#size === 0) this.unclosed = undefined;
    const separator = this.#separator;
    let state = this.#state;
    for (let at = from; at < to; at++) {
      const byte = bytes[at]!;
      if (state === quoted && at - start > this.#most + lineEnd) state = this.#giveUp();
      if (state === quoted) state = byte === quote ? mark : quoted;
      else if (byte === newline) return this.#found(at + 1);
      else if (byte === separator) state = nothing;
      else if (byte !== quote || state === plain) state = plain;
      else {
        if (state === nothing) this.#opened = at - start;
        state = quoted;
      }
    }
    this.#state = state;
    this.#size = to - start;
    return -1;
  }

  #found(end: number): number {
    this.#size = 0;
    this.#state = nothing;
    return end;
  }

  #giveUp(): typeof plain {
    this.unclosed = this.#opened;
    return plain;
  }
}

// `--multiline RE` (SPEC §13): a line that does not match RE belongs to the record before it, as the lines of a stack trace
// do. So a record ends where the next one starts, which is known once that line is whole, or the input ends. The first
// line starts a record whatever it is. Of a very long line only the beginning is looked at.

const newline = 10;
const carriageReturn = 13;

/** Bytes of a line that RE may look at; what starts a record shows it at once. */
export const lookedAt = 65_536;

/**
 * Finds the records of one input, one after another, from one read to the next; what it finds depends on the bytes
 * alone, however they were cut by the reads.
 */
export class RecordStarts {
  /** Where the record that was found last, or is under way, begins in the bytes of the last call. */
  start = 0;
  readonly #starts: (line: string) => boolean;
  /** Bytes of the record that is under way, and of its line without an end, before the next call. */
  #size = 0;
  #lineSize = 0;
  /** The beginning of that line. */
  #line: Uint8Array = new Uint8Array(0);

  /** @param starts whether a line starts a record */
  constructor(starts: (line: string) => boolean) {
    this.#starts = starts;
  }

  /** Turns to a place between records. */
  begin(): void {
    this.#size = this.#lineSize = 0;
    this.#line = this.#line.subarray(0, 0);
  }

  /** No record is under way. */
  get isBetween(): boolean {
    return this.#size === 0;
  }

  /** Bytes before the place reached that may turn out to start the next record: they must be there in the next call. */
  get pending(): number {
    return this.#size > this.#lineSize ? this.#lineSize : 0;
  }

  /**
   * Goes on at bytes[from]; the end of the record under way, which is the place where the next one starts: at most
   * `pending` bytes before `from`. −1: it goes on.
   */
  next(bytes: Uint8Array, from: number, to: number): number {
    this.start = from - this.#size;
    const known = bytes.subarray(0, to);
    let line = from - this.#lineSize;
    for (let at = from; at < to;) {
      const found = known.indexOf(newline, at);
      if (found < 0) break;
      if (line > this.start && this.#starts(this.#text(bytes, line, at, found))) {
        this.begin();
        return line;
      }
      this.#line = this.#line.subarray(0, 0);
      line = at = found + 1;
    }
    this.#keep(bytes, Math.max(line, from), to);
    this.#size = to - this.start;
    this.#lineSize = to - line;
    return -1;
  }

  /** The line up to its end, of which the beginning may have been kept. */
  #text(bytes: Uint8Array, line: number, at: number, end: number): string {
    const rest = bytes.subarray(Math.max(line, at), end);
    const whole = this.#line.length === 0 ? rest.subarray(0, lookedAt) : Buffer.concat([this.#line, rest], lookedAt);
    const size = Math.min(this.#line.length + rest.length, lookedAt);
    const last = size > 0 && whole[size - 1] === carriageReturn ? size - 1 : size;
    return Buffer.from(whole.buffer, whole.byteOffset, last).toString('utf8');
  }

  #keep(bytes: Uint8Array, from: number, to: number): void {
    const room = lookedAt - this.#line.length;
    if (room > 0 && to > from)
      this.#line = Buffer.concat([this.#line, bytes.subarray(from, Math.min(to, from + room))]);
  }
}

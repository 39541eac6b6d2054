// `--multiline RE` (SPEC §13): a line that does not match RE belongs to the record before it, as the lines of a stack trace
// do. So a record ends where the next one starts, which is known once that line is whole, or the input ends. The first
// line starts a record whatever it is. Of a very long line only the beginning is looked at, as soon as it is there.
import { compileRegex, finds } from '../../event/jsonpath/regex.js';
import { UsageError } from '../../text/usage-error.js';
import type { InputFormat, RecordCutter } from './input-format.js';

const newline = 10;
const carriageReturn = 13;

/** Bytes of a line that RE may look at; what starts a record shows it at once. */
export const lookedAt = 65_536;

const form = String.raw`RE that matches the first line of a record, like ^\d{4}-`;

/** @throws UsageError when it is no regular expression of RE2 */
export function lineStarts(pattern: string): (line: string) => boolean {
  try {
    compileRegex(pattern);
    return (line) => finds(line, pattern) === true;
  } catch (error) {
    throw new UsageError(`"${pattern}" is no regular expression of RE2: ${(error as Error).message}`, form);
  }
}

/** Whether records of the format are lines, and could be several. */
export function mayHaveSeveralLines({ framing, verbatim }: InputFormat): boolean {
  return framing === 'lines' && !verbatim;
}

/** The format with records of several lines, of which the first ones match. Throws UsageError. */
export function severalLines(format: InputFormat, pattern: string): InputFormat {
  const starts = lineStarts(pattern);
  return { ...format, scanned: undefined, framing: () => new RecordStarts(starts) };
}

export class RecordStarts implements RecordCutter {
  start = 0;
  readonly prelude = undefined;
  readonly preludeOfRecord = undefined;
  readonly unclosed = undefined;
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

  begin(): void {
    this.#size = this.#lineSize = 0;
    this.#line = this.#line.subarray(0, 0);
  }

  get isBetween(): boolean {
    return this.#size === 0;
  }

  /** An unfinished line, which may turn out to start the next record. */
  get pending(): number {
    return this.#size > this.#lineSize && this.#lineSize < lookedAt ? this.#lineSize : 0;
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
      const end = found < 0 ? to : found;
      const isDecided = found >= 0 || end - line >= lookedAt;
      if (isDecided && at - line < lookedAt && line > this.start && this.#starts(this.#text(bytes, line, at, end))) {
        this.begin();
        return line;
      }
      if (found < 0) break;
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

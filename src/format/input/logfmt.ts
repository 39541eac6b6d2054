// logfmt (SPEC §13): `level=info msg="disk \"sda\" full" retry` is {"level":"info","msg":"disk \"sda\" full","retry":true}.
// There is no standard; the grammar is that of go-logfmt: keys have no blanks, quotation marks or `=` in them, and a value
// with blanks or quotation marks stands in quotes. A bare value may have `=` in it, as base64 and queries have. Escapes
// are those that Go writes (strconv.Quote: logrus, slog, zap) and those of JSON. A line without any `=` is prose, not a
// row of flags. A dot in a key is a character of it: `http.status=200` is read by `$["http.status"]`.
import { bareEntry } from './bare-entry.js';
import { FieldRecord } from './field-record.js';
import type { ParsedRecord } from './input-format.js';
import { lineFormat } from './line-format.js';
import { closingQuote, escapedBytes, escapedLetters } from './quoted.js';
import { readerOf, RecordFault } from './record-fault.js';

export const logfmt = readerOf((line) => new LogfmtLine(line).whole());

const blanks = /[\0- ]*/y;
const key = /[^\0- ="]+/y;
const bareValue = /[^\0- "]*/y;

/** Goes over the line once. */
class LogfmtLine {
  readonly #line: string;
  readonly #fields = new FieldRecord();
  #at = 0;
  #hasValues = false;

  constructor(line: string) {
    this.#line = line;
  }

  whole(): ParsedRecord {
    this.#take(blanks);
    const first = this.#at;
    while (this.#at < this.#line.length) this.#pair();
    if (!this.#hasValues) throw new RecordFault(first, 'there is no key=value in the line');
    return this.#fields.whole;
  }

  #pair(): void {
    const name = this.#take(key);
    if (name === '') throw new RecordFault(this.#at, `expected a key before ${this.#line[this.#at]}`);
    if (this.#line[this.#at] === '=') this.#value(name);
    else this.#fields.member(name, true);
    const end = this.#at;
    if (this.#take(blanks) === '' && end < this.#line.length)
      throw new RecordFault(
        end,
        'expected a blank: what has quotation marks in it has to be in quotes, with \\ before them',
      );
  }

  #value(name: string): void {
    this.#hasValues = true;
    this.#at++;
    this.#fields.field(name, this.#line[this.#at] === '"' ? this.#quoted() : this.#take(bareValue));
  }

  #quoted(): string {
    const from = this.#at + 1;
    const end = closingQuote(this.#line, from);
    if (end < 0) throw new RecordFault(this.#at, 'the quoted value that begins here has no end');
    this.#at = end + 1;
    const inside = this.#line.slice(from, end);
    return inside.includes('\\') ? unescaped(inside, from) : inside;
  }

  #take(shape: RegExp): string {
    shape.lastIndex = this.#at;
    const found = shape.exec(this.#line)?.[0] ?? '';
    this.#at += found.length;
    return found;
  }
}

const escapes = /(?:\\x[\da-fA-F]{2})+|\\(?:u[\da-fA-F]{4}|U[\da-fA-F]{8}|[^])/g;
const letters: Readonly<Record<string, string>> = { ...escapedLetters, a: '\x07', "'": "'", '/': '/' };

/** @param from where the text begins in the line */
function unescaped(text: string, from: number): string {
  return text.replace(escapes, (escape: string, at: number) => {
    if (escape.startsWith('\\x') && escape.length > 2) return escapedBytes(escape);
    const letter = Object.hasOwn(letters, escape[1]!) ? letters[escape[1]!] : undefined;
    const character = letter ?? ofCode(escape);
    if (character === undefined) throw new RecordFault(from + at, `there is no escape ${escape}`);
    return character;
  });
}

/** The character of `\u00e9` or `\U0001f600`; undefined where there is none. */
function ofCode(escape: string): string | undefined {
  const code = parseInt(escape.slice(2), 16);
  return escape.length > 2 && code <= 0x10ffff ? String.fromCodePoint(code) : undefined;
}

export const entry = bareEntry({
  name: 'logfmt',
  doc: 'a line is key=value pairs, values with blanks in quotes; a key without = is true',
  build: () => lineFormat(() => logfmt, { scanned: 'logfmt' }),
  words: 'each line is key=value pairs (logfmt)',
});

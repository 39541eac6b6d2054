// Where JSON values end that stand one after another, over several lines or in one, and the elements of arrays that are not
// inside of any other value. Only brackets, strings and the marks between values are looked at; what else may be wrong in
// a value the reader finds. A value that cannot go on as it began is spoilt: it ends where its brackets are closed, or
// before the next line that is indented no deeper than the one it began in and opens a value, whichever comes first;
// outside of brackets it ends with its line. Between two elements stands one comma: an element without one before it is
// found with that fault, a comma or bracket too many is a record by itself, which the reader refuses.
import { deepest } from '../json-error.js';
import type { RecordCutter } from './input-format.js';

const [tab, newline, carriageReturn, space] = [9, 10, 13, 32];
const [quote, comma, colon, backslash] = [34, 44, 58, 92];
const [openArray, closeArray, openObject, closeObject] = [91, 93, 123, 125];

/** What stood last in the value. */
type Last = 'open' | 'value' | 'comma' | 'colon';

/** What stood last in the array, behind its bracket: an element that is spoilt may have swallowed the comma behind it. */
type LastElement = 'nothing' | 'value' | 'comma' | 'spoilt';

/** JSON text that leads to the same state. */
const leads: Readonly<Record<LastElement, string>> = { nothing: '[', value: '[{}', comma: '[{},', spoilt: '[{:}' };

/** Indentations beyond are as this one. */
const mostIndent = 64;

export class JsonValues implements RecordCutter {
  start = 0;
  unclosed: number | undefined;
  preludeOfRecord: string | undefined;
  fault: string | undefined;
  readonly #most: number;
  /** Bytes of the value before the last call ended; 0: none is under way. */
  #size = 0;
  #isArray = false;
  #lastElement: LastElement = 'nothing';
  /** The value under way is a comma that stands where none may. */
  #isStray = false;
  /** Blanks that the line at hand begins with, and whether there has been nothing else so far. */
  #indent = 0;
  #isIndent = true;
  /** Of the value under way: the line it began in; the brackets that are open, with those too deep to be kept counted only. */
  #ownIndent = 0;
  #open: number[] = [];
  #depth = 0;
  #last: Last = 'open';
  #isText = false;
  #isEscaped = false;
  #isWord = false;
  #isSpoilt = false;

  /** @param most bytes of a value after which it is given up */
  constructor(most: number) {
    this.#most = most;
  }

  begin(prelude = ''): void {
    this.#size = this.#indent = 0;
    this.#isArray = this.#isStray = false;
    this.#lastElement = 'nothing';
    this.#isIndent = true;
    const bytes = Buffer.from(prelude);
    for (let at = 0; at >= 0 && at < bytes.length;) at = this.next(bytes, at, bytes.length);
  }

  get isBetween(): boolean {
    return this.#size === 0;
  }

  /** The array that is open, as far as it matters, and the indentation of the line. */
  get prelude(): string | undefined {
    // If this is read, the value under way ends here.
    const lead = this.#isArray ? leads[this.#size > 0 ? this.#ended : this.#lastElement] : '';
    const indent = ' '.repeat(this.#indent);
    if (!this.#isIndent) return indent + (lead === '' ? '{}' : lead);
    return lead === '' ? indent || undefined : `${lead}\n${indent}`;
  }

  get unfinished(): string | undefined {
    const isAmid = this.#size > 0 && (this.#depth > 0 || this.#isText);
    return this.#isArray && !isAmid ? 'the input ends within an array: expected "]"' : undefined;
  }

  next(bytes: Uint8Array, from: number, to: number): number {
    let at = this.#size === 0 ? this.#first(bytes, from, to) : from;
    const start = (this.start = at - this.#size);
    for (; at < to; at++) {
      const end = this.#step(bytes[at]!, at - start);
      if (end !== undefined) return this.#found(at + end);
    }
    this.#size = to - start;
    return -1;
  }

  /** Passes over what stands between values. */
  #first(bytes: Uint8Array, from: number, to: number): number {
    let at = from;
    for (; at < to; at++) {
      const byte = bytes[at]!;
      if (this.#blank(byte)) continue;
      if (!this.#between(byte)) break;
      this.#isIndent = false;
    }
    if (at < to) this.#beginValue(bytes[at]!);
    return at;
  }

  /** Whether the byte stands between values, and may stand there. */
  #between(byte: number): boolean {
    const last = this.#lastElement;
    if (!this.#isArray) {
      this.#lastElement = 'nothing';
      return (this.#isArray = byte === openArray);
    }
    if (byte === closeArray && last !== 'comma') return !(this.#isArray = false);
    if (byte !== comma || last === 'nothing' || last === 'comma') return false;
    this.#lastElement = 'comma';
    return true;
  }

  #beginValue(byte: number): void {
    this.preludeOfRecord = this.prelude;
    const isNext = this.#isArray && this.#lastElement === 'value';
    this.fault = isNext ? 'expected a comma before this element of the array' : undefined;
    this.#isStray = byte === comma;
    if (byte === closeArray) this.#isArray = false;
    this.unclosed = undefined;
    this.#ownIndent = this.#indent;
    this.#open = [];
    this.#depth = 0;
    this.#last = 'open';
    this.#isText = this.#isEscaped = this.#isWord = this.#isSpoilt = false;
  }

  #found(end: number): number {
    this.#size = 0;
    this.#lastElement = this.#ended;
    return end;
  }

  /** What stands last when the value under way has ended. */
  get #ended(): LastElement {
    if (this.#isStray) return this.#lastElement;
    return this.#isSpoilt ? 'spoilt' : 'value';
  }

  /** Whether the byte is white space; what it means for the line is noted. */
  #blank(byte: number): boolean {
    if (byte === newline) {
      this.#indent = 0;
      this.#isIndent = true;
    } else if (byte !== space && byte !== tab && byte !== carriageReturn) return false;
    else if (this.#isIndent && byte !== carriageReturn) this.#indent = Math.min(this.#indent + 1, mostIndent);
    return true;
  }

  /** Goes over byte `at` of the value; 1: it ends behind it; 0: before it. */
  #step(byte: number, at: number): 0 | 1 | undefined {
    if (at > this.#most && !this.#isSpoilt) {
      this.unclosed = this.#depth > 0 || this.#isText ? 0 : undefined;
      this.#isSpoilt = true;
    }
    if (this.#isText) return this.#text(byte);
    const isFirst = this.#isIndent && at > 0;
    if (this.#blank(byte)) return this.#ends(byte === newline) ? 0 : undefined;
    this.#isIndent = false;
    const isMisplaced = byte !== closeArray && this.#depth > 0 && this.#last === 'value';
    if (isFirst && (this.#isSpoilt || isMisplaced) && this.#opensNext(byte)) {
      this.#isIndent = true;
      return 0;
    }
    return this.#mark(byte, at);
  }

  /** A blank ends a value that is a word, and a line end what is wrong outside of brackets. */
  #ends(isLineEnd: boolean): boolean {
    if (this.#depth > 0) return this.#word(false);
    return this.#isSpoilt ? isLineEnd : this.#isWord;
  }

  /** Another value begins here, or the array ends. */
  #opensNext(byte: number): boolean {
    if (this.#indent > this.#ownIndent) return false;
    return byte === openObject || byte === openArray || (byte === closeArray && this.#isArray);
  }

  #text(byte: number): 1 | undefined {
    if (byte === newline) {
      // A string has no line end in it.
      this.#isText = this.#isEscaped = false;
      this.#isSpoilt = true;
      this.#blank(byte);
      return this.#depth === 0 ? 1 : undefined;
    }
    if (this.#isEscaped) this.#isEscaped = false;
    else if (byte === backslash) this.#isEscaped = true;
    else if (byte === quote) {
      this.#isText = false;
      return this.#depth === 0 && !this.#isSpoilt ? 1 : undefined;
    }
    return undefined;
  }

  #mark(byte: number, at: number): 0 | 1 | undefined {
    if (byte === openObject || byte === openArray) return this.#opens(byte, at);
    if (byte === closeObject || byte === closeArray) return this.#closes(byte, at);
    if (byte === comma || byte === colon) return this.#divides(byte, at);
    if (byte === quote) {
      if (this.#depth === 0 && at > 0 && !this.#isSpoilt) return this.#isWord ? 0 : undefined;
      this.#value();
      this.#isText = true;
      return undefined;
    }
    if (!this.#isWord) this.#value();
    this.#isWord = true;
    if (this.#depth === 0 && !isWordByte(byte)) this.#isSpoilt = true;
    return undefined;
  }

  #opens(byte: number, at: number): 0 | undefined {
    if (this.#depth === 0 && at > 0 && !this.#isSpoilt) return 0;
    this.#word(false);
    this.#value();
    this.#last = 'open';
    if (this.#depth < deepest) this.#open[this.#depth] = byte === openObject ? closeObject : closeArray;
    else this.#isSpoilt = true;
    this.#depth++;
    return undefined;
  }

  #closes(byte: number, at: number): 0 | 1 | undefined {
    this.#word(false);
    if (this.#depth === 0) {
      // Outside of brackets it ends the word before it, or is by itself what is wrong.
      if (at > 0) return this.#isSpoilt && byte !== closeArray ? undefined : 0;
      return 1;
    }
    this.#depth--;
    const isRight = this.#depth >= deepest || this.#open[this.#depth] === byte;
    if (!isRight || this.#last === 'comma' || this.#last === 'colon') this.#isSpoilt = true;
    this.#last = 'value';
    return this.#depth === 0 ? 1 : undefined;
  }

  #divides(byte: number, at: number): 0 | 1 | undefined {
    this.#word(false);
    if (this.#depth === 0) return at > 0 ? (this.#isSpoilt && !this.#isArray ? undefined : 0) : 1;
    if (this.#last !== 'value') this.#isSpoilt = true;
    this.#last = byte === comma ? 'comma' : 'colon';
    return undefined;
  }

  /** A value begins; it may not stand right behind another. */
  #value(): void {
    if (this.#last === 'value' && this.#depth > 0) this.#isSpoilt = true;
    this.#last = 'value';
  }

  #word(goesOn: boolean): false {
    if (this.#depth > 0) this.#isWord = goesOn;
    return false;
  }
}

/** Whether it may stand in a number, or in true, false or null. */
function isWordByte(byte: number): boolean {
  return (byte >= 48 && byte <= 57) || byte === 43 || byte === 45 || byte === 46 || (byte >= 97 && byte <= 122) || byte === 69; // prettier-ignore
}

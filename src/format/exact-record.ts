// A record once more, with the digits of its numbers from 2^53 on: for filters that compare those. Only lines in which
// such a number may stand are read again; most have none.
import { numberOfDigits } from '../event/jsonpath/wide-number.js';
import { work } from '../event/jsonpath/work.js';

/** Sixteen digits, or an exponent. */
const mayBeWide = /\d{16}|\d[eE]/;

/**
 * The value of a JSON text with wide numbers in it as `WideNumber`.
 * @param text valid JSON, nested no deeper than the stack allows
 * @param value what JSON.parse makes of it
 */
export function exactRecord(text: string, value: unknown): unknown {
  if (!mayBeWide.test(text)) return value;
  work(text.length >> 1);
  return new ExactReader(text).value();
}

const string = /"(?:[^"\\]|\\.)*"/y;
const word = /[^\s,\]}]+/y;
const space = /[ \t\r\n]*/y;

/** Walks one valid JSON text. */
class ExactReader {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  value(): unknown {
    this.#take(space);
    const first = this.#text[this.#at];
    if (first === '{') return this.#object();
    if (first === '[') return this.#array();
    if (first === '"') return JSON.parse(this.#take(string)) as string;
    const scalar = this.#take(word);
    return /^[-\d]/.test(scalar) ? numberOfDigits(scalar) : (JSON.parse(scalar) as unknown);
  }

  /** Without a prototype, `__proto__` is a member like any other. */
  #object(): unknown {
    const members = Object.create(null) as Record<string, unknown>;
    for (let more = this.#opens('}'); more; more = this.#goesOn()) {
      this.#take(space);
      const name = JSON.parse(this.#take(string)) as string;
      this.#take(space);
      this.#at++;
      members[name] = this.value();
    }
    return members;
  }

  #array(): unknown[] {
    const items: unknown[] = [];
    for (let more = this.#opens(']'); more; more = this.#goesOn()) items.push(this.value());
    return items;
  }

  /** Steps into a container; false, and past its end, when it is empty. */
  #opens(close: string): boolean {
    this.#at++;
    this.#take(space);
    if (this.#text[this.#at] !== close) return true;
    this.#at++;
    return false;
  }

  /** Past the comma or the closing bracket; false for the latter. */
  #goesOn(): boolean {
    this.#take(space);
    return this.#text[this.#at++] === ',';
  }

  #take(shape: RegExp): string {
    shape.lastIndex = this.#at;
    const [found] = shape.exec(this.#text)!;
    this.#at += found.length;
    return found;
  }
}

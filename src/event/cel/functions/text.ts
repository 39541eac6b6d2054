// Functions of text: those of the specification, and of its libraries the ones that logs need (cel-go, ext/strings).
// Places and lengths are in characters (code points), as CEL has them.
import { finds } from '../../jsonpath/regex.js';
import { work } from '../../jsonpath/work.js';
import { fail, mistyped } from '../fault.js';
import { placeIn } from '../find.js';
import { joined } from '../join.js';
import { Bytes, isMap, type CelKind } from '../values.js';
import type { CelFunction, FunctionTable } from './function.js';

/** A function of two texts. */
function ofTexts(name: string, form: string, gives: CelKind, call: (a: string, b: string) => unknown): CelFunction {
  return {
    ...{ form, takes: [2], called: 'behind', gives },
    call: (a, b) => (typeof a === 'string' && typeof b === 'string' ? call(a, b) : mistyped(name, a, b)),
  };
}

function ofText(name: string, form: string, call: (a: string) => unknown): CelFunction {
  return {
    ...{ form, takes: [1], called: 'behind', gives: 'string' },
    call(a) {
      if (typeof a !== 'string') return mistyped(name, a);
      work(a.length >> 2);
      return call(a);
    },
  };
}

const outside = { is: 'value', what: 'the place is outside of the text' } as const;
const noPattern = { is: 'value', what: 'the pattern is no regular expression' } as const;

export const textFunctions: FunctionTable = {
  size: {
    form: 'size(TEXT, LIST or OBJECT)',
    takes: [1],
    called: 'either',
    gives: 'int',
    call: sizeOfValue,
  },
  startsWith: ofTexts('startsWith', 'TEXT.startsWith(TEXT)', 'bool', (a, b) => {
    work(b.length >> 4);
    return a.startsWith(b);
  }),
  endsWith: ofTexts('endsWith', 'TEXT.endsWith(TEXT)', 'bool', (a, b) => {
    work(b.length >> 4);
    return a.endsWith(b);
  }),
  contains: ofTexts('contains', 'TEXT.contains(TEXT)', 'bool', (a, b) => placeIn(a, b) >= 0),
  matches: {
    ...ofTexts('matches', 'TEXT.matches("REGEX")', 'bool', (a, b) => finds(a, b) ?? fail(noPattern)),
    called: 'either',
  },
  lowerAscii: ofText('lowerAscii', 'TEXT.lowerAscii()', (a) => a.replace(/[A-Z]+/g, (part) => part.toLowerCase())),
  upperAscii: ofText('upperAscii', 'TEXT.upperAscii()', (a) => a.replace(/[a-z]+/g, (part) => part.toUpperCase())),
  trim: ofText('trim', 'TEXT.trim()', trimmed),
  split: { ...ofTexts('split', 'TEXT.split(TEXT)', 'list', split) },
  join: {
    form: 'LIST.join([TEXT])',
    takes: [1, 2],
    called: 'behind',
    gives: 'string',
    call: (list, between = '') =>
      isTexts(list) && typeof between === 'string' ? joined(list, between) : mistyped('join', list, between),
  },
  replace: {
    form: 'TEXT.replace(TEXT, TEXT)',
    takes: [3],
    called: 'behind',
    gives: 'string',
    call: (a, b, c) =>
      typeof a === 'string' && typeof b === 'string' && typeof c === 'string'
        ? joined(split(a, b), c)
        : mistyped('replace', a, b, c),
  },
  indexOf: ofTexts('indexOf', 'TEXT.indexOf(TEXT)', 'int', (a, b) => {
    const at = placeIn(a, b);
    return at < 0 ? -1 : lengthOf(a.slice(0, at));
  }),
  substring: {
    form: 'TEXT.substring(FROM[, TO])',
    takes: [2, 3],
    called: 'behind',
    gives: 'string',
    call: (text, from, to) =>
      typeof text === 'string' && Number.isInteger(from) && (to === undefined || Number.isInteger(to))
        ? part(text, from as number, to as number | undefined)
        : mistyped('substring', text, from, ...(to === undefined ? [] : [to])),
  },
};

function sizeOfValue(value: unknown): number | undefined {
  if (typeof value === 'string') return lengthOf(value);
  if (Array.isArray(value)) return value.length;
  if (value instanceof Bytes) return value.bytes.length;
  if (!isMap(value)) return mistyped('size', value);
  const { length } = Object.keys(value);
  work(length);
  return length;
}

const surrogate = /[\ud800-\udfff]/;

/** In characters. */
function lengthOf(text: string): number {
  work(text.length >> 2);
  if (!surrogate.test(text)) return text.length;
  let n = 0;
  for (let at = 0; at < text.length; at += text.codePointAt(at)! > 0xffff ? 2 : 1) n++;
  return n;
}

function part(text: string, from: number, to: number | undefined): string | undefined {
  work(text.length);
  const characters = surrogate.test(text) ? Array.from(text) : text;
  const end = to ?? characters.length;
  if (from < 0 || end > characters.length || from > end) return fail(outside);
  return typeof characters === 'string' ? characters.slice(from, end) : characters.slice(from, end).join('');
}

/** At each place where the other stands; at an empty one between all characters. */
function split(text: string, separator: string): readonly string[] {
  if (separator === '') {
    work(text.length);
    return Array.from(text);
  }
  const pieces: string[] = [];
  let from = 0;
  for (let at = placeIn(text, separator); at >= 0; at = placeIn(text, separator, from)) {
    pieces.push(text.slice(from, at));
    from = at + separator.length;
  }
  return [...pieces, text.slice(from)];
}

/** Made where it is first needed: a class of Unicode costs a start-up more than the rest of this file. */
const blank = (): RegExp => /\p{White_Space}/u;

/** White space is that of Unicode, to which the next line belongs and a mark of byte order does not. */
function trimmed(text: string): string {
  let [from, to] = [0, text.length];
  while (from < to && blank().test(text[from]!)) from++;
  while (to > from && blank().test(text[to - 1]!)) to--;
  return text.slice(from, to);
}

function isTexts(list: unknown): list is readonly string[] {
  return Array.isArray(list) && list.every((item) => typeof item === 'string');
}

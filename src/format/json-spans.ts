// Where in a line's text a value stands, so that it can be passed on as it was written, byte for byte (SPEC §2): `1.0`
// stays `1.0`, a 20-digit id keeps its digits. Only the containers on the way to a value are ever listed, each once, so
// that thousands of pieces of one line (`--each`) cost one walk and not thousands.
import type { Step } from '../event/jsonpath/node.js';
import { work } from '../event/jsonpath/work.js';

/** A half-open range of UTF-16 code units. */
export interface TextSpan {
  readonly start: number;
  readonly end: number;
}

/** A list and where the container ends. */
interface ContainerList<T> {
  readonly of: T;
  readonly end: number;
}

export class JsonSpans {
  readonly text: string;
  readonly #objects = new Map<number, ReadonlyMap<string, TextSpan>>();
  readonly #arrays = new Map<number, readonly TextSpan[]>();
  #whole: TextSpan | undefined;

  /** @param text valid JSON */
  constructor(text: string) {
    this.text = text;
  }

  /** The value at the end of these steps; of members with the same name the last. Undefined when there is none. */
  find(steps: readonly Step[]): TextSpan | undefined {
    let span: TextSpan | undefined = (this.#whole ??= wholeOf(this.text));
    for (const step of steps) {
      span = typeof step === 'string' ? this.#member(span.start, step) : this.#item(span.start, step);
      if (span === undefined) return undefined;
    }
    return span;
  }

  #member(start: number, name: string): TextSpan | undefined {
    if (this.text[start] !== '{') return undefined;
    let members = this.#objects.get(start);
    if (members === undefined) this.#objects.set(start, (members = listed(listMembers, this.text, start)));
    return members.get(name);
  }

  #item(start: number, index: number): TextSpan | undefined {
    if (this.text[start] !== '[') return undefined;
    let items = this.#arrays.get(start);
    if (items === undefined) this.#arrays.set(start, (items = listed(listItems, this.text, start)));
    return items.at(index);
  }
}

/**
 * The elements of an array, each as it was written.
 * @param text valid JSON, an array
 */
export function itemTexts(text: string): readonly string[] {
  return listItems(text, pastSpace(text, 0)).of.map(({ start, end }) => text.slice(start, end));
}

/**
 * The members of an object by their names, each value as it was written; of members with the same name the last.
 * @param text valid JSON, an object
 */
export function memberTexts(text: string): ReadonlyMap<string, string> {
  const spans = listMembers(text, pastSpace(text, 0)).of;
  return new Map([...spans].map(([name, { start, end }]) => [name, text.slice(start, end)]));
}

function wholeOf(text: string): TextSpan {
  const start = pastSpace(text, 0);
  return { start, end: valueEnd(text, start) };
}

/** A list of what a container holds: the text is gone over up to its end, which on a long way down is most of the line. */
function listed<T>(list: (text: string, open: number) => ContainerList<T>, text: string, open: number): T {
  const { of, end } = list(text, open);
  work((end - open) >> 1);
  return of;
}

function listMembers(text: string, open: number): ContainerList<ReadonlyMap<string, TextSpan>> {
  const members = new Map<string, TextSpan>();
  let at = pastSpace(text, open + 1);
  while (text[at] !== '}') {
    const nameEnd = stringEnd(text, at);
    const start = pastSpace(text, pastSpace(text, nameEnd) + 1);
    const end = valueEnd(text, start);
    members.set(nameOf(text.slice(at, nameEnd)), { start, end });
    at = pastComma(text, end);
  }
  return { of: members, end: at };
}

function listItems(text: string, open: number): ContainerList<readonly TextSpan[]> {
  const items: TextSpan[] = [];
  let at = pastSpace(text, open + 1);
  while (text[at] !== ']') {
    const end = valueEnd(text, at);
    items.push({ start: at, end });
    at = pastComma(text, end);
  }
  return { of: items, end: at };
}

function nameOf(quoted: string): string {
  return quoted.includes('\\') ? (JSON.parse(quoted) as string) : quoted.slice(1, -1);
}

function pastComma(text: string, at: number): number {
  const next = pastSpace(text, at);
  return text[next] === ',' ? pastSpace(text, next + 1) : next;
}

function pastSpace(text: string, from: number): number {
  let at = from;
  for (let c = text.charCodeAt(at); c === 32 || (c >= 9 && c <= 13); c = text.charCodeAt(at)) at++;
  return at;
}

const quote = 34;
const backslash = 92;

/** Past the string that begins at `from`. */
function stringEnd(text: string, from: number): number {
  let at = from + 1;
  for (let c = text.charCodeAt(at); c !== quote; c = text.charCodeAt(at)) at += c === backslash ? 2 : 1;
  return at + 1;
}

/** Past the value that begins at `from`. */
function valueEnd(text: string, from: number): number {
  const first = text[from];
  if (first === '"') return stringEnd(text, from);
  if (first === '{' || first === '[') return containerEnd(text, from);
  let at = from;
  while (at < text.length && !endsScalar(text.charCodeAt(at))) at++;
  return at;
}

function endsScalar(c: number): boolean {
  return c === 44 || c === 93 || c === 125 || c <= 32;
}

function containerEnd(text: string, from: number): number {
  let depth = 0;
  for (let at = from; ; at++) {
    const c = text.charCodeAt(at);
    if (c === quote) at = stringEnd(text, at) - 1;
    else if (c === 123 || c === 91) depth++;
    else if ((c === 125 || c === 93) && --depth === 0) return at + 1;
  }
}

// What the WebAssembly half calls of the host (wasm/host.ts), with byte ranges of its memory turned into texts.
import { Buffer } from 'node:buffer';
import type { ComputedValue, FoundValue } from './conditions.js';
import { putText } from './put-text.js';

export interface ScanHost {
  /** The number of a key's value that was not seen before, as it was written; values of several keys have numbers in common. */
  intern(value: string): number;
  /**
   * The double of a numeral that is not simply read, as row `row` of field `field`; NaN when it is not finite. With quotation
   * marks it is a JSON string, which may hold a numeral or anything else.
   */
  numeral(field: number, row: number, text: string): number;
  /** The instant that a JSON value stands for; NaN for none. */
  time(json: string): number;
  /** The length of time in milliseconds that a JSON string stands for; NaN for none. */
  length(json: string): number;
  /** The outcome of a question for the values at its places; undefined: the line is to be declined. */
  judge(question: number, found: readonly FoundValue[]): number | undefined;
  /** The pieces of a text, which is given as JSON, as they are too, each with a newline behind it; undefined: the line is to be declined. */
  cut(json: string): string | undefined;
  /** What a member comes to for the values at its places; undefined: the line is to be declined. */
  compute(member: number, found: readonly FoundValue[]): ComputedValue | undefined;
}

/** Bytes of a value that was found, as wasm/condition.ts writes it: type, begin, end, and if it is a number that. */
const foundSize = 24;
const numberType = 2;

/** The functions wasm/host.ts declares; `memory` is called each time, because a memory that grows has a new buffer. */
export function importsOf(host: ScanHost, memory: () => ArrayBuffer): Readonly<Record<string, WebAssembly.Import>> {
  let bytes = Buffer.alloc(0);
  const here = (): Buffer => {
    const now = memory();
    return bytes.buffer === now ? bytes : (bytes = Buffer.from(now));
  };
  const text = (from: number, to: number): string => here().toString('utf8', from >>> 0, to >>> 0);
  let [words, doubles] = [new Uint32Array(0), new Float64Array(0)];
  const found = (at: number, count: number): FoundValue[] => {
    const now = memory();
    if (words.buffer !== now) [words, doubles] = [new Uint32Array(now), new Float64Array(now)];
    const values: FoundValue[] = [];
    for (let place = at; place < at + count * foundSize; place += foundSize) {
      const [type, word] = [words[place >> 2], place >> 2];
      if (type === numberType) values.push(doubles[(place + 16) >> 3]);
      else values.push(type === 0 ? undefined : text(words[word + 1]!, words[word + 2]!));
    }
    return values;
  };
  const undecided = -1;
  const write = (written: string, to: number, room: number): number => {
    if (3 * written.length > room) return undecided;
    return putText(here(), to, written) - to;
  };
  return {
    judgeNumber: (question = 0, value = 0) => host.judge(question, [value]) ?? undecided,
    judgeText: (question = 0, from = 0, to = 0) => host.judge(question, [text(from, to)]) ?? undecided,
    judgeFound: (question = 0, at = 0, count = 0) => host.judge(question, found(at >>> 0, count)) ?? undecided,
    compute(member = 0, at = 0, count = 0, spelled = 0, to = 0, room = 0) {
      const value = host.compute(member, found(at >>> 0, count));
      if (value === undefined) return undecided;
      const isNumber = typeof value === 'number';
      const word = at >>> 2;
      words[word] = value === null ? 1 : 0;
      words[word + 1] = isNumber ? 1 : 0;
      if (isNumber) doubles[(word + 4) >> 1] = value;
      if (isNumber && spelled === 0) return 0;
      return write(isNumber ? JSON.stringify(value) : (value ?? 'null'), to >>> 0, room >>> 0);
    },
    cut(from = 0, end = 0, to = 0, room = 0) {
      const pieces = host.cut(text(from, end));
      return pieces === undefined ? undecided : write(pieces, to >>> 0, room >>> 0);
    },
    intern: (at = 0, length = 0) => host.intern(text(at, at + length)),
    numeral: (field = 0, row = 0, from = 0, to = 0) => host.numeral(field, row, text(from, to)),
    instant: (from = 0, to = 0) => host.time(text(from, to)),
    duration: (from = 0, to = 0) => host.length(text(from, to)),
  };
}

// What the WebAssembly half calls of the host (wasm/host.ts), with byte ranges of its memory turned into texts.
import { Buffer } from 'node:buffer';
import type { FoundValue } from './conditions.js';

export interface ScanHost {
  /** The number of a key not seen before: its parts as they were written, with a newline after each when they are several. */
  intern(parts: string): number;
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
}

/** Bytes of a value that was found, as wasm/condition.ts writes it: type, begin, end, and if it is a number that. */
const foundSize = 24;
const numberType = 2;

/** The functions wasm/host.ts declares; `memory` is called each time, because a memory that grows has a new buffer. */
export function importsOf(host: ScanHost, memory: () => ArrayBuffer): Readonly<Record<string, WebAssembly.Import>> {
  let bytes = Buffer.alloc(0);
  const text = (from: number, to: number): string => {
    const now = memory();
    if (bytes.buffer !== now) bytes = Buffer.from(now);
    return bytes.toString('utf8', from >>> 0, to >>> 0);
  };
  const found = (at: number): FoundValue => {
    const view = new DataView(memory(), at, foundSize);
    const type = view.getUint32(0, true);
    if (type === 0) return undefined;
    return type === numberType ? view.getFloat64(16, true) : text(view.getUint32(4, true), view.getUint32(8, true));
  };
  const undecided = -1;
  return {
    judgeNumber: (question = 0, value = 0) => host.judge(question, [value]) ?? undecided,
    judgeText: (question = 0, from = 0, to = 0) => host.judge(question, [text(from, to)]) ?? undecided,
    judgeFound: (question = 0, at = 0, count = 0) =>
      host.judge(
        question,
        Array.from({ length: count }, (_, i) => found(at + i * foundSize)),
      ) ?? undecided,
    intern: (at = 0, length = 0) => host.intern(text(at, at + length)),
    numeral: (field = 0, row = 0, from = 0, to = 0) => host.numeral(field, row, text(from, to)),
    instant: (from = 0, to = 0) => host.time(text(from, to)),
    duration: (from = 0, to = 0) => host.length(text(from, to)),
  };
}

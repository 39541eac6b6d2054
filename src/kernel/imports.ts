// What the WebAssembly half calls of the host (wasm/host.ts), with byte ranges of its memory turned into texts.
import { Buffer } from 'node:buffer';

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
}

/** The functions wasm/host.ts declares; `memory` is called each time, because a memory that grows has a new buffer. */
export function importsOf(host: ScanHost, memory: () => ArrayBuffer): Readonly<Record<string, WebAssembly.Import>> {
  let bytes = Buffer.alloc(0);
  const text = (from: number, to: number): string => {
    const now = memory();
    if (bytes.buffer !== now) bytes = Buffer.from(now);
    return bytes.toString('utf8', from >>> 0, to >>> 0);
  };
  return {
    intern: (at = 0, length = 0) => host.intern(text(at, at + length)),
    numeral: (field = 0, row = 0, from = 0, to = 0) => host.numeral(field, row, text(from, to)),
    instant: (from = 0, to = 0) => host.time(text(from, to)),
    duration: (from = 0, to = 0) => host.length(text(from, to)),
  };
}

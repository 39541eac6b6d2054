// A line of the input as it came, for the outputs that pass lines on: raw late events and marks.
import type { Batch } from '../model/batch.js';

const newline = 10;

/**
 * The bytes of a line with a newline behind them. A view of `bytes` where the newline stands there already (the usual
 * case), else a copy.
 * @param start of the line in `bytes`
 * @param end of the line, its line end not included
 */
export function lineBytes(bytes: Uint8Array, start: number, end: number): Uint8Array {
  if (bytes[end] === newline) return bytes.subarray(start, end + 1);
  const line = new Uint8Array(end - start + 1);
  line.set(bytes.subarray(start, end));
  line[end - start] = newline;
  return line;
}

/** The same of rows [from, to), of which there are some, as one view; undefined where anything stands between their lines. */
export function linesBytes({ bytes, starts, ends }: Batch, from: number, to: number): Uint8Array | undefined {
  for (let row = from + 1; row < to; row++) if (starts[row] !== ends[row - 1]! + 1) return undefined;
  for (let row = from; row < to; row++) if (bytes[ends[row]!] !== newline) return undefined;
  return bytes.subarray(starts[from], ends[to - 1]! + 1);
}

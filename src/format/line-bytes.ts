// A line of the input as it came, for the outputs that pass lines on: raw late events and marks.

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

// A byte order mark is where a file began, and `cat a.gz b.gz` makes a beginning of each member. In the middle of a line
// the same three bytes are a character of the text, should a compressor have cut it there.

const newline = 10;
const mark = Buffer.from([0xef, 0xbb, 0xbf]);

/** Bytes as they were before they were compressed; never none. */
export interface PlainPiece {
  readonly bytes: Buffer;
  /** They begin a member or frame. */
  readonly isFirst: boolean;
}

/**
 * The bytes without the marks that begin members, the first one left out: the mark at the very beginning is left to the
 * framer, which has the place where reading begins.
 */
export async function* withoutMarks(pieces: AsyncIterable<PlainPiece>): AsyncGenerator<Buffer> {
  let lastByte: number | undefined;
  /** What may be the beginning of a mark; undefined: none can begin here. */
  let begun: Buffer | undefined;
  for await (const { bytes, isFirst } of pieces) {
    if (isFirst && begun !== undefined && begun.length > 0) yield begun;
    if (isFirst) begun = lastByte === newline ? Buffer.alloc(0) : undefined;
    const here = begun === undefined ? bytes : Buffer.concat([begun, bytes]);
    const isUndecided = begun !== undefined && here.length < mark.length && mark.indexOf(here) === 0;
    const rest = begun !== undefined && here.indexOf(mark) === 0 ? here.subarray(mark.length) : here;
    begun = isUndecided ? here : undefined;
    if (isUndecided || rest.length === 0) continue;
    lastByte = rest.at(-1);
    yield rest;
  }
  if (begun !== undefined && begun.length > 0) yield begun;
}

// The seam between bytes and columns: a decoder turns what was read of one input into batches (plain-decoder.ts,
// scanning-decoder.ts; which of them a run gets is decided in open-decoder.ts).
import type { Batch, Position } from '../model/batch.js';

/** Bytes to batch, for one input. */
export interface Decoder {
  /**
   * Room for at least `size` bytes of input inside the decoder, from where they need not be copied to be decoded. It
   * holds what it held before; earlier views of it may be dead now, and so may this one after the next `decode`.
   */
  buffer?(size: number): Uint8Array;
  /**
   * The arena that later batches are put into: those in other arenas stay as they are, and so does the room for their bytes. Without
   * this, a batch is valid only until the next one.
   * @param arena from 0, which is where everything is put at first
   */
  useArena?(arena: number): void;
  /**
   * Of formats whose records are no lines: the end of the last one in bytes[from, end) as far as it is found at a glance,
   * where `from` is a place between records; `from` when none is. The bytes are those of `buffer`.
   */
  lastRecordEnd?(bytes: Uint8Array, from: number, end: number): number;
  /**
   * Decodes the whole lines in bytes[0, length); every line in it ends with a newline, but the last may lack one when
   * `final`. `from` is the place of bytes[0] in the input. The batch is valid until the next call (in this arena). It
   * may end earlier, after a line with which it was much work, and `to` is then where: the lines depend on nothing
   * else. A record of very many events may take several calls with the same bytes: all but the last give a batch of
   * nothing.
   */
  decode(bytes: Uint8Array, length: number, from: Position, final: boolean): Batch;
}

/** The batch of bytes[0, length) in as many calls as it takes: for bytes that were decoded before, and are known to be one. */
export function decodeAtOnce(decoder: Decoder, bytes: Uint8Array, length: number, from: Position): Batch {
  let batch: Batch;
  do batch = decoder.decode(bytes, length, from, true);
  while (batch.to.offset === from.offset && length > 0);
  return batch;
}

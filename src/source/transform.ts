// One of Node's decompressors, given bytes until it has had enough. Node's own gunzip reads the members of a file as if
// they were one, and loses what it has unpacked already when it comes to bytes that are none; here the end of each is seen.
import type { Transform } from 'node:stream';
import { systemCode } from '../os/error-text.js';
import { endsEarly, isDamaged } from './damaged-data.js';

/** Where a decompressor gets its bytes. */
export interface PackedInput {
  /** The next bytes; none at the end. */
  take(): Promise<Buffer>;
  /** These were not its own. */
  giveBack(bytes: Buffer): void;
}

/** Of Node's zlib: how many bytes were really taken of those written. */
type Decompressor = Transform & { readonly bytesWritten: number };

/**
 * What `transform` makes of the bytes up to where its data end; what is behind is given back.
 * @throws DamagedData when they end before that, or are no such data; what `input` throws
 */
export async function* transformed(transform: Transform, input: PackedInput): AsyncGenerator<Buffer> {
  const decompressor = transform as Decompressor;
  const fed = feed(decompressor, input).catch((error: unknown) => decompressor.destroy(error as Error));
  try {
    for await (const piece of decompressor) yield piece as Buffer;
  } catch (error) {
    throw explained(error);
  }
  await fed;
}

async function feed(decompressor: Decompressor, input: PackedInput): Promise<void> {
  for (let given = 0; !decompressor.destroyed;) {
    const piece = await input.take();
    if (piece.length === 0) {
      decompressor.end();
      return;
    }
    given += piece.length;
    const isOpen = await new Promise<boolean>((resolve) => {
      decompressor.write(piece, (error) => resolve(error === undefined || error === null));
    });
    const left = given - decompressor.bytesWritten;
    if (left > 0 || !isOpen) {
      input.giveBack(piece.subarray(piece.length - Math.min(left, piece.length)));
      return;
    }
  }
}

/** Errors of the unpacking have codes of their own; others are of the reading, with messages of their own. */
function explained(error: unknown): unknown {
  if (!/^(Z|ZSTD|ERR)_/.test(systemCode(error) ?? '')) return error;
  const message = error instanceof Error ? error.message : '';
  return /unexpected end/.test(message) ? endsEarly(error) : isDamaged(message, error);
}

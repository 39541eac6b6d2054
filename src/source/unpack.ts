// Compressed bytes to plain ones. Each member of a gzip file and each frame of a zstd file may have been a file of its own
// (`cat a.gz b.gz`), so a byte order mark at its beginning is dropped. Bytes behind the last of them are no reason to
// lose what was before: they are counted and named. What cannot be unpacked here is refused with the command that can.
import { systemCode } from '../os/error-text.js';
import { withoutMarks } from './byte-order-marks.js';
import type { PlainPiece } from './byte-order-marks.js';
import { remedy } from './compression.js';
import type { Compression } from './compression.js';
import { DamagedData } from './damaged-data.js';
import { unreadable } from './failure.js';
import { gunzipped } from './gzip.js';
import { PackedBytes } from './packed-bytes.js';
import type { Source } from './source.js';
import { PiecesSource } from './pieces.js';
import { transformed } from './transform.js';
import { unzstd } from './zstd.js';
import { shownName } from '../text/file-name.js';

const chunkSize = 262_144;

/**
 * The unpacked bytes of `source`, of which `seen` were read already. Data that end too early or are damaged are an
 * error of the read that comes to them, naming the input; what was before is given out first.
 */
export function unpacked(
  compression: Compression,
  source: Source,
  seen: readonly Buffer[],
  notice: (message: string) => void,
): Source {
  const { name, live } = source;
  return new PiecesSource({
    name,
    live,
    open: () => outputOf(compression, source, seen, notice),
    explain: (error) => shown(name, explained(name, compression, error)),
  });
}

function outputOf(
  compression: Compression,
  source: Source,
  seen: readonly Buffer[],
  notice: (message: string) => void,
): AsyncGenerator<Buffer, void> {
  const { name } = source;
  const packed = new PackedBytes(source, seen);
  const pieces = piecesOf(compression, packed, name);
  if (pieces === undefined)
    throw new Error(
      `cannot read ${shownName(name)}: it is compressed with ${compression}; ${remedy(compression, name)}`,
    );
  const warn = (bytes: number): void => notice(garbage(name, compression, bytes));
  return plain(pieces, packed, warn);
}

function piecesOf(compression: Compression, packed: PackedBytes, name: string): AsyncGenerator<PlainPiece> | undefined {
  if (compression === 'gzip') return gunzipped(packed);
  if (compression === 'zstd') return unzstd(packed, name);
  return compression === 'brotli' ? unbrotli(packed) : undefined;
}

async function* unbrotli(packed: PackedBytes): AsyncGenerator<PlainPiece> {
  const zlib = process.getBuiltinModule('node:zlib');
  for await (const bytes of transformed(zlib.createBrotliDecompress({ chunkSize }), packed))
    yield { bytes, isFirst: false };
}

/** @param warn called with the number of bytes behind the data that are neither data nor, as on tapes, zeros */
async function* plain(
  pieces: AsyncGenerator<PlainPiece>,
  packed: PackedBytes,
  warn: (bytes: number) => void,
): AsyncGenerator<Buffer, void> {
  yield* withoutMarks(pieces);
  let [length, isPadding] = [0, true];
  for (let piece = await packed.take(); piece.length > 0; piece = await packed.take()) {
    length += piece.length;
    isPadding &&= piece.every((byte) => byte === 0);
  }
  if (!isPadding) warn(length);
}

/** In the words of gzip: `trailing garbage ignored`. */
function garbage(name: string, compression: Compression, bytes: number): string {
  const what = bytes === 1 ? '1 byte is' : `${bytes} bytes are`;
  return `${shownName(name)}: trailing garbage ignored: ${what} behind the end of its ${compression} data`;
}

/** What reads the packed bytes says what happened in its errors; those of the system are named. */
function shown(name: string, error: unknown): unknown {
  return error instanceof Error && systemCode(error) === undefined ? error : unreadable(name, error);
}

function explained(name: string, compression: Compression, error: unknown): unknown {
  if (!(error instanceof DamagedData)) return error;
  return new Error(`cannot read ${shownName(name)}: its ${compression} data ${error.message}`, { cause: error });
}

// The first plain bytes of a compressed file: what a log that rotation has compressed is known by. This is looked at
// before anything is read, and so at once, not by a stream.
import { compressionOf } from './compression.js';
import { headLength } from './identity.js';
import type { RegularFile } from './regular-file.js';

/** Of a compressed file so much is unpacked; a block of zstd, its smallest unit, unpacks to 128 KiB at most. */
const packedLength = 16_384;
const zstdLength = 262_144;

/** At most 4096 bytes; undefined where the file is not compressed, is damaged, or cannot be unpacked here. */
export function plainHead(file: RegularFile): Buffer | undefined {
  try {
    const compression = compressionOf(file.peek(0, 18));
    if (compression === 'gzip') return gunzipped(file.peek(0, packedLength)).subarray(0, headLength);
    return compression === 'zstd' ? unzstd(file.peek(0, zstdLength)).subarray(0, headLength) : undefined;
  } catch {
    return undefined;
  }
}

/** The file unpacks to just so many bytes: gzip has the count in its last four, other formats need not have it. */
export function isPlainSize(file: RegularFile, size: number): boolean {
  if (compressionOf(file.peek(0, 18)) !== 'gzip') return false;
  const end = file.peek(file.size - 4, 4);
  return end.length === 4 && end.readUInt32LE() === size % 2 ** 32;
}

function gunzipped(packed: Buffer): Buffer {
  const zlib = process.getBuiltinModule('node:zlib');
  return zlib.gunzipSync(packed, { finishFlush: zlib.constants.Z_SYNC_FLUSH });
}

function unzstd(packed: Buffer): Buffer {
  const zlib = process.getBuiltinModule('node:zlib') as typeof import('node:zlib') & {
    readonly zstdDecompressSync?: (bytes: Buffer, options: { readonly finishFlush: number }) => Buffer;
  };
  // 0 is ZSTD_e_continue: what is missing at the end is no error.
  if (zlib.zstdDecompressSync !== undefined) return zlib.zstdDecompressSync(packed, { finishFlush: 0 });
  const { spawnSync } = process.getBuiltinModule('node:child_process');
  const options = { input: packed, maxBuffer: headLength, stdio: ['pipe', 'pipe', 'ignore'] as 'pipe'[] };
  return spawnSync('zstd', ['-dcq'], options).stdout;
}

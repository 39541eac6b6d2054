// gzip (RFC 1952): members, one behind the other, each with a header, deflated data, a checksum and a length. Where
// each begins matters because each may have been a file: `cat a.gz b.gz`.
import { crc32 } from './crc32.js';
import { endsEarly, isDamaged } from './damaged-data.js';
import type { PackedBytes } from './packed-bytes.js';
import { transformed } from './transform.js';
import type { PlainPiece } from './byte-order-marks.js';

const chunkSize = 262_144;
/** Bits of the header's flags. */
const [hasHeaderCrc, hasExtra, hasName, hasComment] = [2, 4, 8, 16];

/** The plain bytes of all members. What is behind the last one stays. @throws DamagedData */
export async function* gunzipped(packed: PackedBytes): AsyncGenerator<PlainPiece> {
  while (isMember(await packed.peek(3))) yield* member(packed);
}

function isMember([a, b, c]: Buffer): boolean {
  return a === 0x1f && b === 0x8b && c === 8;
}

async function* member(packed: PackedBytes): AsyncGenerator<PlainPiece> {
  await skipHeader(packed);
  const zlib = process.getBuiltinModule('node:zlib');
  let [crc, length, isFirst] = [0, 0, true];
  for await (const bytes of transformed(zlib.createInflateRaw({ chunkSize }), packed)) {
    crc = crc32(bytes, crc);
    length += bytes.length;
    yield { bytes, isFirst };
    isFirst = false;
  }
  const trailer = await whole(packed, 8);
  if (trailer.readUInt32LE(0) !== crc) throw isDamaged('incorrect data check');
  if (trailer.readUInt32LE(4) !== length % 2 ** 32) throw isDamaged('incorrect length check');
}

async function skipHeader(packed: PackedBytes): Promise<void> {
  const flags = (await whole(packed, 10))[3]!;
  if (flags & hasExtra) {
    const length = (await whole(packed, 2)).readUInt16LE();
    await whole(packed, length);
  }
  if (flags & hasName) await skipText(packed);
  if (flags & hasComment) await skipText(packed);
  if (flags & hasHeaderCrc) await whole(packed, 2);
}

async function skipText(packed: PackedBytes): Promise<void> {
  while ((await whole(packed, 1))[0] !== 0);
}

async function whole(packed: PackedBytes, n: number): Promise<Buffer> {
  const bytes = await packed.takeAll(n);
  if (bytes.length < n) throw endsEarly();
  return bytes;
}

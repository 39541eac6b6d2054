// Compressed input is known by its first bytes, not by its name (SPEC §2). Brotli has none, so there the name decides;
// formats that we cannot read are known so that the message can name the remedy.
import { shownName } from '../text/file-name.js';

export type Compression = 'gzip' | 'zstd' | 'brotli' | 'xz' | 'bzip2' | 'lz4' | 'zip';

const programs: Readonly<Record<Compression, string>> = {
  gzip: 'gzip -dc',
  zstd: 'zstd -dc',
  brotli: 'brotli -dc',
  xz: 'xz -dc',
  bzip2: 'bzip2 -dc',
  lz4: 'lz4 -dc',
  zip: 'unzip -p',
};

/** Beginnings, −1 for any byte. */
const beginnings: readonly (readonly [Compression, readonly number[]])[] = [
  ['gzip', [0x1f, 0x8b, 0x08]],
  ['zstd', [0x28, 0xb5, 0x2f, 0xfd]],
  // A frame to be skipped, which parallel compressors write first; its first byte is 50 to 5F.
  ['zstd', [-1, 0x2a, 0x4d, 0x18]],
  ['xz', [0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00]],
  ['bzip2', [0x42, 0x5a, 0x68, -1, 0x31, 0x41, 0x59, 0x26, 0x53, 0x59]],
  ['lz4', [0x04, 0x22, 0x4d, 0x18]],
  ['zip', [0x50, 0x4b, 0x03, 0x04]],
];

/** Bytes that are enough to decide. */
export const decisive = 10;

/** What these first bytes belong to; undefined: nothing compressed, or too few to tell. */
export function compressionOf(head: Uint8Array): Compression | undefined {
  return beginnings.find(([, beginning]) => head.length >= beginning.length && agrees(head, beginning))?.[0];
}

/** Whether more bytes could still turn these few into the beginning of something compressed. */
export function isUndecided(head: Uint8Array): boolean {
  return beginnings.some(([, beginning]) => head.length < beginning.length && agrees(head, beginning));
}

function agrees(head: Uint8Array, beginning: readonly number[]): boolean {
  const n = Math.min(head.length, beginning.length);
  for (let i = 0; i < n; i++) {
    const wanted = beginning[i]!;
    if (wanted === -1 ? i === 0 && (head[0]! & 0xf0) !== 0x50 : wanted !== head[i]) return false;
  }
  return true;
}

/** The command that unpacks it. */
export function remedy(compression: Compression, name: string): string {
  const shown = shownName(name);
  const file = /^[\w./+-]+$/.test(shown) ? shown : `'${shown.replaceAll("'", "'\\''")}'`;
  return `write ${programs[compression]} ${file} | flowctl …`;
}

// Which file a regular file is (SPEC §10): device, inode and first bytes, never its name, which rotation gives to
// another. The inode of a removed file is used again, so it proves nothing without the bytes.
import { fstatSync, readSync } from 'node:fs';
import type { Identity } from './source.js';

/** Bytes that are remembered of the beginning. */
export const headLength = 4096;
/** Bytes that are remembered from before a place behind those. */
const traceLength = 64;

/** The identity of an open regular file. */
export function identityOf(fd: number): Identity {
  const { dev, ino } = fstatSync(fd, { bigint: true });
  return { device: String(dev), inode: String(ino), head: bytesAt(fd, 0, headLength).toString('base64') };
}

/** Same device and inode; the content may have been replaced all the same. */
export function isSameInode(fd: number, identity: Identity): boolean {
  const { dev, ino } = fstatSync(fd, { bigint: true });
  return String(dev) === identity.device && String(ino) === identity.inode;
}

/** The file still begins with the bytes it began with. A file that was short then may have grown. */
export function beginsAlike(fd: number, identity: Identity): boolean {
  return beginsWith(fd, Buffer.from(identity.head, 'base64'));
}

export function beginsWith(fd: number, head: Buffer): boolean {
  return bytesAt(fd, 0, head.length).equals(head);
}

/** The bytes just before `offset`, as base64; undefined where the first bytes of the file include them. */
export function traceBefore(fd: number, offset: number): string | undefined {
  if (offset <= headLength) return undefined;
  return bytesAt(fd, offset - traceLength, traceLength).toString('base64');
}

/** At most `length` bytes from byte `at` on. */
export function bytesAt(fd: number, at: number, length: number): Buffer {
  const bytes = Buffer.alloc(length);
  let n = 0;
  while (n < length) {
    const got = readSync(fd, bytes, n, length - n, at + n);
    if (got === 0) break;
    n += got;
  }
  return bytes.subarray(0, n);
}

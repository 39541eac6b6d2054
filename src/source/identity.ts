// Who a regular file is (SPEC §10): device, inode and first bytes, never its name, which rotation gives to another.
import { fstatSync, readSync } from 'node:fs';
import type { Identity } from './source.js';

/** Bytes that are remembered of the beginning. */
const headLength = 4096;

/** The identity of an open regular file. */
export function identityOf(fd: number): Identity {
  const { dev, ino } = fstatSync(fd, { bigint: true });
  return { device: String(dev), inode: String(ino), head: headOf(fd, headLength).toString('base64') };
}

/** Same device and inode; the content may have been replaced all the same. */
export function isSameInode(fd: number, identity: Identity): boolean {
  const { dev, ino } = fstatSync(fd, { bigint: true });
  return String(dev) === identity.device && String(ino) === identity.inode;
}

/** The file still begins with the bytes it began with. A file that was short then may have grown. */
export function beginsAlike(fd: number, identity: Identity): boolean {
  const head = Buffer.from(identity.head, 'base64');
  return headOf(fd, head.length).equals(head);
}

function headOf(fd: number, length: number): Buffer {
  const head = Buffer.alloc(length);
  let n = 0;
  while (n < length) {
    const got = readSync(fd, head, n, length - n, n);
    if (got === 0) break;
    n += got;
  }
  return head.subarray(0, n);
}

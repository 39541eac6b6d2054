// A checkpoint names a file by identity; the directory has gone on meanwhile (SPEC §10). What is under the name now?
//
//   the same file                        → it, from the offset
//   another; the old one has a new name  → the old one from the offset, then this one       (rename and create)
//   the same, emptied and begun anew     → a copy that begins with the bytes we know, from the offset, then this one
//                                                                                           (copy and truncate)
//   none of these                        → an error: going on would lose or repeat events
import { existsSync } from 'node:fs';
import { compressionOf } from './compression.js';
import { beginsAlike, isSameInode } from './identity.js';
import { RegularFile } from './regular-file.js';
import { siblings } from './siblings.js';
import type { Location } from './source.js';

/**
 * The files to read: the first from `location.offset`, the others from their beginning.
 * @throws an Error naming `path`
 */
export function findAgain(path: string, location: Location): readonly RegularFile[] {
  const here = existsSync(path) ? new RegularFile(path) : undefined;
  if (here !== undefined && isIt(here, location, false)) return [here];
  const others = siblings(path);
  const old = find(others, location, true) ?? find(others, location, false);
  if (old === undefined) throw new Error(`cannot go on reading ${path}: ${complaint(here, location)}`);
  here?.park();
  return here === undefined || compressionOf(head(location)) !== undefined ? [old] : [old, here];
}

/** Whether this is the file of `location`; by its inode, or only by its content and length. */
function isIt(file: RegularFile, location: Location, byInode: boolean): boolean {
  const { identity, offset } = location;
  const fd = file.fd;
  const packed = compressionOf(head(location)) !== undefined;
  if (!beginsAlike(fd, identity) || (!packed && file.size < offset)) return false;
  return isSameInode(fd, identity) || (!byInode && identity.head !== '');
}

function find(paths: readonly string[], location: Location, byInode: boolean): RegularFile | undefined {
  for (const path of paths) {
    const file = new RegularFile(path);
    try {
      if (isIt(file, location, byInode)) return file;
      file.park();
    } catch {
      // A neighbour that may not be read is not ours.
    }
  }
  return undefined;
}

function complaint(here: RegularFile | undefined, { identity, offset }: Location): string {
  if (here === undefined) return 'it is gone, and so is the file that the checkpoint knows';
  const alike = beginsAlike(here.fd, identity);
  here.park();
  if (!alike) return 'it does not begin with the bytes that the checkpoint knows';
  return `it has ${here.size} bytes, the checkpoint was at byte ${offset}`;
}

function head(location: Location): Uint8Array {
  return Buffer.from(location.identity.head, 'base64');
}

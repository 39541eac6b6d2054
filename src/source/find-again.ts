// A checkpoint names a file by identity; the directory has gone on meanwhile (SPEC §10). What is under the name now?
//
//   the same file                        → it, from the offset
//   another; the old one has a new name  → the old one from the offset, then this one       (rename and create)
//   … and it has happened more than once → between them those that came between (generations.ts)
//   a copy of it, put in its place       → it, from the offset
//   the same, emptied and begun anew     → a copy that begins with the bytes we know, from the offset, then this one
//                                                                                           (copy and truncate)
//   none of these                        → an error: going on would lose or repeat events
import { existsSync } from 'node:fs';
import { compressionOf } from './compression.js';
import { generationsBetween, packedGeneration } from './generations.js';
import { beginsAlike, isSameInode } from './identity.js';
import { RegularFile } from './regular-file.js';
import { siblings } from './siblings.js';
import type { Location } from './source.js';

/**
 * The files to read, opened: the first from `location.offset`, the others from their beginning.
 * @throws an Error naming `path`
 */
export function findAgain(path: string, location: Location): readonly RegularFile[] {
  const here = existsSync(path) ? new RegularFile(path) : undefined;
  if (here !== undefined && isIt(here, location, 'inode')) return [here];
  const others = siblings(path);
  const renamed = find(others, location, 'inode');
  // Of a file of which nothing was read nothing can be lost but the file itself.
  const same = location.offset === 0 || (here !== undefined && isIt(here, location, 'content'));
  if (renamed === undefined && here !== undefined && same) return [here];
  const old = renamed ?? find(others, location, 'content');
  if (old === undefined)
    throw new Error(`cannot go on reading ${path}: ${complaint(here, location)}${hint(path, others)}`);
  const alone = here === undefined || compressionOf(head(location)) !== undefined;
  if (alone) here?.park();
  return alone ? [old] : [old, ...generationsBetween(path, others, old, here), here];
}

/** Whether this is the file of `location`, known by its inode or by its first bytes; either way they and its length agree. */
export function isIt(file: RegularFile, { identity, offset }: Location, by: 'inode' | 'content'): boolean {
  const { fd, size } = file;
  const packed = compressionOf(Buffer.from(identity.head, 'base64')) !== undefined;
  if (!beginsAlike(fd, identity) || (!packed && size < offset)) return false;
  return by === 'inode' ? isSameInode(fd, identity) : identity.head !== '';
}

function find(paths: readonly string[], location: Location, by: 'inode' | 'content'): RegularFile | undefined {
  for (const path of paths) {
    const file = new RegularFile(path);
    try {
      if (isIt(file, location, by)) return file;
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

/** Rotation may have compressed it, and packed bytes cannot be told to be those of a file. */
function hint(path: string, others: readonly string[]): string {
  const packed = packedGeneration(path, others);
  return packed === undefined ? '' : `; if it became ${packed}, unpack that beside it and try again`;
}

function head(location: Location): Uint8Array {
  return Buffer.from(location.identity.head, 'base64');
}

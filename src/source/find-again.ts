// A checkpoint names a file by identity; the directory has gone on meanwhile (SPEC §10). What is under the name now?
//
//   the same file                        → it, from the offset
//   another; the old one has a new name  → the old one from the offset, then this one       (rename and create)
//   … and it has happened more than once → between them those that came between (generations.ts)
//   … and it is compressed by now        → the same: it is known by its first plain bytes
//   a copy of it, put in its place       → it, from the offset
//   the same, emptied and begun anew     → a copy that begins with the bytes we know, from the offset, then this one
//                                                                                           (copy and truncate)
//   none of these                        → an error: going on would lose or repeat events
import { shownName, systemName } from '../text/file-name.js';
import { basename } from 'node:path';
import { existsSync } from 'node:fs';
import { compressionOf } from './compression.js';
import { Generation } from './generation.js';
import { copiesSince, generationsBetween, packedGeneration } from './generations.js';
import { beginsAlike, beginsWith, isSameInode, traceBefore } from './identity.js';
import { plainHead } from './plain-head.js';
import { RegularFile } from './regular-file.js';
import { likeness } from './scheme.js';
import { nameOfLog, siblings } from './siblings.js';
import type { Location } from './source.js';

type Notice = (message: string) => void;
/** By what a file is known: it is the very file, it has the same bytes, or it unpacks to them. */
export type Sign = 'inode' | 'content' | 'packed';

export interface FoundAgain {
  /** The files to read, opened, each from where it is to be read; the oldest first, the log itself last. */
  readonly files: readonly Generation[];
  /** Of the older files of the location those that are still there: a writer may be at them. */
  readonly older: readonly Generation[];
}

/** @throws an Error naming `path` */
export function findAgain(path: string, location: Location, notice: Notice): FoundAgain {
  const older = olderFiles(path, location, notice);
  const taken = new Set(older.map(({ file }) => file.path));
  const others = siblings(path).filter((other) => !taken.has(other));
  return { older, files: generationsOf(path, findFiles(path, others, location, notice), location, notice) };
}

function generationsOf(
  path: string,
  files: readonly RegularFile[],
  location: Location,
  notice: Notice,
): readonly Generation[] {
  const raw = isPacked(location);
  const known = location.written === undefined ? undefined : BigInt(location.written);
  return files.map((file, i) => {
    const at = i === 0 ? location.offset : 0;
    // What had the name in between was not seen while it had; it was made then.
    const asLog = file.path === path ? undefined : { written: i === 0 ? known : file.times.born };
    return new Generation({ file, at, raw, asLog, notice });
  });
}

/** Whether this is the file of `location`, known by that sign; first bytes, length and the bytes before the place agree. */
export function isIt(file: RegularFile, location: Location, by: Sign): boolean {
  const { identity, offset, trace } = location;
  if (by === 'packed') {
    // Rotation compresses what was plain.
    if (compressionOf(Buffer.from(identity.head, 'base64')) !== undefined) return false;
    const head = Buffer.from(identity.head, 'base64');
    return head.length > 0 && plainHead(file)?.subarray(0, head.length).equals(head) === true;
  }
  const { fd, size } = file;
  if (by === 'inode' ? !isSameInode(fd, identity) : identity.head === '') return false;
  if (knewNothing(location) && isMadeSince(file, location)) return false;
  const packed = compressionOf(Buffer.from(identity.head, 'base64')) !== undefined;
  if (packed) return beginsAlike(fd, identity);
  if (by === 'inode' && compressionOf(file.peek(0, 18)) !== undefined)
    return isIt(file, { identity, offset }, 'packed');
  return beginsAlike(fd, identity) && size >= offset && (trace === undefined || traceBefore(fd, offset) === trace);
}

function findFiles(
  path: string,
  beside: readonly string[],
  location: Location,
  notice: Notice,
): readonly RegularFile[] {
  const here = existsSync(systemName(path)) ? new RegularFile(path) : undefined;
  const log = nameOfLog(path);
  const others = inOrderOfLikeness(beside, log);
  const seen = location.written === undefined ? undefined : BigInt(location.written);
  const wasEmpty = knewNothing(location);
  // Of what was empty its bytes show nothing, and what it held meanwhile may be in younger files alone.
  const sinceEmpty = (): readonly RegularFile[] =>
    here === undefined || seen === undefined || !wasEmpty ? [] : copiesSince(seen, { log, others, here, notice });
  if (here !== undefined && isIt(here, location, 'inode')) return [...sinceEmpty(), here];
  const renamed = find(wasEmpty ? likely(others, log) : others, location, 'inode');
  const same = here !== undefined && (wasEmpty || isIt(here, location, 'content') || isIt(here, location, 'packed'));
  if (renamed === undefined && same) return [...sinceEmpty(), here];
  const old = renamed ?? find(others, location, 'content') ?? find(others, location, 'packed');
  if (old === undefined)
    throw new Error(`cannot go on reading ${shownName(path)}: ${complaint(here, location)}${hint(log, others)}`);
  const alone = here === undefined || isPacked(location);
  if (alone) here?.park();
  const isOriginal = renamed !== undefined;
  return alone ? [old] : [old, ...generationsBetween({ log, others, old, isOriginal, seen, here, notice }), here];
}

/** What is not found any more is read to its end. */
function olderFiles(path: string, { older = [] }: Location, notice: Notice): readonly Generation[] {
  const others = siblings(path);
  return older.flatMap((location) => {
    const file = find(others, location, 'inode') ?? find(others, location, 'packed');
    const asLog = { written: location.written === undefined ? undefined : BigInt(location.written) };
    return file === undefined ? [] : [new Generation({ file, at: location.offset, asLog, notice })];
  });
}

function find(paths: readonly string[], location: Location, by: Sign): RegularFile | undefined {
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

/** Older files of the log first: where several begin alike, those are meant. */
function inOrderOfLikeness(others: readonly string[], log: string): readonly string[] {
  const ranks = ['own', 'perhaps', 'other'];
  const rank = (other: string): number => ranks.indexOf(likeness(basename(other), log));
  return [...others].sort((a, b) => rank(a) - rank(b));
}

/** Where only the inode is known, and that may have been used again, the name has to agree. */
function likely(others: readonly string[], log: string): readonly string[] {
  return others.filter((other) => likeness(basename(other), log) !== 'other');
}

/** It was empty: its bytes do not set it apart from another. */
function knewNothing({ identity, offset }: Location): boolean {
  return identity.head === '' && offset === 0;
}

/** The inode has been used again. */
function isMadeSince(file: RegularFile, { written }: Location): boolean {
  const { born } = file.times;
  return written !== undefined && born > 0n && born > BigInt(written);
}

function isPacked(location: Location): boolean {
  return compressionOf(Buffer.from(location.identity.head, 'base64')) !== undefined;
}

function complaint(here: RegularFile | undefined, { identity, offset }: Location): string {
  if (here === undefined) return 'it is gone, and so is the file that the checkpoint knows';
  const alike = beginsWith(here.fd, Buffer.from(identity.head, 'base64'));
  here.park();
  if (!alike) return 'it does not begin with the bytes that the checkpoint knows';
  if (here.size >= offset) return `before byte ${offset} it has not the bytes that the checkpoint knows`;
  return `it has ${here.size} bytes, the checkpoint was at byte ${offset}`;
}

/** Rotation may have compressed it in a way that cannot be unpacked here. */
function hint(log: string, others: readonly string[]): string {
  const packed = packedGeneration(log, others);
  return packed === undefined ? '' : `; if it became ${packed}, unpack that beside it and try again`;
}

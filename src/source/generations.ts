// A log that was rotated more than once since it was last read: `app.log.2` is the file that we know, and between it and
// `app.log` stands `app.log.1`, which nobody has read. What belongs there has the log's name with a number or date in
// it, was written to after the known file was, and is no copy of either end. While a log is followed it is known more
// sharply: it was made after the one and before the other.
import { fstatSync, statSync } from 'node:fs';
import { basename, parse } from 'node:path';
import { compressionOf } from './compression.js';
import { beginsAlike } from './identity.js';
import { RegularFile } from './regular-file.js';
import { siblings } from './siblings.js';

/**
 * The files that came after `old` and before `here`, the earliest first.
 * @param path the log's name, under which `here` stands
 * @param others the other files of its directory
 */
export function generationsBetween(
  path: string,
  others: readonly string[],
  old: RegularFile,
  here: RegularFile,
): readonly RegularFile[] {
  const since = writtenAt(old);
  const later = others.filter((other) => isGeneration(basename(other), path)).map((other) => new RegularFile(other));
  const between = later
    .filter((file) => isNew(file, since, [old, here]))
    .map((file) => ({ file, at: writtenAt(file) }));
  return between.sort((a, b) => (a.at < b.at ? -1 : 1)).map(({ file }) => file);
}

/**
 * The same in a log that is followed: those that had its name between two looks at it, the earliest first. None where
 * the file system does not say when a file was made.
 * @param old the last file that was seen under the name
 * @param here the one that has it now
 */
export function missedBetween(path: string, old: RegularFile, here: RegularFile): readonly RegularFile[] {
  const [from, to] = [madeAt(old), madeAt(here)];
  const missed: { readonly file: RegularFile; readonly at: bigint }[] = [];
  for (const other of siblings(path).filter((other) => follows(basename(other), path))) {
    const made = statSync(other, { bigint: true, throwIfNoEntry: false })?.birthtimeNs ?? 0n;
    if (!(from < made && made < to)) continue;
    const file = new RegularFile(other);
    if (isOwn(file, made, old)) missed.push({ file, at: made });
    else file.park();
  }
  return missed.sort((a, b) => (a.at < b.at ? -1 : 1)).map(({ file }) => file);
}

/** Neither packed nor a copy, and still the file that was looked at. */
function isOwn(file: RegularFile, made: bigint, old: RegularFile): boolean {
  try {
    const packed = compressionOf(Buffer.from(file.identity.head, 'base64')) !== undefined;
    return !packed && madeAt(file) === made && !(old.size > 0 && beginsAlike(file.fd, old.identity));
  } catch {
    // It is gone by now.
    return false;
  }
}

/** The compressed one that was written to last; undefined when there is none. */
export function packedGeneration(path: string, others: readonly string[]): string | undefined {
  const packed = others.filter((other) => isGeneration(basename(other), path) && isPacked(other));
  return packed.sort((a, b) => statSync(a).mtimeMs - statSync(b).mtimeMs).at(-1);
}

function isPacked(path: string): boolean {
  const file = new RegularFile(path);
  try {
    return compressionOf(Buffer.from(file.identity.head, 'base64')) !== undefined;
  } catch {
    return false;
  } finally {
    file.park();
  }
}

/** `app.log.1`, `app.log-20260101` or `app-2026-01-01.log`, for `app.log`. */
function isGeneration(other: string, path: string): boolean {
  const { name, ext } = parse(path);
  const within =
    other.startsWith(name) && other.endsWith(ext) ? other.slice(name.length, other.length - ext.length) : '';
  return follows(other, path) || mark.test(within);
}

/** `app.log.1` or `app.log-20260101`; `app-1.log` may be the log of somebody else who runs beside it. */
function follows(other: string, path: string): boolean {
  const base = basename(path);
  return other.startsWith(base) && mark.test(other.slice(base.length));
}

const mark = /^[.-]\d[\w.-]*$/;

function isNew(file: RegularFile, since: bigint, ends: readonly RegularFile[]): boolean {
  try {
    if (writtenAt(file) > since && !ends.some((end) => end.size > 0 && beginsAlike(file.fd, end.identity))) return true;
    file.park();
  } catch {
    // A neighbour that may not be read is not ours.
  }
  return false;
}

function madeAt(file: RegularFile): bigint {
  return fstatSync(file.fd, { bigint: true }).birthtimeNs;
}

function writtenAt(file: RegularFile): bigint {
  return fstatSync(file.fd, { bigint: true }).mtimeNs;
}

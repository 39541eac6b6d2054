// A log that was rotated more than once since it was last read: `app.log.2` is the file that we know, and between it and
// `app.log` stands `app.log.1`, which nobody has read. What belongs there has the log's name with a number or date in
// it, was written to after the known file was, and is no copy of either end.
import { fstatSync, statSync } from 'node:fs';
import { basename, parse } from 'node:path';
import { compressionOf } from './compression.js';
import { beginsAlike } from './identity.js';
import { RegularFile } from './regular-file.js';

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
  const { base, name, ext } = parse(path);
  const after = other.startsWith(base) ? other.slice(base.length) : '';
  const within =
    other.startsWith(name) && other.endsWith(ext) ? other.slice(name.length, other.length - ext.length) : '';
  return [after, within].some((mark) => /^[.-]\d[\w.-]*$/.test(mark));
}

function isNew(file: RegularFile, since: bigint, ends: readonly RegularFile[]): boolean {
  try {
    if (writtenAt(file) > since && !ends.some((end) => end.size > 0 && beginsAlike(file.fd, end.identity))) return true;
    file.park();
  } catch {
    // A neighbour that may not be read is not ours.
  }
  return false;
}

function writtenAt(file: RegularFile): bigint {
  return fstatSync(file.fd, { bigint: true }).mtimeNs;
}

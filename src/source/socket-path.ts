// Sockets in the file system (unix: and unix-listen:). Only a socket without a listener may make room for ours: a
// connect to a file, a pipe or a link is refused just as one to an abandoned socket is, and those may be data.
import { shownName } from '../text/file-name.js';
import { existsSync, lstatSync, renameSync, unlinkSync } from 'node:fs';
import type { Stats } from 'node:fs';
import { dirname } from 'node:path';
import { systemCode, systemWords } from '../os/error-text.js';

/** Which socket it is: device and inode. */
export type SocketIdentity = Pick<Stats, 'dev' | 'ino'>;

/**
 * The socket that stands at the path; undefined when nothing does.
 * @throws an Error ready to be shown when something else stands there, or the path leads nowhere
 */
export function socketAt(path: string, name: string): SocketIdentity | undefined {
  const there = tried(() => lstatSync(path), name);
  if (there === undefined) {
    const missing = missingDirectory(path);
    if (missing !== undefined) throw unfit(name, missing);
    return undefined;
  }
  if (!there.isSocket())
    throw unfit(name, `${shownName(path)} is ${kindOf(there)}, and only a socket that nobody answers at is replaced`);
  return there;
}

/** `there is no directory run/app`, when that is why nothing can be at the path. */
export function missingDirectory(path: string): string | undefined {
  const directory = dirname(path);
  return existsSync(directory) ? undefined : `there is no directory ${shownName(directory)}`;
}

/** Removes the socket without a listener; another one that has come into its place meanwhile stays. */
export function removeSocket(path: string, known: SocketIdentity, name: string): void {
  const there = socketAt(path, name);
  if (there !== undefined && isSame(there, known)) unlinkSync(path);
}

/**
 * Runs what removes any file with the name of our socket, as the runtime does when it stops listening. Another file
 * that has come into the place of ours is moved out of the way meanwhile.
 */
export function sparingOthers(path: string, ours: SocketIdentity | undefined, act: () => void): void {
  const there = lstatSync(path, { throwIfNoEntry: false });
  if (there === undefined || (ours !== undefined && isSame(there, ours))) {
    act();
    return;
  }
  const aside = `${path}.${process.pid}`;
  const moved = moves(path, aside);
  act();
  if (moved) moves(aside, path);
}

/** Where a name may not be moved, it may not be removed either. */
function moves(from: string, to: string): boolean {
  try {
    if (lstatSync(to, { throwIfNoEntry: false }) !== undefined) return false;
    renameSync(from, to);
    return true;
  } catch {
    return false;
  }
}

/** undefined: there is nothing. */
function tried(look: () => Stats, name: string): Stats | undefined {
  try {
    return look();
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return undefined;
    throw unfit(name, systemWords(error), error);
  }
}

function unfit(name: string, why: string, cause?: unknown): Error {
  return new Error(`cannot listen on ${shownName(name)}: ${why}`, { cause });
}

function isSame(a: SocketIdentity, b: SocketIdentity): boolean {
  return a.dev === b.dev && a.ino === b.ino;
}

function kindOf(stats: Stats): string {
  if (stats.isFile()) return 'a file';
  if (stats.isDirectory()) return 'a directory';
  if (stats.isSymbolicLink()) return 'a symbolic link';
  return stats.isFIFO() ? 'a named pipe' : 'a device';
}

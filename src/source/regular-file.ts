// A regular file that is open only while it is read: it can give its descriptor back at any time and find itself
// again, by identity, though it was renamed meanwhile. It has no position of its own.
import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';
import { unreadable } from './failure.js';
import { beginsAlike, bytesAt, headLength, identityOf, isSameInode, traceBefore } from './identity.js';
import { siblings } from './siblings.js';
import type { Identity } from './source.js';
import { shownName, systemName } from '../text/file-name.js';

/** Should a named pipe have the name by now: to open one waits for a writer. */
const withoutWaiting = constants.O_RDONLY | constants.O_NONBLOCK;
const complete = Math.ceil(headLength / 3) * 4;

export interface FileTimes {
  readonly born: bigint;
  readonly written: bigint;
}

export class RegularFile {
  readonly #name: string;
  #path: string;
  #fd: number | undefined;
  /** Set by the first opening; the head grows with the file until it is complete, but never becomes another. */
  #identity: Identity | undefined;
  #size = 0;
  #times: FileTimes | undefined;
  /** The last trace that was taken: every checkpoint needs that of a file that has been read to its end. */
  #trace: { readonly offset: number; readonly bytes: string | undefined } | undefined;

  /** @param name for messages */
  constructor(path: string, name = path) {
    this.#path = path;
    this.#name = name;
  }

  /** For messages. */
  get name(): string {
    return this.#name;
  }

  /** Where it was found last. */
  get path(): string {
    return this.#path;
  }

  /** As known now: a parked file is not opened for it again. @throws an Error ready to be shown */
  get identity(): Identity {
    if (this.#fd === undefined && this.#identity !== undefined) return this.#identity;
    const fd = this.#open();
    const known = this.#identity!;
    if (known.head.length < complete && beginsAlike(fd, known)) this.#identity = identityOf(fd);
    return this.#identity!;
  }

  /** The file still has the bytes up to `at`, as far as its length and its first bytes show. */
  has(at: number): boolean {
    return this.size >= at && beginsAlike(this.fd, this.identity);
  }

  /** What stands just before `offset`, for an `Identity` that has to be sharper; undefined where it cannot be had. */
  traceBefore(offset: number): string | undefined {
    if (this.#trace?.offset === offset) return this.#trace.bytes;
    if (this.#fd === undefined || !this.has(offset)) return undefined;
    this.#trace = { offset, bytes: traceBefore(this.#fd, offset) };
    return this.#trace.bytes;
  }

  /** Bytes on disk now, or when last seen. */
  get size(): number {
    if (this.#fd !== undefined) this.#size = fstatSync(this.#fd).size;
    return this.#size;
  }

  /** When it was made and last written to, in ns by the clock of the file system; `born` is 0 where that keeps no record. */
  get times(): FileTimes {
    return timesOf(this.fd);
  }

  /** The same as it was when the file was first opened. */
  get whenOpened(): FileTimes {
    if (this.#times === undefined) this.#open();
    return this.#times!;
  }

  /** It has no name any more: removed, or replaced by another. */
  get removed(): boolean {
    return fstatSync(this.fd).nlink === 0;
  }

  /** The descriptor, for looking at the file; opens it. @throws an Error ready to be shown */
  get fd(): number {
    return this.#open();
  }

  /** Reads from byte `at`; 0 at the end. @throws an Error ready to be shown */
  read(into: Uint8Array, at: number): number {
    const fd = this.#open();
    try {
      return readSync(fd, into, 0, into.length, at);
    } catch (error) {
      throw unreadable(this.#name, error);
    }
  }

  /** At most `length` bytes from byte `at` on, for looking at them. */
  peek(at: number, length: number): Buffer {
    return bytesAt(this.fd, at, length);
  }

  /** Another descriptor of the same file, for the caller to close; undefined when its name is that of another by now. */
  twin(): number | undefined {
    const { identity } = this;
    const fd = tryOpen(this.#path);
    if (fd === undefined || isSameFile(fd, identity)) return fd;
    closeSync(fd);
    return undefined;
  }

  /** The path it has now, which rotation may have changed; undefined when it is not among these. */
  whereabouts(paths: readonly string[]): string | undefined {
    const { identity } = this;
    for (const path of paths) {
      const fd = tryOpen(path);
      if (fd === undefined) continue;
      const found = isSameInode(fd, identity);
      closeSync(fd);
      if (!found) continue;
      this.#path = path;
      return path;
    }
    return undefined;
  }

  /** Gives the descriptor back until the next use. */
  park(): void {
    if (this.#fd === undefined) return;
    this.#size = fstatSync(this.#fd).size;
    closeSync(this.#fd);
    this.#fd = undefined;
  }

  #open(): number {
    if (this.#fd !== undefined) return this.#fd;
    this.#fd = this.#identity === undefined ? this.#openFirst() : this.#openAgain(this.#identity);
    this.#size = fstatSync(this.#fd).size;
    return this.#fd;
  }

  #openFirst(): number {
    try {
      const fd = openSync(systemName(this.#path), withoutWaiting);
      this.#fd = fd;
      this.#identity = identityOf(fd);
      this.#times = timesOf(fd);
      return fd;
    } catch (error) {
      throw unreadable(this.#name, error);
    }
  }

  #openAgain(identity: Identity): number {
    for (const path of [this.#path, ...siblings(this.#path)]) {
      const fd = tryOpen(path);
      if (fd === undefined) continue;
      if (isSameFile(fd, identity)) {
        this.#path = path;
        return fd;
      }
      closeSync(fd);
    }
    throw new Error(`cannot go on reading ${shownName(this.#name)}: it was replaced or removed while it was read`);
  }
}

function timesOf(fd: number): FileTimes {
  const { birthtimeNs, mtimeNs } = fstatSync(fd, { bigint: true });
  return { born: birthtimeNs, written: mtimeNs };
}

function isSameFile(fd: number, identity: Identity): boolean {
  return isSameInode(fd, identity) && beginsAlike(fd, identity);
}

function tryOpen(path: string): number | undefined {
  try {
    return openSync(systemName(path), withoutWaiting);
  } catch {
    return undefined;
  }
}

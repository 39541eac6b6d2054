// A regular file that is open only while it is read: it can give its descriptor back at any time and find itself
// again, by identity, though it was renamed meanwhile. It has no position of its own.
import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';
import { unreadable } from './failure.js';
import { beginsAlike, identityOf, isSameInode } from './identity.js';
import { siblings } from './siblings.js';
import type { Identity } from './source.js';

const complete = Math.ceil(4096 / 3) * 4;

export class RegularFile {
  readonly #name: string;
  #path: string;
  #fd: number | undefined;
  /** Set by the first opening; the head grows with the file until it is complete, but never becomes another. */
  #identity: Identity | undefined;
  #size = 0;

  /** @param name for messages */
  constructor(path: string, name = path) {
    this.#path = path;
    this.#name = name;
  }

  /** As known now: a parked file is not opened for it again. @throws an Error ready to be shown */
  get identity(): Identity {
    if (this.#fd === undefined && this.#identity !== undefined) return this.#identity;
    const fd = this.#open();
    const known = this.#identity!;
    if (known.head.length < complete && beginsAlike(fd, known)) this.#identity = identityOf(fd);
    return this.#identity!;
  }

  /** The file still has the bytes up to `at`, as far as its length and its first bytes tell. */
  has(at: number): boolean {
    return this.size >= at && beginsAlike(this.fd, this.identity);
  }

  /** Bytes on disk now, or when last seen. */
  get size(): number {
    if (this.#fd !== undefined) this.#size = fstatSync(this.#fd).size;
    return this.#size;
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

  /** Another descriptor of the same file, for the caller to close; undefined when its name is that of another by now. */
  twin(): number | undefined {
    const { identity } = this;
    const fd = tryOpen(this.#path);
    if (fd === undefined || isSameInode(fd, identity)) return fd;
    closeSync(fd);
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
      const fd = openSync(this.#path, constants.O_RDONLY);
      this.#fd = fd;
      this.#identity = identityOf(fd);
      return fd;
    } catch (error) {
      throw unreadable(this.#name, error);
    }
  }

  #openAgain(identity: Identity): number {
    for (const path of [this.#path, ...siblings(this.#path)]) {
      const fd = tryOpen(path);
      if (fd === undefined) continue;
      if (isSameInode(fd, identity)) {
        this.#path = path;
        return fd;
      }
      closeSync(fd);
    }
    throw new Error(`cannot go on reading ${this.#name}: it was replaced or removed while it was read`);
  }
}

function tryOpen(path: string): number | undefined {
  try {
    return openSync(path, constants.O_RDONLY);
  } catch {
    return undefined;
  }
}

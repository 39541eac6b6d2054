// `--follow`: a file that grows, as tail -F reads it. What can happen to it:
//
//   it grows                          read on
//   it is renamed, another has its name   the old one to its end, then the new one from 0, once that has something:
//                                     until then its writer may still be at the old one
//   it is emptied (copy-truncate)     a copy that begins alike is finished first where there is one, then from 0
//   it is removed, or not there yet   wait until the name is there (again)
//
// The file is looked at four times a second; the system's change notices only make that sooner, since they get lost
// on network file systems and under load. A successor is opened as soon as it is seen, so that it may be renamed in its
// turn; one that had the name between two looks is found under its new name (generations.ts). A new file begins on a
// line of its own.
import { statSync, watch } from 'node:fs';
import type { FSWatcher } from 'node:fs';
import { basename, dirname } from 'node:path';
import { systemCode } from '../os/error-text.js';
import { compressionOf } from './compression.js';
import { findAgain } from './find-again.js';
import { missedBetween } from './generations.js';
import { RegularFile } from './regular-file.js';
import type { Identity, Location, Source } from './source.js';
import { Trail } from './trail.js';

const newline = 10;
const betweenMs = 250;

export class FollowedFile implements Source {
  readonly name: string;
  readonly live = true;
  readonly #path: string;
  readonly #trail = new Trail();
  #file: RegularFile | undefined;
  /** The successors of #file that have been seen, oldest first. */
  #rest: readonly RegularFile[] = [];
  #at = 0;
  #count = 0;
  #lastByte = newline;
  /** The file was at its end: before reading on, see that it is still the same one. */
  #slept = true;
  /** A successor has been seen, and the old file is given time for what is still on its way. */
  #leaving = false;
  #closed = false;
  #watcher: FSWatcher | undefined;
  #wake: (() => void) | undefined;

  constructor(name: string, path: string) {
    this.name = name;
    this.#path = path;
  }

  readonly seek = (offset: number): void => {
    this.#count = offset;
    this.#take(new RegularFile(this.#path, this.name), offset);
  };

  readonly resume = (location: Location): void => {
    const [first, ...rest] = findAgain(this.#path, location);
    this.#count = location.offset;
    this.#take(first!, location.offset);
    this.#rest = rest;
  };

  read(into: Uint8Array): number | Promise<number> {
    return this.#closed ? 0 : (this.#readNow(into) ?? this.#readLater(into));
  }

  get identity(): Identity | undefined {
    return this.#file?.identity;
  }

  get progress(): { readonly size: number; readonly read: number } | undefined {
    return this.#file === undefined ? undefined : { size: this.#file.size, read: this.#at };
  }

  locate(offset: number): Location | undefined {
    return this.#trail.locate(offset);
  }

  park(): void {
    // The descriptor is what a renamed or removed file is known by.
  }

  close(): void {
    this.#closed = true;
    this.#watcher?.close();
    this.#file?.park();
    for (const file of this.#rest) file.park();
    this.#wake?.();
  }

  async #readLater(into: Uint8Array): Promise<number> {
    while (true) {
      await this.#sleep();
      if (this.#closed) return 0;
      const n = this.#readNow(into);
      if (n !== undefined) return n;
    }
  }

  /** undefined: there is nothing to read now. */
  #readNow(into: Uint8Array): number | undefined {
    this.#file ??= this.#appeared();
    const file = this.#file;
    if (file === undefined) return undefined;
    if (this.#slept && !file.has(this.#at)) return this.#afterCut(into);
    const n = file.read(into, this.#at);
    this.#slept = n === 0;
    if (n > 0) {
      // Whoever is behind must not overlook who has the name meanwhile.
      this.#look();
      return this.#given(n, into[n - 1]!);
    }
    if (!file.has(this.#at)) return this.#afterCut(into);
    this.#look();
    const [next] = this.#rest;
    const leaving = this.#leaving;
    this.#leaving = this.#rest.some(({ size }) => size > 0);
    return next === undefined || !leaving || !this.#leaving ? undefined : this.#turnTo(next, into);
  }

  #given(n: number, last: number): number {
    this.#at += n;
    this.#count += n;
    this.#lastByte = last;
    this.#leaving = false;
    return n;
  }

  /** Ends an unfinished line of the old file, then reads the next. */
  #turnTo(next: RegularFile, into: Uint8Array): number | undefined {
    const torn = this.#lastByte !== newline;
    if (torn) {
      into[0] = newline;
      this.#count++;
      this.#lastByte = newline;
    }
    const old = this.#file;
    this.#rest = this.#rest.filter((file) => file !== next);
    this.#take(next, 0);
    old?.park();
    return torn ? 1 : this.#readNow(into);
  }

  #take(file: RegularFile, at: number): void {
    this.#file = file;
    this.#at = at;
    this.#slept = this.#leaving = false;
    this.#trail.begin(this.#count, file, at);
  }

  /** Copied and truncated: a copy that goes on where we were, or else the file from its beginning. */
  #afterCut(into: Uint8Array): number | undefined {
    const old = this.#file;
    try {
      const [copy, ...rest] = findAgain(this.#path, this.#trail.locate(this.#count)!);
      this.#rest = rest;
      this.#take(copy!, this.#at);
    } catch {
      return this.#turnTo(new RegularFile(this.#path, this.name), into);
    }
    old?.park();
    return this.#readNow(into);
  }

  /** Sees whether another file has our name by now. */
  #look(): void {
    const newest = this.#rest.at(-1) ?? this.#file;
    const found = statSync(this.#path, { bigint: true, throwIfNoEntry: false });
    if (newest === undefined || found?.isFile() !== true) return;
    const { device, inode } = newest.identity;
    if (device === String(found.dev) && inode === String(found.ino)) return;
    const next = this.#appeared();
    if (next !== undefined) this.#rest = [...this.#rest, ...missedBetween(this.#path, newest, next), next];
  }

  /** The file of our name; undefined while there is none. */
  #appeared(): RegularFile | undefined {
    const found = new RegularFile(this.#path, this.name);
    try {
      if (compressionOf(Buffer.from(found.identity.head, 'base64')) !== undefined)
        throw new Error(`cannot follow ${this.name}: it is compressed`);
    } catch (error) {
      if (error instanceof Error && systemCode(error.cause) === 'ENOENT') return undefined;
      throw error;
    }
    if (this.#file === undefined) this.#trail.begin(this.#count, found, 0);
    return found;
  }

  #sleep(): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(() => this.#wake?.(), betweenMs);
      this.#wake = () => {
        clearTimeout(timer);
        this.#wake = undefined;
        resolve();
      };
      this.#listen();
    });
  }

  #listen(): void {
    try {
      this.#watcher ??= this.#watch();
    } catch {
      // No directory yet, or no notices to be had: the timer is enough.
    }
  }

  /** The directory is watched, since the name outlives the file. */
  #watch(): FSWatcher {
    const own = basename(this.#path);
    const watcher = watch(dirname(this.#path), { persistent: false }, (_event, name) => {
      if (name !== own) return;
      if (this.#wake !== undefined) this.#wake();
      else if (!this.#closed) this.#look();
    });
    return watcher.on('error', () => undefined);
  }
}

// The logs that a run follows. Rotation gives the names of their older files, and a pattern that is followed finds those:
// the follower of the log reads them, and they are read once.
import { basename, dirname } from 'node:path';
import { beginsWith, bytesAt, headLength, isSameInode } from './identity.js';
import type { RegularFile } from './regular-file.js';
import { likeness } from './scheme.js';
import { nameOfLog } from './siblings.js';

/** How many files are remembered: a run of years must not remember all that it has had. */
const most = 256;

export class FollowedLogs {
  /** By path, the name under which it is written. */
  readonly #names = new Map<string, string>();
  #files: readonly RegularFile[] = [];

  /** This name is followed. */
  add(path: string): void {
    this.#names.set(path, nameOfLog(path));
  }

  has(path: string): boolean {
    return this.#names.has(path);
  }

  /** A followed name is that of this file, or was. */
  opened(file: RegularFile): void {
    if (!this.#files.includes(file)) this.#files = [...this.#files.slice(1 - most), file];
  }

  /** How sure it is by its name that it is an older file of a log that is followed under another. */
  likenessOf(path: string): ReturnType<typeof likeness> {
    const found = [...this.#names]
      .filter(([log]) => log !== path && dirname(log) === dirname(path))
      .map(([, name]) => likeness(basename(path), name));
    return found.find((sure) => sure === 'own') ?? found.find((sure) => sure === 'perhaps') ?? 'other';
  }

  /** It is one of the files, under whatever name. */
  knows({ fd, times }: RegularFile): boolean {
    return this.#files.some((file) => file.whenOpened.born === times.born && isSameInode(fd, file.identity));
  }

  /** One of the files and this begin alike, as far as the shorter goes. */
  hasAlike({ fd }: RegularFile): boolean {
    const head = bytesAt(fd, 0, headLength);
    return this.#files.some((file) => {
      const known = Buffer.from(file.identity.head, 'base64');
      const length = Math.min(known.length, head.length);
      return length > 0 && beginsWith(fd, known.subarray(0, length));
    });
  }
}

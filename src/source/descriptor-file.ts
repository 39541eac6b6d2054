// A regular file that was open before us: `< app.log`, or `fd:3` of `3< app.log`. The system keeps the position, which
// other programs on the same descriptor share. Where it stood at the beginning of the file, a checkpoint can know the file
// again, and a run that is given it once more goes on where the last one was.
import { fstatSync, readFileSync, readSync } from 'node:fs';
import { compressionOf } from './compression.js';
import { unreadable } from './failure.js';
import { beginsAlike, identityOf } from './identity.js';
import type { Identity, Location, Source } from './source.js';
import { shownName } from '../text/file-name.js';

export class DescriptorFile implements Source {
  readonly name: string;
  readonly live = false;
  readonly changed: number;
  readonly seek: ((offset: number) => void) | undefined;
  readonly resume: ((location: Location) => void) | undefined;
  readonly #fd: number;
  readonly #size: number;
  #count = 0;
  /** Where to read; undefined: where the system stands. */
  #at: number | undefined;
  #identity: Identity | undefined;

  /** @param size bytes of the file, for the progress line */
  constructor(name: string, fd: number, size: number) {
    this.name = name;
    this.#fd = fd;
    this.#size = size;
    this.changed = fstatSync(fd).mtimeMs;
    const whole = positionOf(fd) === 0;
    this.seek = whole ? (offset) => this.#goTo(offset) : undefined;
    this.resume = whole ? (location) => this.#goOn(location) : undefined;
    if (whole) this.#identity = identityOf(fd);
  }

  read(into: Uint8Array): number {
    try {
      const n = readSync(this.#fd, into, 0, into.length, this.#at ?? null);
      this.#count += n;
      if (this.#at !== undefined) this.#at += n;
      return n;
    } catch (error) {
      throw unreadable(this.name, error);
    }
  }

  /** The head grows with the file. */
  get identity(): Identity | undefined {
    const known = this.#identity;
    if (known !== undefined && beginsAlike(this.#fd, known)) this.#identity = identityOf(this.#fd);
    return this.#identity;
  }

  locate(offset: number): Location | undefined {
    const { identity } = this;
    return identity && { identity, offset };
  }

  get progress(): { readonly size: number; readonly read: number } {
    return { size: this.#size, read: this.#count };
  }

  park(): void {
    // The descriptor is the caller's.
  }

  close(): void {
    // The descriptor is the caller's.
  }

  #goOn({ identity, offset }: Location): void {
    const packed = compressionOf(Buffer.from(identity.head, 'base64')) !== undefined;
    if (!packed && this.#size < offset)
      throw new Error(
        `cannot go on reading ${shownName(this.name)}: it has ${this.#size} bytes, the checkpoint was at byte ${offset}`,
      );
    this.#goTo(offset);
  }

  #goTo(offset: number): void {
    this.#at = this.#count = offset;
  }
}

/** Where the next read takes place, where the system shows it (Linux). */
function positionOf(fd: number): number | undefined {
  try {
    return Number(/^pos:\s*(\d+)/m.exec(readFileSync(`/proc/self/fdinfo/${fd}`, 'latin1'))?.[1]);
  } catch {
    return undefined;
  }
}

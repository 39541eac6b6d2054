// A regular file as a source: read at once, as fast as the page cache gives it. After a resume it may be two files,
// the rotated one to its end and then its successor.
import { findAgain } from './find-again.js';
import { RegularFile } from './regular-file.js';
import type { Identity, Location, Shared, Source } from './source.js';
import { Trail } from './trail.js';

const newline = 10;

export class FileSource implements Source {
  readonly name: string;
  readonly live = false;
  readonly #path: string;
  #trail = new Trail();
  #file: RegularFile;
  /** The files to be read after #file. */
  #rest: readonly RegularFile[] = [];
  /** Of #file, the next byte; and the same as the run counts. */
  #at = 0;
  #count = 0;
  #lastByte = newline;

  constructor(name: string, path: string) {
    this.name = name;
    this.#path = path;
    this.#file = new RegularFile(path, name);
    this.#trail.begin(0, this.#file, 0);
  }

  readonly seek = (offset: number): void => {
    this.#begin([this.#file, ...this.#rest], offset);
  };

  readonly resume = (location: Location): void => {
    this.#begin(findAgain(this.#path, location), location.offset);
  };

  read(into: Uint8Array): number {
    while (true) {
      const n = this.#file.read(into, this.#at);
      if (n > 0) return this.#given(n, into[n - 1]!);
      const [next, ...rest] = this.#rest;
      if (next === undefined) return 0;
      const torn = this.#lastByte !== newline;
      this.#trail.begin(this.#count + (torn ? 1 : 0), next, 0);
      this.#file.park();
      [this.#file, this.#rest, this.#at] = [next, rest, 0];
      if (!torn) continue;
      into[0] = newline;
      this.#count++;
      this.#lastByte = newline;
      return 1;
    }
  }

  readonly share = (): Shared | undefined => {
    const fd = this.#rest.length === 0 ? this.#file.twin() : undefined;
    return fd === undefined ? undefined : { fd, size: this.#file.size, at: this.#at, offset: this.#count };
  };

  skipTo(offset: number): void {
    this.#given(offset - this.#count, newline);
  }

  get identity(): Identity {
    return this.#file.identity;
  }

  locate(offset: number): Location | undefined {
    return this.#trail.locate(offset);
  }

  get progress(): { readonly size: number; readonly read: number } {
    const later = this.#rest.reduce((sum, file) => sum + file.size, 0);
    return { size: this.#file.size + later, read: this.#at };
  }

  park(): void {
    this.#file.park();
  }

  close(): void {
    for (const file of [this.#file, ...this.#rest]) file.park();
  }

  #begin(files: readonly RegularFile[], offset: number): void {
    [this.#file, ...this.#rest] = files as [RegularFile, ...RegularFile[]];
    for (const later of this.#rest) later.park();
    this.#at = this.#count = offset;
    this.#trail = new Trail();
    this.#trail.begin(offset, this.#file, offset);
  }

  #given(n: number, last: number): number {
    this.#at += n;
    this.#count += n;
    this.#lastByte = last;
    return n;
  }
}

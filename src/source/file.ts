// A regular file as a source: read at once, as fast as the page cache gives it. After a resume it may be several files,
// the rotated ones to their ends and then the one that has the name now.
import { findAgain } from './find-again.js';
import { Generation } from './generation.js';
import { RegularFile } from './regular-file.js';
import type { Identity, Location, Shared, Source } from './source.js';
import type { InputPart } from '../model/batch.js';
import { Trail } from './trail.js';

const newline = 10;

export class FileSource implements Source {
  readonly name: string;
  readonly live = false;
  readonly #path: string;
  readonly #notice: (message: string) => void;
  #trail = new Trail();
  #now: Generation;
  /** The files to be read after #now, oldest first. */
  #rest: readonly Generation[] = [];
  /** The file that was read before #now: where a writer is still at it, the next run finds what comes late. */
  #left: Generation | undefined;
  #lastByte = newline;

  constructor(name: string, path: string, notice: (message: string) => void) {
    this.name = name;
    this.#path = path;
    this.#notice = notice;
    this.#now = new Generation({ file: new RegularFile(path, name), raw: true, first: true, notice });
    this.#trail.begin(this.#now);
  }

  readonly seek = (offset: number): void => {
    this.#now.goTo(offset);
    this.#begin([this.#now, ...this.#rest], offset);
  };

  readonly resume = (location: Location): void => {
    const { older, files } = findAgain(this.#path, location, this.#notice);
    this.#left = older.findLast(({ hasMore }) => !hasMore);
    this.#begin([...older.filter(({ hasMore }) => hasMore), ...files], location.offset);
  };

  read(into: Uint8Array): number | Promise<number> {
    const n = this.#now.read(into);
    return typeof n === 'number' ? this.#took(n, into) : n.then((bytes) => this.#took(bytes, into));
  }

  readonly share = (): Shared | undefined => {
    if (this.#rest.length > 0 || !this.#now.plain) return undefined;
    this.#now.passMark();
    const { file, at } = this.#now;
    const fd = file.twin();
    return fd === undefined ? undefined : { fd, size: file.size, at, offset: this.#trail.count };
  };

  skipTo(offset: number): void {
    const n = offset - this.#trail.count;
    this.#now.goTo(this.#now.at + n);
    this.#given(n, newline);
  }

  get part(): InputPart | undefined {
    return this.#now.part;
  }

  get identity(): Identity {
    return this.#now.identity;
  }

  locate(offset: number): Location | undefined {
    return this.#trail.locate(offset);
  }

  get changed(): number {
    return Number(this.#now.file.whenOpened.written / 1_000_000n);
  }

  get progress(): { readonly size: number; readonly read: number } {
    const later = this.#rest.reduce((sum, { file }) => sum + file.size, 0);
    return { size: this.#now.file.size + later, read: this.#now.at };
  }

  park(): void {
    this.#now.file.park();
  }

  close(): void {
    for (const generation of [this.#now, ...this.#rest]) generation.park();
  }

  #begin(generations: readonly Generation[], offset: number): void {
    [this.#now, ...this.#rest] = generations as [Generation, ...Generation[]];
    for (const { file } of this.#rest) file.park();
    this.#left?.park();
    this.#trail = new Trail(offset);
    this.#trail.begin(this.#now, this.#open);
  }

  /** The files that a checkpoint has to name: those of which something was read, and more may be to come. */
  get #open(): readonly Generation[] {
    const begun = this.#rest.filter(({ at }) => at > 0);
    return [...(this.#left === undefined ? [] : [this.#left]), this.#now, ...begun];
  }

  #took(n: number, into: Uint8Array): number | Promise<number> {
    if (n > 0) return this.#given(n, into[n - 1]!);
    const [next, ...rest] = this.#rest;
    if (next === undefined) return 0;
    const isTorn = this.#lastByte !== newline;
    if (isTorn) this.#trail.endLine();
    this.#now.park();
    [this.#left, this.#now, this.#rest] = [this.#now, next, rest];
    this.#trail.begin(next, this.#open);
    if (!isTorn) return this.read(into);
    into[0] = this.#lastByte = newline;
    return 1;
  }

  #given(n: number, last: number): number {
    this.#trail.given(n);
    this.#lastByte = last;
    return n;
  }
}

// Under rotation one source is several files, read one after the other, and now and then an older one again, when a
// writer was still at it. The trail is the source's count of bytes, and remembers of which file they were, so that a
// checkpoint can name the file in which a byte lies, even one that was read ahead of.
import type { Generation } from './generation.js';
import type { Location } from './source.js';

interface Stretch {
  /** The count where it begins. */
  readonly from: number;
  readonly read: Generation;
  /** All files that a checkpoint must name, oldest first; `read` is one of them, the last is where the log goes on. */
  readonly open: readonly Generation[];
}

interface LeftStretch {
  readonly from: number;
  readonly to: number;
  /** Where each of the open files was at `to`. */
  readonly places: readonly Location[];
  /** Which of them was read. */
  readonly moving: number;
}

/** A checkpoint never lies further back than the last read but one, and each read is of one file. */
const kept = 8;

export class Trail {
  #count: number;
  #left: readonly LeftStretch[] = [];
  #now: Stretch | undefined;

  /** @param count bytes that the run has counted already */
  constructor(count = 0) {
    this.#count = count;
  }

  /** Bytes that the source has given, as the run counts them. */
  get count(): number {
    return this.#count;
  }

  /** From here on it is `read` that is read, while these are open, oldest first. */
  begin(read: Generation, open: readonly Generation[] = [read]): void {
    this.#leave();
    this.#now = { from: this.#count, read, open };
  }

  /** So many bytes of the present file were given. */
  given(n: number): void {
    this.#count += n;
  }

  /** A newline was given that stands in no file; another file must begin after it. */
  endLine(): void {
    this.#leave();
    this.#count++;
  }

  /** Where byte `count` lies. */
  locate(count: number): Location | undefined {
    const now = this.#now;
    if (now !== undefined && count >= now.from) {
      const behind = this.#count - count;
      const places = now.open.map((file) => file.locate(file === now.read ? file.at - behind : file.at));
      return together(places);
    }
    const left = this.#left.findLast(({ from }) => from <= count);
    if (left === undefined) return undefined;
    const behind = Math.max(0, left.to - count);
    return together(left.places.map((place, i) => (i === left.moving ? backBy(place, behind) : place)));
  }

  #leave(): void {
    if (this.#now === undefined) return;
    const { from, read, open } = this.#now;
    const places = open.map((file) => file.locate(file.at));
    this.#left = [...this.#left.slice(1 - kept), { from, to: this.#count, places, moving: open.indexOf(read) }];
    this.#now = undefined;
  }
}

function backBy(place: Location, bytes: number): Location {
  return bytes === 0 ? place : { identity: place.identity, offset: place.offset - bytes };
}

function together(places: readonly Location[]): Location {
  const newest = places.at(-1)!;
  const older = places.slice(0, -1);
  return older.length === 0 ? newest : { ...newest, older };
}

// Rotation gives a log's name to a new file while writers still hold the old one open: what they write there comes late,
// but it comes. An old file is watched for so long after its successor was seen, and after the last that came, and is read
// in between, by whole lines, since two files take turns.
import { monotonic } from '../os/monotonic.js';
import type { Generation } from './generation.js';

const newline = 10;

interface Watched {
  readonly generation: Generation;
  /** When watching ends, in ms of a clock that does not jump. */
  until: number;
}

export interface LateLines {
  readonly generation: Generation;
  readonly n: number;
  /** A newline of ours stands behind them. */
  readonly isEnded: boolean;
}

export class LateWriters {
  readonly #waitMs: number;
  #watched: readonly Watched[] = [];
  #left: Generation | undefined;

  /** @param waitMs how long a file is watched, in ms */
  constructor(waitMs: number) {
    this.#waitMs = waitMs;
  }

  /** The files that a checkpoint has to name, oldest first: those that are watched, and the one that was left last. */
  get known(): readonly Generation[] {
    const watched = this.#watched.map(({ generation }) => generation);
    return this.#left === undefined ? watched : [this.#left, ...watched];
  }

  /** Whether late lines may come. */
  get areWatched(): boolean {
    return this.#watched.length > 0;
  }

  /** @param since when its successor was seen */
  watch(generation: Generation, since: number): void {
    this.#watched = [...this.#watched, { generation, until: since + this.#waitMs }];
  }

  /** Nothing more is expected of it. */
  leave(generation: Generation): void {
    generation.park();
    this.#left = generation;
  }

  /**
   * Reads whole lines that have come late, and a line longer than `into` in pieces. When the wait is over, an unfinished
   * last line is given with a newline, and the file is left.
   * @param isWithin of this file a part of a line was given before: no other is read
   */
  read(into: Uint8Array, isWithin?: Generation): LateLines | undefined {
    for (const watched of this.#watched) {
      const { generation } = watched;
      if (isWithin !== undefined && isWithin !== generation) continue;
      const n = linesOf(generation, into);
      if (n > 0) {
        watched.until = monotonic() + this.#waitMs;
        return { generation, n, isEnded: false };
      }
      if (monotonic() < watched.until) continue;
      const rest = this.#end(watched, into);
      if (rest > 0 || isWithin !== undefined) return { generation, n: rest, isEnded: true };
    }
    return undefined;
  }

  close(): void {
    for (const { generation } of this.#watched) generation.park();
    this.#watched = [];
  }

  /** @returns the bytes of the unfinished line, behind which stands a newline */
  #end(watched: Watched, into: Uint8Array): number {
    const { generation } = watched;
    const n = generation.hasMore ? readNow(generation, into.subarray(0, into.length - 1)) : 0;
    into[n] = newline;
    this.leave(generation);
    this.#watched = this.#watched.filter((other) => other !== watched);
    return n;
  }
}

function linesOf(generation: Generation, into: Uint8Array): number {
  if (!generation.hasMore) return 0;
  const n = readNow(generation, into);
  const whole = into.subarray(0, n).lastIndexOf(newline) + 1;
  if (whole === 0 && n === into.length) return n;
  generation.unread(n - whole);
  return whole;
}

/** Compressed files are not watched, for nothing writes to them. */
function readNow(generation: Generation, into: Uint8Array): number {
  return generation.read(into) as number;
}

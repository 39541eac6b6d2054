// `--follow`: a file that grows, as tail -F reads it. What can happen to it:
//
//   it grows                          read on
//   it is renamed, another has its name   the old one to its end, then the new one from 0, once that has something:
//                                     until then its writer may still be at the old one; and some time after that, what
//                                     late writers put into the old one, between two lines of the new (late-writers.ts)
//   a longer copy of it has its name  read on in the copy
//   it is emptied (copy-truncate)     a copy that begins alike is finished first where there is one, then from 0
//   it is removed, or cannot be read yet  wait until the name is there (again)
//   a named pipe has its name         it is the end of this (follow-name.ts)
//
// The file is looked at four times a second; the system's change notices only make that sooner, since they get lost
// on network file systems and under load. A successor is opened as soon as it is seen, so that it may be renamed in its
// turn; one that had the name between two looks is found under its new name (generations.ts). A new file begins on a
// line of its own.
import { shownName } from '../text/file-name.js';
import { findAgain } from './find-again.js';
import type { Generation } from './generation.js';
import type { InputPart } from '../model/batch.js';
import { monotonic } from '../os/monotonic.js';
import { LateWriters } from './late-writers.js';
import { ChangeNotices } from './notices.js';
import { othersFound, SinceEmpty } from './since-empty.js';
import type { Identity, Location, Source } from './source.js';
import { openLog, successorsOf } from './successors.js';
import type { LogName } from './successors.js';
import { Trail } from './trail.js';

const newline = 10;

/** undefined: nothing is there now. */
type ReadResult = number | Promise<number> | undefined;

export class FollowedFile implements Source {
  readonly name: string;
  readonly live = true;
  readonly #log: LogName;
  readonly #rotateWaitMs: number;
  readonly #notices: ChangeNotices;
  readonly #late: LateWriters;
  readonly #sinceEmpty: SinceEmpty;
  #trail: Trail;
  #now: Generation | undefined;
  /** The successors of #now that have been seen, oldest first. */
  #rest: readonly Generation[] = [];
  /** The file of which the last bytes were. */
  #last: Generation | undefined;
  #part: InputPart | undefined;
  #lastByte = newline;
  /** The file was at its end: before reading on, see that it is still the same one. */
  #slept = true;
  /** A successor had something when we last looked, and #now had nothing more. */
  #leaving = false;
  #closed = false;

  /**
   * @param rotateWaitMs how long an old file is watched once its successor was seen, in ms
   * @param count bytes that the run has read under this name before
   */
  constructor(log: LogName, rotateWaitMs: number, count = 0) {
    this.name = log.name;
    this.#log = log;
    this.#trail = new Trail(count);
    this.#rotateWaitMs = rotateWaitMs;
    this.#late = new LateWriters(rotateWaitMs);
    this.#sinceEmpty = new SinceEmpty(this.#log);
    this.#notices = new ChangeNotices(log.path, () => this.#lookWhileBusy());
  }

  readonly seek = (offset: number): void => {
    this.#trail = new Trail(offset);
    const log = openLog(this.#log, true);
    log?.goTo(offset);
    this.#goOn([log]);
  };

  readonly resume = (location: Location): void => {
    this.#trail = new Trail(location.offset);
    const { older, files } = findAgain(this.#log.path, location, this.#log.notice);
    for (const file of older.filter(({ hasMore }) => !hasMore))
      if (file.plain) this.#late.watch(file, monotonic());
      else this.#late.leave(file);
    this.#goOn([...older.filter(({ hasMore }) => hasMore), ...files]);
  };

  read(into: Uint8Array): number | Promise<number> {
    return this.#closed ? 0 : (this.#readNow(into) ?? this.#readLater(into));
  }

  get part(): InputPart | undefined {
    return this.#part;
  }

  get identity(): Identity | undefined {
    return this.#now?.identity;
  }

  get progress(): { readonly size: number; readonly read: number } | undefined {
    return this.#now === undefined ? undefined : { size: this.#now.file.size, read: this.#now.at };
  }

  locate(offset: number): Location | undefined {
    return this.#trail.locate(offset);
  }

  park(): void {
    // The descriptor is what a renamed or removed file is known by.
  }

  close(): void {
    this.#closed = true;
    this.#now?.park();
    for (const generation of this.#rest) generation.park();
    this.#late.close();
    this.#notices.close();
  }

  async #readLater(into: Uint8Array): Promise<number> {
    while (true) {
      await this.#notices.next();
      if (this.#closed) return 0;
      const n = await this.#readNow(into);
      if (n !== undefined) return n;
      if (this.#log.presence.isPipe && !this.#late.areWatched) return 0;
    }
  }

  #readNow(into: Uint8Array): ReadResult {
    if (this.#now === undefined) this.#goOn([openLog(this.#log, this.#trail.count === 0)]);
    const now = this.#now;
    if (now === undefined) return undefined;
    const isWithin = this.#lastByte !== newline && this.#last !== now ? this.#last : undefined;
    const late = this.#lastByte === newline || isWithin !== undefined ? this.#readLate(into, isWithin) : undefined;
    if (late !== undefined || isWithin !== undefined) return late;
    if (this.#slept && !now.isWhole) return this.#afterCut(into);
    const copies =
      this.#slept && this.#rest.length === 0 ? this.#sinceEmpty.copies(now, () => this.#olderThan(now)) : undefined;
    if (copies !== undefined) this.#goOn(copies);
    return this.#readFrom(this.#now!, into);
  }

  #readFrom(now: Generation, into: Uint8Array): ReadResult {
    const n = now.read(into);
    return typeof n === 'number'
      ? this.#took(n, into)
      : n.then((bytes) => this.#took(bytes, into) ?? this.#readLater(into));
  }

  /** After a read of #now. */
  #took(n: number, into: Uint8Array): ReadResult {
    const now = this.#now!;
    this.#slept = n === 0;
    if (n > 0) {
      // A reader that is behind must not overlook which file has the name meanwhile.
      this.#look();
      this.#leaving = false;
      return this.#given(now, this.#upToLine(n, into), into);
    }
    if (!now.isWhole) return this.#afterCut(into);
    this.#look();
    const [next] = this.#rest;
    const wasLeaving = this.#leaving;
    this.#leaving = this.#rest.some(({ hasMore }) => hasMore);
    if (next === undefined || !this.#leaving) return undefined;
    return wasLeaving && this.#mayLeave(now, next) ? this.#turnTo(next, into) : undefined;
  }

  /** An unfinished line is waited for, unless a copy goes on with it. */
  #mayLeave(now: Generation, next: Generation): boolean {
    const isOver = monotonic() >= this.#quietSince(now) + this.#rotateWaitMs;
    return this.#lastByte === newline || isOver || !now.plain || next.replaces(now);
  }

  /** Since then it has a successor and has not grown. */
  #quietSince(now: Generation): number {
    const began = this.#rest.map(({ beganAt }) => beganAt ?? Infinity);
    return Math.max(now.grewAt, Math.min(...began));
  }

  /** While late lines may come in between, nothing is given behind the last newline that there is. */
  #upToLine(n: number, into: Uint8Array): number {
    if (!this.#now!.plain || !this.#late.areWatched) return n;
    const whole = into.subarray(0, n).lastIndexOf(newline) + 1;
    if (whole === 0) return n;
    this.#now!.unread(n - whole);
    return whole;
  }

  #readLate(into: Uint8Array, isWithin: Generation | undefined): number | undefined {
    const late = this.#late.read(into, isWithin);
    if (late === undefined) return undefined;
    const n = this.#given(late.generation, late.n, into);
    return late.isEnded ? this.#endLine(n) : n;
  }

  /** So many bytes of `generation` stand in `into`. */
  #given(generation: Generation, n: number, into: Uint8Array): number {
    if (this.#last !== generation) this.#trail.begin(generation, this.#openFiles(generation));
    this.#last = generation;
    this.#part = generation.part;
    this.#trail.given(n);
    if (n > 0) this.#lastByte = into[n - 1]!;
    return n;
  }

  /** A newline of ours stands behind them. */
  #endLine(n: number): number {
    this.#trail.endLine();
    this.#last = undefined;
    this.#lastByte = newline;
    return n + 1;
  }

  /** The files that a checkpoint has to name, oldest first. */
  #openFiles(read: Generation): readonly Generation[] {
    const begun = this.#rest.filter(({ at }) => at > 0);
    const files = [...this.#late.known, this.#now!, ...begun];
    return files.includes(read) ? files : [read, ...files];
  }

  /** Ends an unfinished line of the old file, then reads the next. */
  #turnTo(next: Generation, into: Uint8Array): ReadResult {
    const old = this.#now!;
    const isCopy = next.replaces(old);
    if (isCopy) {
      next.goTo(old.at);
      next.goOnAs(old);
    }
    const isTorn = this.#lastByte !== newline && !isCopy;
    if (isTorn) this.#endLine(0);
    const isWatched = old.plain && !isTorn && !isCopy;
    if (isWatched) this.#late.watch(old, this.#quietSince(old));
    this.#goOn(this.#rest);
    if (isCopy) old.park();
    else if (!isWatched) this.#late.leave(old);
    into[0] = newline;
    return isTorn ? 1 : this.#readNow(into);
  }

  /** Reads these, the oldest first; undefined: no file has the name, and it is waited for. */
  #goOn([now, ...rest]: readonly (Generation | undefined)[]): void {
    this.#now = now;
    this.#rest = rest.filter((generation) => generation !== undefined);
    this.#slept = true;
    this.#leaving = false;
    this.#last = undefined;
    if (now === undefined) return;
    for (const { file } of [now, ...this.#rest]) this.#log.logs.opened(file);
    this.#last = now;
    this.#trail.begin(now, this.#openFiles(now));
  }

  /** Copied and truncated: a copy that goes on where we were, or else the file from its beginning. */
  #afterCut(into: Uint8Array): ReadResult {
    const old = this.#now!;
    const copies = this.#copiesOf(old);
    const isTorn = copies === undefined && this.#lastByte !== newline;
    copies?.[0]?.goOnAs(old);
    if (copies === undefined) this.#sayCut(old);
    if (isTorn) this.#endLine(0);
    this.#goOn(copies ?? [openLog(this.#log)]);
    old.park();
    into[0] = newline;
    return isTorn ? 1 : this.#readNow(into);
  }

  #sayCut(old: Generation): void {
    const { missed, file } = old;
    if (missed === 0) return;
    const what = `${shownName(this.name)} was cut to ${file.size} bytes before the last ${missed} were read, and no copy of it is there`;
    this.#log.notice(`${what}: what stood in them is not counted`);
  }

  /** A successor that was not begun yet may be copied and emptied in its turn. */
  #renew(newest: Generation): void {
    const files = newest.isWhole
      ? this.#sinceEmpty.copies(newest, () => this.#olderThan(newest))
      : this.#copiesOf(newest);
    if (files === undefined) return;
    this.#rest = [...this.#rest.slice(0, -1), ...files];
    newest.park();
  }

  /** None where they cannot be found: that is reported when the file is read. */
  #copiesOf(cut: Generation): readonly Generation[] | undefined {
    const place = { ...cut.locate(cut.at), older: this.#olderThan(cut) };
    return othersFound(this.#log, place);
  }

  #olderThan(file: Generation): readonly Location[] {
    const all = [...this.#late.known, this.#now!, ...this.#rest];
    return all.slice(0, all.indexOf(file)).map((older) => older.locate(older.at));
  }

  /** What is wrong with the file is reported by the read that comes to it. */
  #lookWhileBusy(): void {
    try {
      this.#look();
    } catch {
      // The next look meets it again.
    }
  }

  /** Sees whether another file has our name by now, and what grows. */
  #look(): void {
    const last = this.#rest.at(-1);
    if (last !== undefined) this.#renew(last);
    const newest = this.#rest.at(-1) ?? this.#now;
    if (newest === undefined) return;
    const { written } = newest.file.times;
    const later = successorsOf(this.#log, newest);
    this.#rest = [...this.#rest, ...later];
    for (const file of [this.#now, ...this.#rest])
      file?.observe(later.length === 0 && file === newest ? written : undefined);
  }
}

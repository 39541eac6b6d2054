// One run on a checkpoint at a time (SPEC §10): FILE.lock is made by the first and names its process. It is a
// symbolic link that leads nowhere, because a link comes into being together with its text: a run that is killed as it
// makes one leaves either nothing or all of it. What a dead process left behind is no lock. Where its death cannot be seen (another machine, another container) the holder shows
// that it lives by touching the file, and is given up after a minute of silence; should it live all the same, it finds
// out before it writes anything.
import {
  lstatSync,
  lutimesSync,
  readFileSync,
  readlinkSync,
  renameSync,
  rmSync,
  symlinkSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import type { Instant } from '../model/instant.js';
import { systemCode, systemWords } from '../os/error-text.js';
import { type LockOwner, isAlive, thisProcess } from './lock-owner.js';
import { shownName } from '../text/file-name.js';

const touchEveryMs = 10_000;
const silentMs = 60_000;
/** Where links cannot be made a file has to do; without content it is being written, or its maker died doing so. */
const makingMs = 5_000;
const noLinks: readonly (string | undefined)[] = ['EPERM', 'ENOSYS', 'ENOTSUP', 'EOPNOTSUPP'];
const attempts = 100;

/** Another run has the checkpoint: exit status 75. */
export class InUse extends Error {
  readonly status = 75;

  constructor(message: string) {
    super(message);
    this.name = 'InUse';
  }
}

export class Lock {
  readonly #path: string;
  readonly #name: string;
  readonly #text: string;
  readonly #touching: NodeJS.Timeout;
  readonly #release = (): void => this.release();
  #held = true;

  /**
   * Takes the lock beside the checkpoint at `target`.
   * @param name the checkpoint as the user calls it
   * @throws InUse when another run has it; an Error when the lock cannot be made
   */
  constructor(target: string, name: string, now: Instant) {
    this.#path = `${target}.lock`;
    this.#name = shownName(name);
    const me = thisProcess(now);
    this.#text = JSON.stringify(me);
    this.#take(me);
    this.#touching = setInterval(() => this.#touch(), touchEveryMs).unref();
    process.once('exit', this.#release);
  }

  /** @throws InUse when another run has taken the lock, which it found to be of a dead process */
  assertHeld(): void {
    if (this.#held && textOf(this.#path) !== this.#text) {
      this.#held = false;
      throw new InUse(`another run has taken ${this.#name} over while this one was not heard of`);
    }
  }

  /** Gives the lock back; once, however often it is called. */
  release(): void {
    clearInterval(this.#touching);
    process.off('exit', this.#release);
    if (this.#held && textOf(this.#path) === this.#text) unlinkSync(this.#path);
    this.#held = false;
  }

  #take(me: LockOwner): void {
    for (let attempt = 0; attempt < attempts; attempt++) {
      if (this.#make()) return;
      const text = textOf(this.#path);
      if (text === undefined) continue;
      const holder = holderIn(text);
      if (!isGone(holder, me, ageOf(this.#path, me.since))) throw new InUse(complaint(this.#name, holder, me));
      removeLock(this.#path, text);
    }
    throw new InUse(`${this.#name} is in use by other runs that come and go`);
  }

  #make(): boolean {
    try {
      make(this.#text, this.#path);
      return true;
    } catch (error) {
      if (systemCode(error) === 'EEXIST') return false;
      throw new Error(`cannot lock ${this.#name}: ${this.#name}.lock: ${systemWords(error)}`, { cause: error });
    }
  }

  #touch(): void {
    const now = new Date();
    try {
      if (textOf(this.#path) === this.#text) lutimesSync(this.#path, now, now);
    } catch {
      // If another run takes it for abandoned, assertHeld finds that out.
    }
  }
}

/** Whether a process that lives has the lock beside `target`. */
export function isLocked(target: string, now: Instant): boolean {
  const path = `${target}.lock`;
  const text = textOf(path);
  return text !== undefined && !isGone(holderIn(text), thisProcess(now), ageOf(path, now));
}

/** Removes what a dead process left beside `target`. */
export function removeDeadLock(target: string, now: Instant): void {
  const path = `${target}.lock`;
  const text = textOf(path);
  if (text !== undefined && isGone(holderIn(text), thisProcess(now), ageOf(path, now))) removeLock(path, text);
}

/** Removes a lock with this text and no other: another run may have been faster, and hold it now. */
function removeLock(path: string, text: string): void {
  const aside = `${path}.${process.pid}`;
  try {
    renameSync(path, aside);
    const taken = textOf(aside);
    rmSync(aside, { force: true });
    if (taken !== undefined && taken !== text) make(taken, path);
  } catch (error) {
    if (!['ENOENT', 'EEXIST'].includes(systemCode(error) ?? '')) throw error;
  }
}

/** Fails with EEXIST when there is one. */
function make(text: string, path: string): void {
  try {
    symlinkSync(text, path);
  } catch (error) {
    if (!noLinks.includes(systemCode(error))) throw error;
    writeFileSync(path, text, { flag: 'wx' });
  }
}

function isGone(holder: LockOwner | undefined, me: LockOwner, ageMs: number): boolean {
  if (holder === undefined) return ageMs > makingMs;
  const alive = isAlive(holder, me);
  return alive === undefined ? ageMs > silentMs : !alive;
}

function complaint(name: string, holder: LockOwner | undefined, me: LockOwner): string {
  if (holder === undefined) return `${name} is being taken by another run`;
  const since = new Date(holder.since).toISOString();
  const elsewhere = isAlive(holder, me) === undefined ? ` on ${holder.host}` : '';
  return `${name} is in use by process ${holder.pid}${elsewhere}, since ${since}`;
}

function textOf(path: string): string | undefined {
  try {
    return readlinkSync(path);
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return undefined;
    if (systemCode(error) === 'EINVAL') return readFileSync(path, 'utf8');
    throw error;
  }
}

function holderIn(text: string): LockOwner | undefined {
  try {
    const { pid, host, since } = JSON.parse(text) as Partial<LockOwner>;
    const whole = Number.isSafeInteger(pid) && typeof host === 'string' && Number.isFinite(since);
    return whole ? (JSON.parse(text) as LockOwner) : undefined;
  } catch {
    return undefined;
  }
}

function ageOf(path: string, now: Instant): number {
  return now - (lstatSync(path, { throwIfNoEntry: false })?.mtimeMs ?? now);
}

// The directory of a pipeline (SPEC §16): `NAME/` for each of its processes, in that `N`, the snapshots, `N.end` once the
// process has ended after snapshot N, and `N.begun` while it wants the others to take N. NAME.lock is held by what runs.
import { mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { Instant } from '../model/instant.js';
import { systemCode, systemWords } from '../os/error-text.js';
import { shownName } from '../text/file-name.js';
import { InUse, isLocked, Lock, removeDeadLock } from './lock.js';
import { endedBefore, type PipelineMember, type Newest } from './newest-snapshot.js';

/** By this the directory is known for one of a pipeline. */
const mark = '.pipeline';
/** Between two attempts to be the only one in the directory, in ms, and for how long. */
const pauseMs = 5;
const patienceMs = 10_000;

export class PipelineDirectory {
  readonly path: string;

  constructor(path: string) {
    this.path = path;
  }

  /** Whether there is one at the path. */
  get exists(): boolean {
    const isDirectory = statSync(this.path, { throwIfNoEntry: false })?.isDirectory() === true;
    return isDirectory && statSync(join(this.path, mark), { throwIfNoEntry: false }) !== undefined;
  }

  /**
   * Makes the directory, unless it is there.
   * @throws an Error ready to be shown when it cannot be made, or holds something else
   */
  make(): void {
    try {
      mkdirSync(this.path, { recursive: true });
      if (!this.exists && readdirSync(this.path).some((name) => !name.startsWith(mark))) throw new SomethingElse();
      writeFileSync(join(this.path, mark), '');
    } catch (error) {
      const name = shownName(this.path);
      if (error instanceof SomethingElse)
        throw new Error(`${name} holds something else than a pipeline; name a directory that is empty or not there`);
      throw new Error(`cannot use ${name} for the pipeline: ${systemWords(error)}`, { cause: error });
    }
  }

  /** Nothing that others do in the directory at its start or end happens meanwhile. */
  async exclusively<T>(now: Instant, act: () => T): Promise<T> {
    for (let waited = 0; ; waited += pauseMs) {
      try {
        const lock = new Lock(join(this.path, mark), this.path, now);
        try {
          return act();
        } finally {
          lock.release();
        }
      } catch (error) {
        if (!(error instanceof InUse) || waited >= patienceMs) throw error;
        await wait(pauseMs);
      }
    }
  }

  members(): readonly PipelineMember[] {
    const entries = readdirSync(this.path, { withFileTypes: true });
    const names = entries.filter((entry) => entry.isDirectory() && !entry.name.startsWith('.')).map(({ name }) => name);
    return names.sort().map((name) => this.#member(name));
  }

  /** Where a snapshot of a process is. */
  snapshot(name: string, number: number): string {
    return join(this.path, name, `${number}`);
  }

  end(name: string, number: number): string {
    return join(this.path, name, `${number}.end`);
  }

  /** The others are to take this snapshot too. */
  begin(name: string, number: number): void {
    writeFileSync(join(this.path, name, `${number}.begun`), '');
  }

  add(name: string): void {
    mkdirSync(join(this.path, name), { recursive: true });
  }

  /** Removes what there is of a process; and its lock, unless one of that name runs. */
  remove(name: string, now: Instant): void {
    rmSync(join(this.path, name), { recursive: true, force: true });
    removeDeadLock(join(this.path, name), now);
  }

  lock(name: string, now: Instant): Lock {
    return new Lock(join(this.path, name), `${name} of ${this.path}`, now);
  }

  /** Whether a process of this name runs. */
  runs(name: string, now: Instant): boolean {
    return isLocked(join(this.path, name), now);
  }

  /** Removes what a process has beyond the snapshot that is gone on from, as far as it was written before `until`. */
  discardAfter(member: PipelineMember, newest: Newest, until: Instant): void {
    if (newest === 'ended') return;
    const number = newest ?? 0;
    const isStale = (file: string): boolean => {
      const { at, what } = partsOf(file);
      if (what === 'end') return !endedBefore(member, number);
      return what === 'begun' || what === 'new' || at > number;
    };
    for (const file of this.#files(member.name)) if (isStale(file)) this.#discard(member.name, file, until);
  }

  /** Removes what nothing will go on from any more, since a newer snapshot is complete. */
  discardBefore(members: readonly PipelineMember[], newest: Newest): void {
    if (newest === undefined) return;
    for (const { name, snapshots } of members)
      for (const number of snapshots)
        if (newest === 'ended' || number < newest) rmSync(this.snapshot(name, number), { force: true });
  }

  /** Its wish for snapshots up to this one has come true. */
  begun(name: string, number: number): void {
    for (const file of this.#files(name)) {
      const { at, what } = partsOf(file);
      if (what === 'begun' && at <= number) rmSync(join(this.path, name, file), { force: true });
    }
  }

  /**
   * When the first of these processes had written what all of them go on from. What some of them write since they were
   * started again says nothing of it: the others are not there yet.
   */
  written(members: readonly PipelineMember[], newest: number | 'ended'): Instant {
    const files = members.map(({ name, ended, snapshots }) =>
      typeof newest === 'number' && snapshots.includes(newest) ? this.snapshot(name, newest) : this.end(name, ended!),
    );
    return Math.min(...files.map(modified));
  }

  #member(name: string): PipelineMember {
    const parts = this.#files(name).map(partsOf);
    const numbers = (kind: string): number[] => parts.flatMap(({ at, what }) => (what === kind ? [at] : []));
    const snapshots = numbers('snapshot').sort((a, b) => a - b);
    const ends = numbers('end');
    return {
      name,
      snapshots,
      ended: ends.length === 0 ? undefined : Math.max(...ends),
      begun: Math.max(0, ...snapshots, ...numbers('begun')),
    };
  }

  #files(name: string): readonly string[] {
    try {
      return readdirSync(join(this.path, name));
    } catch (error) {
      // A process that starts over with --fresh has removed it just now.
      if (systemCode(error) === 'ENOENT') return [];
      throw error;
    }
  }

  #discard(name: string, file: string, until: Instant): void {
    const path = join(this.path, name, file);
    if (modified(path) < until) rmSync(path, { force: true });
  }
}

class SomethingElse extends Error {}

type SnapshotFile = 'snapshot' | 'end' | 'begun' | 'new' | 'other';

/** What a file of a process is, by its name. */
function partsOf(file: string): { readonly at: number; readonly what: SnapshotFile } {
  const found = /^(\d{1,15})(?:\.(end|begun|new|end\.new))?$/.exec(file);
  if (found === null) return { at: 0, what: 'other' };
  const what = found[2]?.endsWith('new') === true ? 'new' : (found[2] ?? 'snapshot');
  return { at: Number(found[1]), what: what as SnapshotFile };
}

/** −∞: it is not there any more. */
function modified(path: string): Instant {
  return statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? -Infinity;
}

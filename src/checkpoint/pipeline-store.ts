// The snapshots of one process of a pipeline (SPEC §16), from its start, at which it finds out from which one all go on,
// to its end.
import type { Instant } from '../model/instant.js';
import { shownName } from '../text/file-name.js';
import { CheckpointFile } from './checkpoint-file.js';
import type { Lock } from './lock.js';
import { type PipelineMember, type Newest, newestSnapshot } from './newest-snapshot.js';
import { PipelineDirectory } from './pipeline-directory.js';
import { LockedFile, type SavedAs } from './store.js';

/** Processes of one command start within this, in ms: what was written longer ago is of an earlier one. */
const sameStartMs = 2000;

export interface PipelineName {
  readonly path: string;
  readonly name: string;
  readonly fresh: boolean;
}

export interface StartTimes {
  readonly now: Instant;
  /** When this process was started. */
  readonly started: Instant;
}

export class PipelineStore extends LockedFile {
  /** The number of the snapshot that is gone on from; 0: the beginning. */
  readonly from: number;
  readonly #directory: PipelineDirectory;
  readonly #member: string;

  private constructor(directory: PipelineDirectory, lock: Lock, { name, ended }: PipelineMember, newest: Newest) {
    const isOver = ended !== undefined && (newest === 'ended' || ended < (newest ?? 0));
    const from = isOver ? ended : typeof newest === 'number' ? newest : 0;
    super(new CheckpointFile(isOver ? directory.end(name, ended) : directory.snapshot(name, from)), lock);
    this.#directory = directory;
    this.#member = name;
    this.from = from;
  }

  /**
   * Takes part in the pipeline.
   * @throws InUse (75) when a process of that name runs; an Error ready to be shown when the pipeline is another
   */
  static async open({ path, name, fresh }: PipelineName, { now, started }: StartTimes): Promise<PipelineStore> {
    const directory = new PipelineDirectory(path);
    directory.make();
    const lock = directory.lock(name, now);
    try {
      return await directory.exclusively(now, () => {
        if (fresh) startOver(directory, name, now);
        else refuseStranger(directory, name, started);
        directory.add(name);
        const members = directory.members();
        const newest = newestSnapshot(members);
        for (const member of members) {
          if (member.name === name) directory.discardAfter(member, newest, Infinity);
          else if (!directory.runs(member.name, now)) directory.discardAfter(member, newest, started);
        }
        const own = directory.members().find((member) => member.name === name)!;
        return new PipelineStore(directory, lock, own, newest);
      });
    } catch (error) {
      lock.release();
      throw error;
    }
  }

  async write(pieces: readonly Buffer[], { number, ended }: SavedAs): Promise<void> {
    const [directory, name] = [this.#directory, this.#member];
    const path = ended ? directory.end(name, number) : directory.snapshot(name, number);
    await new CheckpointFile(path).write(pieces, false);
    directory.begun(name, number);
    const members = directory.members();
    directory.discardBefore(members, newestSnapshot(members));
  }

  /** The others are to take this snapshot too. */
  begin(number: number): void {
    this.#directory.begin(this.#member, number);
  }

  /** The largest number that any process has begun. */
  get begun(): number {
    return Math.max(0, ...this.#directory.members().map(({ begun }) => begun));
  }

  /** Processes without which snapshot `number` cannot be complete: nothing runs under their names. */
  missing(number: number, now: Instant): readonly string[] {
    const lacking = this.#directory.members().filter(({ name, snapshots, ended }) => {
      return name !== this.#member && ended === undefined && !snapshots.includes(number);
    });
    return lacking.map(({ name }) => name).filter((name) => !this.#directory.runs(name, now));
  }

  /** Whether a process of this name takes part. */
  knows(name: string): boolean {
    return this.#directory.members().some((member) => member.name === name);
  }
}

/** Everything goes but what belongs to processes that run: they have started over already. */
function startOver(directory: PipelineDirectory, name: string, now: Instant): void {
  for (const member of directory.members())
    if (member.name === name || !directory.runs(member.name, now)) directory.remove(member.name, now);
}

/** A name that the snapshots of an earlier start were complete without. */
function refuseStranger(directory: PipelineDirectory, name: string, started: Instant): void {
  const others = directory.members();
  if (others.some((member) => member.name === name)) return;
  const newest = newestSnapshot(others);
  if (newest === undefined || newest === 0 || directory.written(others, newest) > started - sameStartMs) return;
  const names = others.map((member) => member.name).join(', ');
  throw new Error(
    `${shownName(directory.path)} is of another pipeline:\n  --name  ${names} → ${names}, ${name}\n` +
      'give --fresh to all of its processes to start over, or name another directory',
  );
}

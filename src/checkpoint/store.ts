// Where a run has its checkpoints: a file of its own, or the directory of a pipeline of several processes.
import type { Instant } from '../model/instant.js';
import type { Checkpoint } from './checkpoint.js';
import { type Advice, CheckpointFile } from './checkpoint-file.js';
import { Lock } from './lock.js';

/** What is special about a checkpoint that is written. */
export interface SavedAs {
  /** The one before it is kept as well, where there is a place for it. */
  readonly keep: boolean;
  /** Of a pipeline, the number of the snapshot; of a complete run, that of the last. */
  readonly number: number;
  /** The run is complete. */
  readonly ended: boolean;
}

export interface CheckpointStore {
  /** What the run goes on from, as the user calls it. */
  readonly name: string;
  /**
   * What the run goes on from; undefined when there is nothing.
   * @throws an Error ready to be shown when it is no whole checkpoint, or cannot be read
   */
  read(advice: Advice): Checkpoint | undefined;
  /**
   * Makes something of the content of what was read.
   * @throws an Error ready to be shown for content that makes no sense
   */
  making<T>(make: () => T, advice: Advice): T;
  /** What `write` puts on disk; at once, so that the run may go on while that happens. */
  encode(checkpoint: Checkpoint): readonly Buffer[];
  /**
   * Returns when the pieces are on disk.
   * @throws an Error ready to be shown; what was there before is then kept
   */
  write(pieces: readonly Buffer[], kind: SavedAs): Promise<void>;
  /** @throws InUse when another run has taken it over */
  assertHeld(): void;
  release(): void;
}

/** What a run goes on from is one file, and a lock keeps other runs away. */
export abstract class LockedFile implements CheckpointStore {
  protected readonly file: CheckpointFile;
  readonly #lock: Lock;

  constructor(file: CheckpointFile, lock: Lock) {
    this.file = file;
    this.#lock = lock;
  }

  get name(): string {
    return this.file.name;
  }

  read(advice: Advice): Checkpoint | undefined {
    return this.file.read(advice);
  }

  making<T>(make: () => T, advice: Advice): T {
    return this.file.making(make, advice);
  }

  encode(checkpoint: Checkpoint): readonly Buffer[] {
    return this.file.encode(checkpoint);
  }

  abstract write(pieces: readonly Buffer[], kind: SavedAs): Promise<void>;

  assertHeld(): void {
    this.#lock.assertHeld();
  }

  release(): void {
    this.#lock.release();
  }
}

/** `--checkpoint FILE`. */
export class FileStore extends LockedFile {
  /** @throws InUse (75) when another run has it */
  constructor(path: string, now: Instant) {
    const file = new CheckpointFile(path);
    super(file, new Lock(file.target, path, now));
    file.tidy();
  }

  write(pieces: readonly Buffer[], { keep }: SavedAs): Promise<void> {
    return this.file.write(pieces, keep);
  }
}

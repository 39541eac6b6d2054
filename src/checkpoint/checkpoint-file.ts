// The checkpoint on disk (SPEC §10): always whole. It is written beside its place, synced and renamed into it, so that
// a process that dies at any moment leaves the old one or the new one; the one before stays as FILE.1.
import { constants, copyFileSync, existsSync, linkSync, readFileSync, realpathSync, rmSync, statSync } from 'node:fs';
import { open, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { Misshapen } from '../model/shape.js';
import { systemCode, systemWords } from '../os/error-text.js';
import { syncDirectory } from '../os/sync-directory.js';
import { type Checkpoint, fromSaved, toSaved } from './checkpoint.js';
import { CorruptCheckpoint } from './damaged.js';
import { decode, encode } from './format.js';
import { shownName } from '../text/file-name.js';

/** Read and written by its owner alone. */
const ownerOnly = 0o600;

/** What to do about a checkpoint that is damaged, and about that when there is one before it. */
export interface Advice {
  readonly damaged: string;
  readonly replaceable: string;
}

const noAdvice: Advice = { damaged: '', replaceable: '' };

export class CheckpointFile {
  /** As the user calls it. */
  readonly name: string;
  /** Where it is: a link stays a link, what it leads to is replaced. */
  readonly target: string;

  constructor(path: string) {
    this.name = shownName(path);
    this.target = targetOf(path);
  }

  /**
   * The checkpoint; undefined when there is none.
   * @param advice what to do about one that is damaged, and about that when there is one before it
   * @throws an Error ready to be shown when it is no whole checkpoint, or cannot be read
   */
  read(advice = noAdvice): Checkpoint | undefined {
    const bytes = this.#bytes();
    if (bytes === undefined) return undefined;
    return this.making(() => fromSaved(decode(bytes)), advice);
  }

  /**
   * Makes something of the content of the file.
   * @throws an Error ready to be shown for content that makes no sense
   */
  making<T>(make: () => T, advice = noAdvice): T {
    try {
      return make();
    } catch (error) {
      // Whatever a forged file makes its readers stumble over is damage too.
      if (!isDamage(error)) throw error;
      const why = error instanceof CorruptCheckpoint ? error.message : 'is damaged: its content makes no sense';
      throw new Error(`${this.name} ${why}${this.#remedy(advice)}`, { cause: error });
    }
  }

  /** What `write` puts on disk; at once, so that the run may go on while that happens. */
  encode(checkpoint: Checkpoint): readonly Buffer[] {
    return encode(toSaved(checkpoint));
  }

  /**
   * Puts the pieces in the place of the file, and returns when they are on disk.
   * @param keep the one before it as FILE.1
   * @throws an Error ready to be shown; the file is then what it was
   */
  async write(pieces: readonly Buffer[], keep = true): Promise<void> {
    const fresh = `${this.target}.new`;
    try {
      this.tidy();
      await writeSynced(fresh, pieces, modeOf(this.target));
      if (keep) this.#keepPrevious();
      await rename(fresh, this.target);
      await syncDirectory(dirname(this.target));
    } catch (error) {
      rmSync(fresh, { force: true });
      throw new Error(`cannot write the checkpoint ${this.name}: ${systemWords(error)}`, { cause: error });
    }
  }

  /** What a run that died while it wrote has left behind. Only for who holds the lock. */
  tidy(): void {
    rmSync(`${this.target}.new`, { force: true });
  }

  /** A second name for the old one, so that there is no moment at which FILE is missing. */
  #keepPrevious(): void {
    const previous = `${this.target}.1`;
    rmSync(previous, { force: true });
    try {
      linkSync(this.target, previous);
    } catch (error) {
      if (systemCode(error) === 'ENOENT') return;
      // Not every file system has second names.
      copyFileSync(this.target, previous);
    }
  }

  #bytes(): Buffer | undefined {
    try {
      if (!statSync(this.target).isFile())
        throw new Error(`${this.name} is no regular file, so it cannot be a checkpoint`);
      return readFileSync(this.target);
    } catch (error) {
      const code = systemCode(error);
      if (code === 'ENOENT') return undefined;
      if (code === undefined) throw error;
      throw new Error(`cannot read the checkpoint ${this.name}: ${systemWords(error)}`, { cause: error });
    }
  }

  #remedy(advice: Advice): string {
    if (!existsSync(`${this.target}.1`)) return advice.damaged;
    return `; the one before it is kept as ${this.name}.1${advice.replaceable}`;
  }
}

function isDamage(error: unknown): boolean {
  const kinds = [CorruptCheckpoint, Misshapen, RangeError, TypeError, SyntaxError];
  return kinds.some((kind) => error instanceof kind);
}

function targetOf(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
}

/** @param mode of the file, whatever the umask is */
async function writeSynced(path: string, pieces: readonly Buffer[], mode: number): Promise<void> {
  const { O_WRONLY, O_CREAT, O_EXCL, O_NOFOLLOW } = constants;
  const file = await open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW, ownerOnly);
  try {
    // Not every file system has modes.
    if (mode !== ownerOnly) await file.chmod(mode).catch(() => undefined);
    await writeFile(file, pieces);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** What a checkpoint holds is its owner's, who may have shown it to others since. */
function modeOf(path: string): number {
  const stats = statSync(path, { throwIfNoEntry: false });
  return stats === undefined ? ownerOnly : stats.mode & 0o777;
}

// The checkpoint on disk (SPEC §10): always whole. It is written beside its place, synced and renamed into it, so that
// whoever dies at any moment leaves the old one or the new one; the one before stays as FILE.1.
import { constants, copyFileSync, existsSync, linkSync, readFileSync, realpathSync, rmSync, statSync } from 'node:fs';
import { open, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { systemCode, systemWords } from '../os/error-text.js';
import { type Checkpoint, fromSaved, toSaved } from './checkpoint.js';
import { CorruptCheckpoint } from './damaged.js';
import { decode, encode } from './format.js';

export class CheckpointFile {
  /** As the user calls it. */
  readonly name: string;
  /** Where it is: a link stays a link, what it leads to is replaced. */
  readonly target: string;

  constructor(path: string) {
    this.name = path;
    this.target = targetOf(path);
  }

  /**
   * The checkpoint; undefined when there is none.
   * @param advice what to do about one that is damaged, and about that when there is one before it
   * @throws an Error ready to be shown when it is no whole checkpoint, or cannot be read
   */
  read(advice = { damaged: '', replaceable: '' }): Checkpoint | undefined {
    const bytes = this.#bytes();
    if (bytes === undefined) return undefined;
    try {
      return fromSaved(decode(bytes));
    } catch (error) {
      // What a forged file makes the reader stumble over is damage too.
      if (!(error instanceof CorruptCheckpoint) && !(error instanceof RangeError)) throw error;
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
   * @throws an Error ready to be shown; the file is then what it was
   */
  async write(pieces: readonly Buffer[]): Promise<void> {
    const fresh = `${this.target}.new`;
    try {
      await writeSynced(fresh, pieces);
      this.#keepPrevious();
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

  #remedy(advice: { readonly damaged: string; readonly replaceable: string }): string {
    if (!existsSync(`${this.target}.1`)) return advice.damaged;
    return `; the one before it is kept as ${this.name}.1${advice.replaceable}`;
  }
}

function targetOf(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
}

async function writeSynced(path: string, pieces: readonly Buffer[]): Promise<void> {
  const { O_WRONLY, O_CREAT, O_TRUNC, O_NOFOLLOW } = constants;
  const file = await open(path, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW, 0o666);
  try {
    await writeFile(file, pieces);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** A name is on disk when its directory is. */
async function syncDirectory(path: string): Promise<void> {
  const directory = await open(path, constants.O_RDONLY);
  try {
    await directory.sync();
  } finally {
    await directory.close();
  }
}

// Which files a log has been since it was last looked at: the one that has its name, and those that had it in between.
import { shownName, systemName } from '../text/file-name.js';
import { statSync } from 'node:fs';
import { systemCode } from '../os/error-text.js';
import { compressionOf } from './compression.js';
import { Generation } from './generation.js';
import { generationsBetween } from './generations.js';
import { RegularFile } from './regular-file.js';
import { nameOfLog, siblings } from './siblings.js';

export interface LogName {
  readonly path: string;
  /** For messages. */
  readonly name: string;
  readonly notice: (message: string) => void;
}

/**
 * The file that has the name of the log; undefined while there is none.
 * @param first the log begins here
 * @throws an Error ready to be shown
 */
export function openLog({ path, name, notice }: LogName, first = false): Generation | undefined {
  const file = new RegularFile(path, name);
  try {
    if (compressionOf(Buffer.from(file.identity.head, 'base64')) !== undefined)
      throw new Error(`cannot follow ${shownName(name)}: it is compressed`);
  } catch (error) {
    if (error instanceof Error && systemCode(error.cause) === 'ENOENT') return undefined;
    throw error;
  }
  return new Generation({ file, first, notice });
}

/** The files that came after `newest`, the earliest first; none while it has the name still, or nobody has. */
export function successorsOf(log: LogName, newest: Generation): readonly Generation[] {
  const { path, notice } = log;
  const found = statSync(systemName(path), { bigint: true, throwIfNoEntry: false });
  if (found?.isFile() !== true) return [];
  const { device, inode } = newest.identity;
  if (device === String(found.dev) && inode === String(found.ino)) return [];
  const here = openLog(log);
  if (here === undefined) return [];
  const between = generationsBetween({
    log: nameOfLog(path),
    others: siblings(path),
    old: newest.file,
    isOriginal: true,
    seen: newest.writtenAsLog,
    here: here.file,
    notice,
  });
  return [...between.map((file) => new Generation({ file, notice, asLog: { written: file.times.born } })), here];
}

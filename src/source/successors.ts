// Which files a log has been since it was last looked at: the one that has its name, and those that had it in between.
import { shownName } from '../text/file-name.js';
import { compressionOf } from './compression.js';
import type { FollowedLogs } from './followed-logs.js';
import { Generation } from './generation.js';
import { generationsBetween } from './generations.js';
import type { Presence } from './presence.js';
import { RegularFile } from './regular-file.js';
import { nameOfLog, siblings } from './siblings.js';

export interface LogName {
  readonly path: string;
  /** For messages. */
  readonly name: string;
  readonly notice: (message: string) => void;
  /** Notes whether there is something to read. */
  readonly presence: Presence;
  /** All that the run follows. */
  readonly logs: FollowedLogs;
}

/**
 * The file that has the name of the log; undefined while there is none that can be read.
 * @param first the log begins here
 * @throws an Error ready to be shown
 */
export function openLog(log: LogName, first = false): Generation | undefined {
  const { path, name, notice, presence } = log;
  if (!isFile(presence)) return undefined;
  const file = new RegularFile(path, name);
  try {
    if (compressionOf(Buffer.from(file.identity.head, 'base64')) !== undefined)
      throw new Error(`cannot follow ${shownName(name)}: it is compressed`);
  } catch (error) {
    presence.missed(error);
    return undefined;
  }
  presence.found();
  return new Generation({ file, first, notice });
}

/** A directory or a socket is waited out as well: the name may be a file's again. */
function isFile(presence: Presence): boolean {
  const stats = presence.look();
  if (stats?.isFile() === true) return true;
  if (stats?.isDirectory() === true) presence.without('it is a directory');
  else if (stats?.isFIFO() === false) presence.without('it is no regular file');
  return false;
}

/**
 * The files that came after `newest`, the earliest first; none while it has the name still, or no file has, and none
 * under the name of an older file of another log (`app.log app.log.1`), which reads them.
 */
export function successorsOf(log: LogName, newest: Generation): readonly Generation[] {
  const { path, notice, presence } = log;
  const found = presence.look();
  const { device, inode } = newest.identity;
  if (found !== undefined && device === String(found.dev) && inode === String(found.ino)) {
    presence.found();
    return [];
  }
  if (found === undefined || log.logs.likenessOf(path) === 'own') return [];
  const here = openLog(log);
  if (here === undefined) return [];
  log.logs.opened(here.file);
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

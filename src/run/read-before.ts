// A followed pattern finds, besides logs, what rotation has made of them (`app.log.1` under `app.log*`). After a resume
// those that an earlier run has read under the log's own name are not new: the checkpoint holds them as older files of
// that, or they have the name of one and were not written to since it was made.
import { statSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import type { Checkpoint, SavedLocation } from '../checkpoint/checkpoint.js';
import { likeness } from '../source/scheme.js';
import { nameOfLog } from '../source/siblings.js';
import { systemName } from '../text/file-name.js';

type EarlierRun = Pick<Checkpoint, 'inputs' | 'written'>;

/** Whether an earlier run has read the file, as an older one of a log that is in its checkpoint. */
export function wasReadBefore(path: string, { inputs, written }: EarlierRun): boolean {
  const stats = statSync(systemName(path), { bigint: true, throwIfNoEntry: false });
  if (stats === undefined) return false;
  const isAt = ({ device, inode }: SavedLocation): boolean =>
    device === String(stats.dev) && inode === String(stats.ino);
  if (inputs.some(({ location }) => location !== null && isAt(location))) return false;
  if (inputs.some(({ location }) => location?.older?.some(isAt) === true)) return true;
  return Number(stats.mtimeMs) <= written && inputs.some(({ name }) => isOlderBy(path, name));
}

function isOlderBy(path: string, log: string): boolean {
  return dirname(path) === dirname(log) && likeness(basename(path), nameOfLog(log)) === 'own';
}

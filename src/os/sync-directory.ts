// A name is on disk when its directory is (fsync(2)).
import { constants } from 'node:fs';
import { systemCode } from './error-text.js';

/** Where a directory is gone, or may not be read, or the file system does not sync directories, nothing more can be done. */
const tolerated: readonly (string | undefined)[] = ['ENOENT', 'EACCES', 'EPERM', 'EINVAL', 'ENOTSUP', 'EISDIR'];

/** Returns when the names in the directory are on disk. */
export async function syncDirectory(path: string): Promise<void> {
  // Loaded when there is something to sync: a run without files does without it, and its 2 ms.
  const { open } = process.getBuiltinModule('node:fs/promises');
  try {
    const directory = await open(path, constants.O_RDONLY);
    await directory.sync().finally(() => directory.close());
  } catch (error) {
    if (!tolerated.includes(systemCode(error))) throw error;
  }
}

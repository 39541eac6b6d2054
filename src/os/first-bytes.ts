// How does a file begin?
import { closeSync, openSync, readSync } from 'node:fs';

/** The first bytes of a regular file, at most so many; undefined where it cannot be read. */
export function firstBytes(path: string, most: number): Buffer | undefined {
  try {
    const fd = openSync(path, 'r');
    try {
      const bytes = Buffer.alloc(most);
      return bytes.subarray(0, readSync(fd, bytes, 0, most, 0));
    } finally {
      closeSync(fd);
    }
  } catch {
    return undefined;
  }
}

// Does a file end with a whole line?
import { closeSync, openSync, readSync } from 'node:fs';

const newline = 10;

/** Whether a regular file of `size` bytes ends with a newline, or is empty; also true where it cannot be read. */
export function endsLine(path: string, size: number): boolean {
  if (size === 0) return true;
  try {
    const fd = openSync(path, 'r');
    try {
      const last = Buffer.of(newline);
      return readSync(fd, last, 0, 1, size - 1) === 0 || last[0] === newline;
    } finally {
      closeSync(fd);
    }
  } catch {
    return true;
  }
}

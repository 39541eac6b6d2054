// Is a descriptor a terminal? Asked of each standard one at every start: node:tty, which knows, brings streams and sockets
// with it, and is loaded only where the answer may be yes.
import { fstatSync, statSync } from 'node:fs';

/** Whether `fd` is a terminal, and has not hung up. */
export function isTerminal(fd: number): boolean {
  return isDevice(fd) && process.getBuiltinModule('node:tty').isatty(fd);
}

/** A device, but not the one of `</dev/null` and `>/dev/null`. */
function isDevice(fd: number): boolean {
  try {
    const stats = fstatSync(fd);
    return stats.isCharacterDevice() && stats.rdev !== statSync('/dev/null').rdev;
  } catch {
    return false;
  }
}

/** Whether nobody passes on what is written to `fd`: it is a regular file, or /dev/null. Of a pipe that is not known. */
export function endsHere(fd: number): boolean {
  try {
    const stats = fstatSync(fd);
    return stats.isFile() || stats.rdev === statSync('/dev/null').rdev;
  } catch {
    return false;
  }
}

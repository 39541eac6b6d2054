// Is a descriptor a terminal? Each standard one is tested at every start: node:tty, which has the answer, brings
// streams and sockets with it, and is loaded only where the answer may be yes.
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

/** Whether what is written to `fd` goes no further: it is a regular file, or /dev/null. Of a pipe that is not known. */
export function endsHere(fd: number): boolean {
  try {
    const stats = fstatSync(fd);
    return stats.isFile() || stats.rdev === statSync('/dev/null').rdev;
  } catch {
    return false;
  }
}

/** How large the terminal at `fd` is, in characters; undefined where there is none, or its size is unknown. */
export function terminalSize(fd: number): { readonly columns: number; readonly rows: number } | undefined {
  if (fd < 0 || !isTerminal(fd)) return undefined;
  // Any other descriptor of a terminal is most likely one of the terminal that standard error is at.
  const { columns, rows } = fd === 1 ? process.stdout : process.stderr;
  return columns > 0 && rows > 0 ? { columns, rows } : undefined;
}

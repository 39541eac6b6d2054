// Opening a named pipe for writing. An ordinary open waits for a reader inside the system, where neither a signal nor
// the end of the program reaches it; so it is tried without waiting, again and again, and reported after a second.
import { closeSync, constants, openSync } from 'node:fs';
import { systemCode } from '../os/error-text.js';
import { shownName, systemName } from '../text/file-name.js';

const betweenMs = 50;
const patienceMs = 1000;

/**
 * The descriptor of the pipe, once it has a reader.
 * @param notice called once, with `waiting for a reader on FIFO PATH`
 * @param given ends the waiting; the promise then rejects with the reason
 */
export async function openNamedPipe(
  path: string,
  notice: (message: string) => void,
  given: AbortSignal,
): Promise<number> {
  for (let waited = 0; ; waited += betweenMs) {
    const fd = tryOpen(path);
    if (fd !== undefined) {
      if (!given.aborted) return fd;
      closeSync(fd);
    }
    if (waited === patienceMs) notice(`waiting for a reader on FIFO ${shownName(path)}`);
    await process.getBuiltinModule('node:timers/promises').setTimeout(betweenMs, undefined, { signal: given });
  }
}

/** undefined: it has no reader yet. */
function tryOpen(path: string): number | undefined {
  try {
    return openSync(systemName(path), constants.O_WRONLY | constants.O_NONBLOCK);
  } catch (error) {
    if (systemCode(error) === 'ENXIO') return undefined;
    throw error;
  }
}

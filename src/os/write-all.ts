// Words for a person, a page of help or a page of rows, written at once and wholly. The descriptor may be a pipe that
// does not wait: standard error often shares one with standard output (`2>&1 |`), which we ourselves have made so. Then
// it takes a part at a time, and we wait a little for its reader.
import { writeSync } from 'node:fs';
import { systemCode } from './error-text.js';

/** Between two tries, in ms. */
const pause = 5;

/**
 * Writes all of `bytes` to descriptor `fd`.
 * @param patience how long a reader who takes nothing is waited for, in ms
 * @throws the system's error; EAGAIN when patience has run out
 */
export function writeAll(fd: number, bytes: Uint8Array, patience = Infinity): void {
  let waited = 0;
  for (let from = 0; from < bytes.length;) {
    try {
      from += writeSync(fd, bytes, from);
      waited = 0;
    } catch (error) {
      if (systemCode(error) !== 'EAGAIN' || waited >= patience) throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, pause);
      waited += pause;
    }
  }
}

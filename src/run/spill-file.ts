// A temporary file for lines that wait and do not fit in memory. Its name is gone as soon as it is open, so nothing of it
// stays, however the process ends.
import { mkdtempSync, openSync, readSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { systemWords } from '../os/error-text.js';
import type { MemoryGauge } from '../os/host.js';
import { writeAll } from '../os/write-all.js';
import type { SpillSpace } from '../operator/sort/spill-space.js';
import { shownName } from '../text/file-name.js';
import { Failure } from './failure.js';
import { defaultShare } from './memory-limit.js';

/** Of the memory that a run may take; while lines go out, as much again is needed to put them in order. */
const share = 1 / 3;

export class SpillFile implements SpillSpace {
  readonly #memory: MemoryGauge;
  #above: number | undefined;
  #fd: number | undefined;
  #size = 0;

  /** @param most `--max-memory`, in bytes; undefined: the default */
  constructor(most: number | undefined, memory: MemoryGauge) {
    this.#above = most === undefined ? undefined : share * most;
    this.#memory = memory;
  }

  get above(): number {
    return (this.#above ??= share * defaultShare * this.#memory.granted());
  }

  get size(): number {
    return this.#size;
  }

  append(bytes: Uint8Array): void {
    const directory = process.getBuiltinModule('node:os').tmpdir();
    try {
      this.#fd ??= nameless(directory);
      writeAll(this.#fd, bytes);
    } catch (error) {
      throw new Failure(
        `cannot write a temporary file in ${shownName(directory)}, where events wait that do not fit in memory: ${systemWords(error)}; ` +
          'TMPDIR names another directory, --max-memory SIZE allows more memory',
      );
    }
    this.#size += bytes.length;
  }

  read(from: number, into: Uint8Array): void {
    for (let filled = 0; filled < into.length;)
      filled += readSync(this.#fd!, into, filled, into.length - filled, from + filled);
  }
}

function nameless(directory: string): number {
  const own = mkdtempSync(join(directory, 'flowctl-'));
  try {
    return openSync(join(own, 'waiting'), 'wx+', 0o600);
  } finally {
    rmSync(own, { recursive: true });
  }
}

// A named pipe that is followed. It has no end while it has its name: it is opened for writing as well, so that there
// always is a writer. A pipe made anew under the name is another one, and writers go to that: once nothing has come for
// a whole look, this one is at its end.
import { constants, openSync } from 'node:fs';
import { systemCode } from '../os/error-text.js';
import { systemName } from '../text/file-name.js';
import { DecompressedSource } from './decompressed.js';
import { socketOf } from './descriptor.js';
import { unreadable } from './failure.js';
import type { Presence } from './presence.js';
import type { Source } from './source.js';
import { StreamSource } from './stream.js';
import type { LogName } from './successors.js';

/** How often it is looked who has the name, in ms. */
const lookEvery = 250;

export class FollowedPipe implements Source {
  readonly name: string;
  readonly live = true;
  readonly identity = undefined;
  readonly progress = undefined;
  readonly #presence: Presence;
  readonly #stream: Source;
  /** Device and inode. */
  readonly #place: string | undefined;
  readonly #timer: NodeJS.Timeout;
  /** A read waits, and waited at the last look. */
  #waits = false;
  #waited = false;

  constructor({ name, path, notice, presence }: LogName) {
    this.name = name;
    this.#presence = presence;
    this.#place = placeOf(presence);
    const open = (take: (bytes: Uint8Array) => boolean): ReturnType<typeof socketOf> =>
      socketOf(openForBoth(name, path), take);
    this.#stream = new DecompressedSource(new StreamSource({ name, live: true, notice, open }), notice);
    this.#timer = setInterval(() => this.#look(), lookEvery).unref();
  }

  async read(into: Uint8Array): Promise<number> {
    this.#waits = true;
    const n = await this.#stream.read(into);
    this.#waits = this.#waited = false;
    return n;
  }

  locate(): undefined {
    return undefined;
  }

  park(): void {
    // What is in a pipe is nowhere else.
  }

  close(): void {
    clearInterval(this.#timer);
    this.#stream.close();
  }

  /** While a read waits, nothing is held that would be lost. */
  #look(): void {
    const place = placeOf(this.#presence);
    if (place !== undefined && place === this.#place) this.#presence.found();
    if (this.#waited && place !== undefined && place !== this.#place) this.close();
    this.#waited = this.#waits;
  }
}

function placeOf(presence: Presence): string | undefined {
  const stats = presence.look();
  return stats && `${stats.dev}:${stats.ino}`;
}

/** One that may only be read ends with its last writer, and is opened again. */
function openForBoth(name: string, path: string, flags = constants.O_RDWR): number {
  try {
    return openSync(systemName(path), flags | constants.O_NONBLOCK);
  } catch (error) {
    if (systemCode(error) !== 'EACCES' || flags === constants.O_RDONLY) throw unreadable(name, error);
    return openForBoth(name, path, constants.O_RDONLY);
  }
}

// A followed log that was seen empty may have been written, copied and emptied before the next look: it looks the same, and
// all that it held is in the copies. Only the time of its last change gives that away.
import { findAgain } from './find-again.js';
import type { Generation } from './generation.js';
import type { Location } from './source.js';
import type { LogName } from './successors.js';

export class SinceEmpty {
  readonly #log: LogName;
  #seen: { readonly file: Generation; readonly place: Location } | undefined;

  constructor(log: LogName) {
    this.#log = log;
  }

  /**
   * Looks at the file that has the log's name.
   * @param older the files before it, which we have open
   * @returns the copies made since it was seen empty, and it; undefined: there are none
   */
  copies(newest: Generation, older: () => readonly Location[]): readonly Generation[] | undefined {
    const known = this.#seen?.file === newest ? this.#seen.place : undefined;
    this.#seen = undefined;
    if (newest.at > 0 || !newest.plain) return undefined;
    const place = { ...newest.locate(0), written: String(newest.file.times.written) };
    if (place.identity.head === '') this.#seen = { file: newest, place };
    if (known === undefined || place.written === known.written || newest.file.removed) return undefined;
    const files = othersFound(this.#log, { ...known, older: older() });
    return files !== undefined && files.length > 1 ? files : undefined;
  }
}

/** Where a place of the log is to be found by now, beside the older files that we have open; undefined: nowhere. */
export function othersFound({ path, notice }: LogName, place: Location): readonly Generation[] | undefined {
  try {
    const { older, files } = findAgain(path, place, notice);
    for (const generation of older) generation.park();
    return files;
  } catch {
    return undefined;
  }
}

// Under rotation one source is several files, one after the other. The trail remembers where in the run's count of
// bytes each of them began, so that a checkpoint can say in which file a byte lies, even one that was read ahead of.
import type { RegularFile } from './regular-file.js';
import type { Identity, Location } from './source.js';

interface Stretch {
  readonly from: number;
  readonly file: RegularFile;
  /** Of `file`, where the stretch begins. */
  readonly at: number;
  /** Set when the file has been read to its end. */
  readonly left: Identity | undefined;
}

/** A checkpoint never lies further back than the file before last. */
const kept = 3;

export class Trail {
  #stretches: readonly Stretch[] = [];

  /** From byte `from` on, the source is `file` from byte `at`. */
  begin(from: number, file: RegularFile, at: number): void {
    const before = this.#stretches.map((stretch) => ({ ...stretch, left: stretch.left ?? stretch.file.identity }));
    this.#stretches = [...before.slice(1 - kept), { from, file, at, left: undefined }];
  }

  /** Where byte `count` lies. */
  locate(count: number): Location | undefined {
    const stretch = this.#stretches.findLast(({ from }) => from <= count);
    if (stretch === undefined) return undefined;
    return { identity: stretch.left ?? stretch.file.identity, offset: stretch.at + count - stretch.from };
  }
}

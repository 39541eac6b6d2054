// A pattern that is followed (`--follow 'logs/*.ndjson'`): files that appear under it are taken up, each an input of its own
// as those that were there at the beginning. What rotation makes of a log that is followed already is no new one.
import { statSync } from 'node:fs';
import { shownName, systemName } from '../text/file-name.js';
import { compressionOf } from './compression.js';
import type { FollowedLogs } from './followed-logs.js';
import { expandGlob } from './glob.js';
import { RegularFile } from './regular-file.js';
import type { Listener, Source } from './source.js';

/** How often it is looked what has appeared, in ms. */
const lookEvery = 1000;

export interface FollowedPatternForm {
  readonly pattern: string;
  readonly logs: FollowedLogs;
  readonly open: (path: string) => Source;
  readonly notice: (message: string) => void;
}

export class FollowedPattern implements Listener {
  readonly name: string;
  readonly bringsFiles = true;
  readonly listening = Promise.resolve(undefined);
  readonly #form: FollowedPatternForm;
  /** What is never taken up. */
  readonly #left = new Set<string>();
  #closed = false;
  #wake: (() => void) | undefined;

  constructor(form: FollowedPatternForm) {
    this.name = form.pattern;
    this.#form = form;
    if (expandGlob(form.pattern).length === 0)
      form.notice(`no file matches ${shownName(form.pattern)} yet; it is waited for`);
  }

  async accept(): Promise<Source | undefined> {
    while (!this.#closed) {
      const path = this.#appeared();
      if (path !== undefined) return this.#form.open(path);
      await this.#pause();
    }
    return undefined;
  }

  close(): void {
    this.#closed = true;
    this.#wake?.();
  }

  #appeared(): string | undefined {
    const { pattern, logs } = this.#form;
    // A pattern may be the very name of a file that is made later: `log[1]`.
    const paths = [...expandGlob(pattern), ...(kindOf(pattern) === undefined ? [] : [pattern])];
    return paths.find((path) => !logs.has(path) && !this.#left.has(path) && this.#isNew(path));
  }

  #isNew(path: string): boolean {
    const sure = this.#form.logs.likenessOf(path);
    if (sure === 'own') this.#left.add(path);
    const kind = kindOf(path);
    if (kind !== 'file' || sure === 'own') return kind === 'pipe';
    const file = new RegularFile(path);
    try {
      return this.#isNewFile(file, sure === 'perhaps');
    } catch {
      // The follower of the name reports that it cannot be read, and waits.
      return true;
    } finally {
      file.park();
    }
  }

  /** @param isLike by its name it may be an older file of a log that is followed */
  #isNewFile(file: RegularFile, isLike: boolean): boolean {
    const { logs } = this.#form;
    // A copy is made empty, and filled then.
    if (logs.knows(file) || (isLike && file.size === 0)) return false;
    if (compressionOf(file.peek(0, 18)) !== undefined) return this.#refuse(file, 'it is compressed');
    const isCopy = isLike && logs.hasAlike(file);
    return !isCopy || this.#refuse(file, 'it begins as a log does that is followed, and is taken for a copy of it');
  }

  #refuse({ path }: RegularFile, why: string): false {
    this.#left.add(path);
    this.#form.notice(`${shownName(path)} is not followed: ${why}`);
    return false;
  }

  #pause(): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(() => this.#wake?.(), lookEvery);
      this.#wake = () => {
        clearTimeout(timer);
        this.#wake = undefined;
        resolve();
      };
    });
  }
}

function kindOf(path: string): 'file' | 'pipe' | undefined {
  const stats = statSync(systemName(path), { throwIfNoEntry: false });
  if (stats?.isFile() === true) return 'file';
  return stats?.isFIFO() === true ? 'pipe' : undefined;
}

// When to look at a followed file again: four times a second, and sooner where the system gives notice of a change. Notices
// get lost on network file systems and under load, so nothing depends on them.
import { watch } from 'node:fs';
import type { FSWatcher } from 'node:fs';
import { basename, dirname } from 'node:path';
import { linkedPaths } from './siblings.js';

const betweenMs = 250;

export class ChangeNotices {
  readonly #path: string;
  readonly #whileBusy: () => void;
  #watcher: FSWatcher | undefined;
  #wake: (() => void) | undefined;
  #closed = false;

  /** @param whileBusy called at a notice that is not waited for */
  constructor(path: string, whileBusy: () => void) {
    this.#path = path;
    this.#whileBusy = whileBusy;
  }

  /** Settles when it is time to look. */
  next(): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(() => this.#wake?.(), betweenMs);
      this.#wake = () => {
        clearTimeout(timer);
        this.#wake = undefined;
        resolve();
      };
      this.#listen();
    });
  }

  close(): void {
    this.#closed = true;
    this.#watcher?.close();
    this.#wake?.();
  }

  #listen(): void {
    try {
      this.#watcher ??= this.#watch();
    } catch {
      // No directory yet, or no notices to be had: the timer is enough.
    }
  }

  /** The directory is watched, since the name outlives the file; of a link, that of the file it leads to. */
  #watch(): FSWatcher {
    const path = linkedPaths(this.#path).at(-1)!;
    const own = basename(path);
    const watcher = watch(dirname(path), { persistent: false }, (_event, name) => {
      if (name !== own) return;
      if (this.#wake !== undefined) this.#wake();
      else if (!this.#closed) this.#whileBusy();
    });
    return watcher.on('error', () => undefined);
  }
}

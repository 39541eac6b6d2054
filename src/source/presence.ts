// Whether a followed name can be read at all, and the message if not. Rotation makes a new file a moment before it may
// be read, and a log may begin long after its follower: no failure, but the user has to learn of a name without a file.
// The message comes at once where nothing was read yet, for the name may be mistyped; later, once this has lasted.
import { accessSync, constants, statSync } from 'node:fs';
import type { BigIntStats } from 'node:fs';
import { systemCode, systemWords } from '../os/error-text.js';
import { shownName, systemName } from '../text/file-name.js';
import { monotonic } from '../os/monotonic.js';

/** What may be otherwise in a moment, of a name or of a directory on the way to it. */
const passing: ReadonlySet<string | undefined> = new Set(['ENOENT', 'EACCES', 'EPERM', 'ENOTDIR', 'ELOOP', 'ESTALE']);

/** Whether an error, or what it was caused by, means that a name cannot be read now. */
export function isPassing(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  return passing.has(systemCode(error)) || passing.has(systemCode(error.cause));
}

export interface PresenceForm {
  readonly path: string;
  /** For messages. */
  readonly name: string;
  readonly notice: (message: string) => void;
  /** How long a name that could be read may be without, before that is reported, in ms. */
  readonly patienceMs: number;
}

export class Presence {
  readonly #form: PresenceForm;
  #isKnown = false;
  #isSaid = false;
  #missedSince: number | undefined;

  constructor(form: PresenceForm) {
    this.#form = form;
  }

  /** What has the name; undefined: nothing, which is then reported. @throws what is more than passing */
  look(): BigIntStats | undefined {
    try {
      return statSync(systemName(this.#form.path), { bigint: true });
    } catch (error) {
      this.missed(error);
      return undefined;
    }
  }

  /** A named pipe has the name, and may be read. */
  get isPipe(): boolean {
    if (this.look()?.isFIFO() !== true) return false;
    try {
      accessSync(systemName(this.#form.path), constants.R_OK);
      return true;
    } catch (error) {
      this.missed(error);
      return false;
    }
  }

  /** What has the name can be read. */
  found(): void {
    if (this.#isSaid) this.#form.notice(`${shownName(this.#form.name)} can be read now`);
    this.#isKnown = true;
    this.#isSaid = false;
    this.#missedSince = undefined;
  }

  /** It cannot be read now. @throws `error`, when that is not going to be otherwise by waiting */
  missed(error: unknown): void {
    if (!isPassing(error)) throw error;
    const cause = error instanceof Error && error.cause !== undefined ? error.cause : error;
    this.without(systemWords(cause));
  }

  /** As `missed`, in words. */
  without(why: string): void {
    this.#missedSince ??= monotonic();
    const isOver = !this.#isKnown || monotonic() - this.#missedSince >= this.#form.patienceMs;
    if (this.#isSaid || !isOver) return;
    this.#isSaid = true;
    const when = this.#isKnown ? 'any more' : 'yet';
    this.#form.notice(`cannot read ${shownName(this.#form.name)} ${when}: ${why}; it is waited for`);
  }
}

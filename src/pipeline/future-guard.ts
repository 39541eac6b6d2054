// SPEC §2 `--max-future`: an event further ahead of the clock than that is not believed, so that one wrong clock cannot
// close everybody's windows. Off while the clock is unknown, and for inputs that are trusted.
import type { Duration, Instant } from '../model/instant.js';

export class FutureGuard {
  /** Infinity: off. */
  readonly #most: Duration;
  readonly #trusted = new Set<number>();

  /** @param most how far ahead of the clock an event may be; undefined: as far as it likes */
  constructor(most: Duration | undefined) {
    this.#most = most ?? Infinity;
  }

  get isOn(): boolean {
    return this.#most < Infinity;
  }

  /** Whether events of the input are believed whatever the clock says. */
  trust(input: number, trusted: boolean): void {
    if (trusted) this.#trusted.add(input);
    else this.#trusted.delete(input);
  }

  /** How far ahead of the clock an event of the input may be, once the clock is known. */
  most(input: number): Duration {
    return this.isOn && this.#trusted.has(input) ? Infinity : this.#most;
  }

  /** The latest event time that is believed. */
  limit(input: number, processing: Instant): Instant {
    return processing === -Infinity ? Infinity : processing + this.most(input);
  }
}

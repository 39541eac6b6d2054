// SPEC §2 `--max-future`: an event further ahead of the clock than that is not believed, so that one wrong clock cannot
// close everybody's windows. Off while the clock is unknown, and for inputs that are trusted.
import type { Duration, Instant } from '../model/instant.js';

export class FutureGuard {
  /** By stream; Infinity: off. */
  readonly #most: readonly Duration[];
  readonly #trusted = new Set<number>();

  /** @param most by stream, how far ahead of the clock an event may be; undefined: as far as it likes */
  constructor(most: readonly (Duration | undefined)[]) {
    this.#most = most.map((duration) => duration ?? Infinity);
  }

  /** Whether it is for any stream. */
  get isOn(): boolean {
    return this.#most.some((most) => most < Infinity);
  }

  /** Whether events of the input pass whatever the clock is. */
  trust(input: number, trusted: boolean): void {
    if (trusted) this.#trusted.add(input);
    else this.#trusted.delete(input);
  }

  /** How far ahead of the clock an event of the input, which is of the stream, may be once the clock is known. */
  most(stream: number, input: number): Duration {
    const most = this.#most[stream]!;
    return most < Infinity && this.#trusted.has(input) ? Infinity : most;
  }

  /** The latest event time that is believed. */
  limit(stream: number, input: number, processing: Instant): Instant {
    return processing === -Infinity ? Infinity : processing + this.most(stream, input);
  }
}

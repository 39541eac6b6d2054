// Processing time, from the machine's clock. It never falls: a clock that was set back stands still until time has caught
// up. Lengths of time are not measured by it.
import type { Duration, Instant } from '../model/instant.js';

/** Smaller corrections are everyday life and do no harm, in ms. */
const worthSaying: Duration = 1000;

export class WallClock {
  readonly #read: () => Instant;
  #latest: Instant = -Infinity;
  #said = false;
  /** Called once, when the machine's clock turns out to have been set back, with the difference. */
  onSetBack: (by: Duration) => void = () => undefined;

  /** @param read the machine's clock, in ms since 1970 */
  constructor(read: () => Instant) {
    this.#read = read;
  }

  now(): Instant {
    const now = this.#read();
    if (now >= this.#latest) return (this.#latest = now);
    if (!this.#said && this.#latest - now >= worthSaying) {
      this.#said = true;
      this.onSetBack(this.#latest - now);
    }
    return this.#latest;
  }
}

// By what silence of an input is measured under the machine's clock: elapsed time, as far as the run could listen. While a
// reader of the results takes nothing, or a batch takes long, inputs are not read; if one then has
// something, most of such a stretch was no silence.
import type { Duration, Instant } from '../model/instant.js';

/** So much of a stretch counts as silence although something was waiting at its end, in ms. */
const most: Duration = 100;

export class ListeningTime {
  #last: Instant;
  #listened: Instant;

  /** @param elapsed at the beginning */
  constructor(elapsed: Instant) {
    this.#last = this.#listened = elapsed;
  }

  /** An input was not to be read until now, whatever it has: that was no silence. */
  skip(elapsed: Instant): void {
    this.#last = elapsed;
  }

  /** @param waiting whether input is there that was not read */
  at(elapsed: Instant, waiting: boolean): Instant {
    const stretch = elapsed - this.#last;
    this.#last = elapsed;
    return (this.#listened += waiting ? Math.min(stretch, most) : stretch);
  }
}

// How long nothing has come from any input, and by which clock such lengths are measured. The machine's clock may be
// set while a run goes on; lengths of time are measured in elapsed time, which does not depend on that. A clock read
// from the data is its own measure.
import type { Duration, Instant } from '../model/instant.js';

export class Silence {
  readonly #after: Duration;
  /** Elapsed time when something last came; −∞: before the clock was known, or never. */
  #latest: Instant = -Infinity;
  /** Processing time is so much ahead of elapsed time, as of the last tick. */
  #ahead: Duration = 0;
  #length: Duration = 0;

  /** @param after so long a silence `lasts`; undefined: none does */
  constructor(after: Duration | undefined) {
    this.#after = after ?? Infinity;
  }

  /** Elapsed time at this processing time. */
  elapsed(processing: Instant): Instant {
    return processing - this.#ahead;
  }

  /** The processing time at which so much will have elapsed. */
  processing(elapsed: Instant): Instant {
    return elapsed + this.#ahead;
  }

  /** Something has come. */
  end(processing: Instant): void {
    this.#latest = this.elapsed(processing);
    this.#length = 0;
  }

  /** Processing time and elapsed time moved. A silence that began before the clock was known is counted from now. */
  tick(processing: Instant, elapsed: Instant): void {
    this.#ahead = processing === elapsed ? 0 : processing - elapsed;
    if (this.#latest === -Infinity) this.#latest = elapsed;
    // Both at the end of time: nothing is known of the length.
    this.#length = elapsed > this.#latest ? elapsed - this.#latest : 0;
  }

  /** As of the last tick. */
  get length(): Duration {
    return this.#length;
  }

  get lasts(): boolean {
    return this.#length >= this.#after;
  }

  /** No silence lasts before this processing time, unless one does already; +∞: none ever will. */
  get horizon(): Instant {
    return this.#after === Infinity ? Infinity : this.processing(this.#latest + this.#after);
  }

  /** When something last came, to be taken up by another run. */
  save(): Instant {
    return this.#latest;
  }

  load(latest: Instant): void {
    this.#latest = latest;
    this.#length = 0;
  }
}

// Events a second, of late: over the last five seconds, or since it was last read when that is longer ago.
import type { Duration, Instant } from '../model/instant.js';

const memory: Duration = 5000;

export class Rate {
  #samples: readonly { readonly at: Instant; readonly events: number }[];

  /** @param events there were already at `at` */
  constructor(at: Instant, events: number) {
    this.#samples = [{ at, events }];
  }

  /** @param now elapsed time; the rate is 0 as long as it has not moved */
  of(events: number, now: Instant): number {
    const remembered = this.#samples.filter(({ at }) => now - at <= memory);
    const [from] = remembered.length > 0 ? remembered : this.#samples.slice(-1);
    this.#samples = [...(remembered.length > 0 ? remembered : [from!]), { at: now, events }];
    return now > from!.at ? ((events - from!.events) / (now - from!.at)) * 1000 : 0;
  }
}

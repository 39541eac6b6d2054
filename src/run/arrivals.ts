// How disordered the events came: each against the largest event time that its input had shown before. Only --stats asks
// for it. An event too far in the future does not count, as it does not move the watermark either.
import type { Batch } from '../model/batch.js';
import type { Instant } from '../model/instant.js';
import { Disorder } from '../report/disorder.js';

export class Arrivals {
  readonly disorder = new Disorder();
  /** By input; forgotten with it. */
  readonly #high = new WeakMap<object, Instant>();

  /**
   * @param input whose they are: the same object each time
   * @param limit event times above this are of the future (`--max-future`)
   */
  came(input: object, { times, length }: Batch, limit: Instant): void {
    let high = this.#high.get(input) ?? -Infinity;
    let punctual = 0;
    for (let row = 0; row < length; row++) {
      const at = times[row]!;
      // NaN, where there is no time, is neither.
      if (at >= high && at <= limit) {
        high = at;
        punctual++;
      } else if (at < high) this.disorder.add(high - at);
    }
    if (punctual > 0) this.disorder.add(0, punctual);
    this.#high.set(input, high);
  }
}

// How disordered the events came: each against the largest event time that its input had shown before. Only --stats
// needs it. An event too far in the future does not count, as it does not move the watermark either.
import type { Batch } from '../model/batch.js';
import type { Duration, Instant } from '../model/instant.js';
import { Disorder } from './disorder.js';

export class Arrivals {
  readonly disorder = new Disorder();
  /** By input; forgotten with it. */
  readonly #high = new WeakMap<object, Instant>();

  /**
   * @param input whose they are: the same object each time
   * @param clock processing time before them; −∞: unknown
   * @param maxFuture event times further ahead of the clock are of the future
   */
  came(input: object, { times, clocks, length }: Batch, clock: Instant, maxFuture: Duration): void {
    let high = this.#high.get(input) ?? -Infinity;
    let punctual = 0;
    let now = clock;
    for (let row = 0; row < length; row++) {
      if (clocks !== undefined && clocks[row]! > now) now = clocks[row]!;
      const at = times[row]!;
      // NaN, where there is no time, is neither.
      if (at >= high && (at <= now + maxFuture || now === -Infinity)) {
        high = at;
        punctual++;
      } else if (at < high) this.disorder.add(high - at);
    }
    if (punctual > 0) this.disorder.add(0, punctual);
    this.#high.set(input, high);
  }
}

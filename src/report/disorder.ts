// How far behind were they? Quantiles of durations in bounded memory: counts in logarithmic bins of 1 % relative width
// (the idea of DDSketch: Masson, Rim, Lee, PVLDB 12(12), 2019), the largest kept exactly.
import type { Duration } from '../model/instant.js';
import type { Saved } from '../model/saved.js';
import { listOf, natural, real, record, tuple } from '../model/shape.js';

const growth = Math.log(1.02);

export class Disorder {
  count = 0;
  worst: Duration = 0;
  readonly #bins = new Map<number, number>();

  /** @param many so many were that far behind */
  add(behind: Duration, many = 1): void {
    this.count += many;
    if (behind > this.worst) this.worst = behind;
    const bin = behind < 1 ? -1 : Math.ceil(Math.log(behind) / growth);
    this.#bins.set(bin, (this.#bins.get(bin) ?? 0) + many);
  }

  /** The value below or at which the share `q` of all lies, at most 2 % too large; 0 when there is none. */
  quantile(q: number): Duration {
    let rest = Math.ceil(q * this.count);
    for (const bin of [...this.#bins.keys()].sort((a, b) => a - b)) {
      rest -= this.#bins.get(bin)!;
      if (rest <= 0) return bin < 0 ? 0 : Math.min(this.worst, Math.round(Math.exp(bin * growth)));
    }
    return this.worst;
  }

  save(): Saved {
    return { count: this.count, worst: this.worst, bins: [...this.#bins].map(([bin, n]) => [bin, n]) };
  }

  load(saved: Saved): void {
    const { count, worst, bins } = record({ count: natural, worst: real, bins: listOf(tuple(real, natural)) })(saved);
    this.count = count;
    this.worst = worst;
    for (const [bin, n] of bins) this.#bins.set(bin, n);
  }
}

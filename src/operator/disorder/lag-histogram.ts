// How often events were how far behind, in the memory of some thousand numbers whatever there is: below 2048 ms each
// millisecond has a cell, above that cells double their width with each power of two, and are never wider than a
// thousandth of what they hold (Tene's HdrHistogram). Each cell knows the largest lag in it, so that how many are above
// that is known exactly.
import { longer } from '../../model/arrays.js';
import type { Duration } from '../../model/instant.js';
import type { Saved } from '../../model/saved.js';
import { counts, record, sameLength } from '../../model/shape.js';

/** Cells of one millisecond; half as many for each further power of two. */
const fine = 2048;
const half = fine / 2;

export class LagHistogram {
  #counts: Float64Array = new Float64Array(fine);
  /** The largest lag in each cell. */
  #largest: Float64Array = new Float64Array(fine);
  /** All that were added. */
  count = 0;
  furthest: Duration = 0;

  /** @param lag whole ms, 0 to 2^53 */
  add(lag: Duration): void {
    const cell = cellOf(lag);
    if (cell >= this.#counts.length) this.#grow(cell);
    this.#counts[cell]!++;
    if (lag > this.#largest[cell]!) this.#largest[cell] = lag;
    this.count++;
    if (lag > this.furthest) this.furthest = lag;
  }

  /**
   * The least lag, to a thousandth, that no more than so many are above, and how many are.
   * @param most 0 or more
   */
  leastAbove(most: number): { readonly lag: Duration; readonly above: number } {
    let above = 0;
    for (let cell = this.#counts.length - 1; cell > 0; cell--) {
      const count = this.#counts[cell]!;
      if (above + count > most) return { lag: this.#largest[cell]!, above };
      above += count;
    }
    return { lag: 0, above };
  }

  save(): Saved {
    return { counts: this.#counts.slice(), largest: this.#largest.slice() };
  }

  load(saved: Saved): void {
    const { counts: loaded, largest } = shape(saved);
    sameLength(loaded, largest);
    this.#counts = loaded.slice();
    this.#largest = largest.slice();
    this.count = loaded.reduce((sum, n) => sum + n, 0);
    this.furthest = largest.reduce((most, lag) => Math.max(most, lag), 0);
  }

  #grow(cell: number): void {
    this.#counts = longer(this.#counts, 2 * cell);
    this.#largest = longer(this.#largest, 2 * cell);
  }
}

const shape = record({ counts: counts(), largest: counts() });

function cellOf(lag: Duration): number {
  if (lag < fine) return lag;
  const doublings = exponentOf(lag) - 10;
  return half * doublings + Math.floor(lag / 2 ** doublings);
}

/** Of the largest power of two in `n`; the logarithm is rounded up just below one. */
function exponentOf(n: number): number {
  return n < 2 ** 32 ? 31 - Math.clz32(n) : 63 - Math.clz32(n / 2 ** 32);
}

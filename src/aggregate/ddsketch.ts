// A sketch of numbers for quantiles with a bound on the relative error: DDSketch (Masson, Rim and Lee, PVLDB 12(12),
// 2019). A number goes to the bin i with γ^(i−1) < |x| ≤ γ^i, γ = (1 + α) / (1 − α), and 2γ^i / (γ + 1) is within α of
// all numbers of the bin. Bins are counts, so merging is adding, exact and in any order. No bins are ever collapsed:
// the doubles have no more than 2 × 1,454 / ln γ of them (145,000 with α = 0.01), and what is usual has some hundreds.
import type { Saved } from '../model/saved.js';
import { doubles, integers, Misshapen, natural, real, record, type Shape } from '../model/shape.js';

/** How numbers become bins and bins numbers; one for all sketches that are merged with each other. */
export class Bins {
  readonly #logOfBase: number;
  readonly #base: number;
  readonly #middle: number;

  /** @param error α, above 0 and below 1. Bins are a little narrower, so that rounding here does not break the bound. */
  constructor(error: number) {
    const narrow = error * (1 - 2 ** -20);
    this.#base = (1 + narrow) / (1 - narrow);
    this.#logOfBase = Math.log(this.#base);
    this.#middle = 2 / (1 + this.#base);
  }

  /** @param size above 0 */
  of(size: number): number {
    return Math.ceil(Math.log(size) / this.#logOfBase);
  }

  /** The number in the bin that is nearest, relatively, to all of them; Infinity for the last bin of the doubles. */
  middle(bin: number): number {
    return this.#middle * this.#base ** bin;
  }
}

interface SavedSide {
  readonly bins: Int32Array;
  readonly counts: Float64Array;
}

interface SavedSketch {
  readonly above: SavedSide;
  readonly below: SavedSide;
  readonly zeros: number;
  readonly least: number;
  readonly greatest: number;
}

/** Of one slot. */
export class DDSketch {
  /** How many numbers are in each bin, of those above 0, and, by their sizes, of those below. */
  readonly #above = new Map<number, number>();
  readonly #below = new Map<number, number>();
  #zeros = 0;
  #count = 0;
  #least = Infinity;
  #greatest = -Infinity;

  get count(): number {
    return this.#count;
  }

  /** @param x finite */
  add(x: number, bins: Bins): void {
    this.#count++;
    if (x < this.#least) this.#least = x;
    if (x > this.#greatest) this.#greatest = x;
    if (x > 0) increase(this.#above, bins.of(x), 1);
    else if (x < 0) increase(this.#below, bins.of(-x), 1);
    else this.#zeros++;
  }

  merge(other: DDSketch): void {
    for (const [bin, count] of other.#above) increase(this.#above, bin, count);
    for (const [bin, count] of other.#below) increase(this.#below, bin, count);
    this.#zeros += other.#zeros;
    this.#count += other.#count;
    this.#least = Math.min(this.#least, other.#least);
    this.#greatest = Math.max(this.#greatest, other.#greatest);
  }

  /**
   * About the number at this place, from 0, in rising order, and about the next one: each within the error of what it
   * stands for. The smallest and the largest are known exactly, and nothing lies beyond them.
   */
  at(index: number, bins: Bins): readonly [at: number, next: number] {
    const found: number[] = [];
    let passed = 0;
    for (const [x, count] of this.#rising(bins)) {
      passed += count;
      while (found.length < 2 && passed > index + found.length) found.push(this.#within(x, index + found.length));
      if (found.length === 2) break;
    }
    return [found[0]!, found[1] ?? found[0]!];
  }

  save(): Saved {
    return {
      ...{ above: saved(this.#above), below: saved(this.#below), zeros: this.#zeros },
      ...{ least: this.#least, greatest: this.#greatest },
    };
  }

  /** @throws Misshapen */
  static load(saved: Saved): DDSketch {
    const { above, below, zeros, least, greatest } = sketchShape(saved);
    const sketch = new DDSketch();
    load(sketch.#above, above);
    load(sketch.#below, below);
    sketch.#zeros = zeros;
    sketch.#least = least;
    sketch.#greatest = greatest;
    sketch.#count = natural([...above.counts, ...below.counts].reduce((sum, count) => sum + count, zeros));
    return sketch;
  }

  #within(x: number, index: number): number {
    if (index === 0) return this.#least;
    if (index === this.#count - 1) return this.#greatest;
    return Math.min(Math.max(x, this.#least), this.#greatest);
  }

  *#rising(bins: Bins): Generator<readonly [x: number, count: number]> {
    for (const bin of sorted(this.#below).reverse()) yield [-bins.middle(bin), this.#below.get(bin)!];
    if (this.#zeros > 0) yield [0, this.#zeros];
    for (const bin of sorted(this.#above)) yield [bins.middle(bin), this.#above.get(bin)!];
  }
}

const sideColumns = record<SavedSide>({ bins: integers(undefined, -(2 ** 31), 2 ** 31), counts: doubles() });

/** Bins that rise, each with a count of at least 1. */
const sideShape: Shape<SavedSide> = (value) => {
  const side = sideColumns(value);
  if (side.bins.length !== side.counts.length) throw new Misshapen('a count for every bin');
  side.counts.forEach((count, i) => {
    if (natural(count) === 0) throw new Misshapen('a bin that holds something');
    if (i > 0 && side.bins[i]! <= side.bins[i - 1]!) throw new Misshapen('bins in rising order');
  });
  return side;
};

const sketchShape = record<SavedSketch>({
  above: sideShape,
  below: sideShape,
  zeros: natural,
  least: real,
  greatest: real,
});

function increase(side: Map<number, number>, bin: number, by: number): void {
  side.set(bin, (side.get(bin) ?? 0) + by);
}

function sorted(side: ReadonlyMap<number, number>): Int32Array {
  return Int32Array.from(side.keys()).sort();
}

function saved(side: ReadonlyMap<number, number>): { readonly bins: Int32Array; readonly counts: Float64Array } {
  const bins = sorted(side);
  return { bins, counts: Float64Array.from(bins, (bin) => side.get(bin)!) };
}

function load(side: Map<number, number>, { bins, counts }: SavedSide): void {
  bins.forEach((bin, i) => side.set(bin, counts[i]!));
}

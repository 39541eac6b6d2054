// Numbers of 2^53 and more in filters. 9007199254740993 and 9007199254740992 are the same double, but two ids: beside
// its double such a number has its digits, and these decide where the doubles are the same. Rounding keeps the order,
// so two numbers with different doubles are in the order of these.
import { compareNumerals, exactInteger } from '../../text/canonical-json.js';

/** All whole numbers below have a double of their own. */
export const widest = 2 ** 53;

/** Its members are private, so that no path finds any. */
export class WideNumber {
  readonly #double: number;
  readonly #digits: string;

  constructor(double: number, digits: string) {
    this.#double = double;
    this.#digits = digits;
  }

  /** The nearest double; ±Infinity beyond all. */
  get double(): number {
    return this.#double;
  }

  /** The number as it was written. */
  get digits(): string {
    return this.#digits;
  }

  /** The whole number it is; undefined when it is none, or beyond all doubles. */
  get whole(): bigint | undefined {
    return exactInteger(this.#digits);
  }

  /** Less than 0, 0 or more than 0, as this is less than, equal to or more than the other. */
  compare(other: WideNumber): number {
    if (this.#double !== other.#double) return this.#double < other.#double ? -1 : 1;
    return compareNumerals(this.#digits, other.#digits);
  }
}

/** The number that these digits, a JSON number, mean: its double where nothing is lost by that. */
export function numberOfDigits(digits: string): number | WideNumber {
  const double = Number(digits);
  return Math.abs(double) < widest ? double : new WideNumber(double, digits);
}

/** The nearest double of a number; any other value as it is. */
export function narrowed(value: unknown): unknown {
  return value instanceof WideNumber ? value.double : value;
}

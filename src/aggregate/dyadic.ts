// Exact numbers: a finite double is a whole number times a power of two, and so are sums and products of doubles.
// They are what an aggregate computes with where doubles would have to round.

/** The number `digits × 2^exponent`. */
export interface Dyadic {
  readonly digits: bigint;
  readonly exponent: number;
}

const bits = new DataView(new ArrayBuffer(8));

/** A finite double, exactly (IEEE 754 §3.4: 11 bits of exponent, 52 of fraction, a hidden bit unless subnormal). */
export function dyadic(x: number): Dyadic {
  if (Number.isSafeInteger(x)) return { digits: BigInt(x), exponent: 0 };
  bits.setFloat64(0, x);
  const high = bits.getUint32(0);
  const biased = (high >>> 20) & 0x7ff;
  const hidden = biased === 0 ? 0 : 2 ** 52;
  const digits = BigInt(hidden + (high & 0xfffff) * 2 ** 32 + bits.getUint32(4));
  return { digits: x < 0 ? -digits : digits, exponent: Math.max(biased, 1) - 1075 };
}

export function plus(a: Dyadic, b: Dyadic): Dyadic {
  if (a.exponent < b.exponent) return plus(b, a);
  return { digits: (a.digits << BigInt(a.exponent - b.exponent)) + b.digits, exponent: b.exponent };
}

/** The number so many times. */
export function times({ digits, exponent }: Dyadic, factor: bigint): Dyadic {
  return { digits: digits * factor, exponent };
}

export function squared(a: Dyadic): Dyadic {
  return { digits: a.digits * a.digits, exponent: 2 * a.exponent };
}

// Exact fractions, rounded once (SPEC §2 "Aggregates"): the only place where a mean, a variance or an inexact sum loses
// anything. Because what goes in is exact, the digits that come out cannot depend on the order of the events.
import type { Dyadic } from './dyadic.js';

/** A fraction; `over` is positive. */
export interface Ratio {
  readonly of: bigint;
  readonly over: bigint;
}

/** `value / divisor` as a fraction of whole numbers. `divisor` is positive. */
export function ratio(value: Dyadic, divisor: bigint): Ratio {
  const shift = BigInt(Math.abs(value.exponent));
  return value.exponent < 0
    ? { of: value.digits, over: divisor << shift }
    : { of: value.digits << shift, over: divisor };
}

/**
 * JSON text of a fraction: in full when it is whole, else the nearest double as JavaScript writes it. What lies beyond
 * all doubles (sums of huge numbers lead there) is rounded to a whole number and written in full.
 * @param rounded what went in had been rounded before: the fraction being whole means nothing then
 */
export function ratioText({ of, over }: Ratio, rounded = false): string {
  const x = nearestDouble({ of, over });
  if (Math.abs(x) <= Number.MAX_SAFE_INTEGER || (rounded && Number.isFinite(x))) return String(x);
  const whole = of / over;
  if (whole * over === of) return whole.toString();
  return Number.isFinite(x) ? String(x) : halfUp({ of, over }).toString();
}

/** JSON text of the square root of a fraction that is not negative; as `ratioText`. */
export function rootText({ of, over }: Ratio, rounded = false): string {
  const x = nearestRoot({ of, over });
  if (x <= Number.MAX_SAFE_INTEGER || (rounded && Number.isFinite(x))) return String(x);
  const whole = floorRoot(of / over);
  if (whole * whole * over === of) return whole.toString();
  // (whole + ½)² is never a whole number, but the fraction may pass it.
  const above = 4n * of > (2n * whole + 1n) ** 2n * over;
  return Number.isFinite(x) ? String(x) : (above ? whole + 1n : whole).toString();
}

/** The double nearest to a fraction, ties to even; ±Infinity beyond the largest. */
export function nearestDouble({ of, over }: Ratio): number {
  const size = of < 0n ? -of : of;
  const shift = 64 + bitLength(over) - bitLength(size);
  const [top, bottom] = shift > 0 ? [size << BigInt(shift), over] : [size, over << BigInt(-shift)];
  const digits = top / bottom;
  const x = rounded(digits, digits * bottom !== top, -shift);
  return of < 0n ? -x : x;
}

/** The double nearest to the square root of a fraction that is not negative. */
export function nearestRoot({ of, over }: Ratio): number {
  const half = 64 + ((bitLength(over) - bitLength(of)) >> 1);
  const [top, bottom] = half > 0 ? [of << BigInt(2 * half), over] : [of, over << BigInt(-2 * half)];
  const square = top / bottom;
  const digits = floorRoot(square);
  return rounded(digits, digits * digits !== square || square * bottom !== top, -half);
}

/**
 * The double nearest to `(digits + rest) × 2^exponent`, ties to even, where rest is in (0, 1) if `more` and else 0.
 * `digits` has at least 55 bits, or is 0 without rest.
 */
function rounded(digits: bigint, more: boolean, exponent: number): number {
  // No double has digits below 2^-1074, so subnormal results keep fewer than 53 bits.
  const dropped = Math.max(bitLength(digits) - 53, -1074 - exponent);
  const kept = digits >> BigInt(dropped);
  const rest = digits - (kept << BigInt(dropped));
  const half = 1n << BigInt(dropped - 1);
  const up = rest > half || (rest === half && (more || (kept & 1n) === 1n));
  return Number(up ? kept + 1n : kept) * 2 ** (dropped + exponent);
}

function halfUp({ of, over }: Ratio): bigint {
  const size = ((of < 0n ? -of : of) * 2n + over) / (over * 2n);
  return of < 0n ? -size : size;
}

/** The largest whole number whose square is at most `square`: Newton's method from above. */
function floorRoot(square: bigint): bigint {
  if (square === 0n) return 0n;
  const estimate = Math.sqrt(Number(square));
  let root = Number.isFinite(estimate) ? BigInt(Math.ceil(estimate)) : 1n << BigInt((bitLength(square) >> 1) + 1);
  root += (root >> 50n) + 1n;
  for (;;) {
    const lower = (root + square / root) >> 1n;
    if (lower >= root) return root;
    root = lower;
  }
}

/** Bits of a number that is not negative; 0 for 0. */
function bitLength(x: bigint): number {
  const hex = x.toString(16);
  return hex.length * 4 - Math.clz32(Number.parseInt(hex[0]!, 16)) + 28;
}

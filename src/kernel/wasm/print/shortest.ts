// The shortest decimal that reads back as a double, and of those the nearest: what JavaScript writes. Between 10^-6 and
// 2^53 this takes whole numbers only. A double that is not whole is c·2^q with 2^52 ≤ c < 2^53 and q < 0; with n decimals,
// as few as are never farther apart than neighbouring doubles, it is c·5^n / 2^e units of 10^-n, where e = −q − n.
// All of that is computed exactly, because 5^22 has 52 bits; no power of ten is rounded as elsewhere (Ryū, Schubfach).
// Powers of two have a nearer neighbour below, but so few digits themselves (14 at most) that they are written in full.
// Held equal to String(x) by test/kernel/printer.test.ts.
import { copy } from './copy';
import { eight, ZEROS } from './digits';

/** 5^0 to 5^22. */
const fives = memory.data(23 * 8, 8);
for (let n: usize = 0, power: u64 = 1; n < 23; n++, power *= 5) store<u64>(fives + (n << 3), power);

const FRACTION_BITS: u64 = 0xfffffffffffff;
/** The exponent of 2^-20, which is a little below 10^-6, and of 2^53, as they stand in a double. */
const LEAST: u32 = 1003;
const MOST: u32 = 1076;

/** Twenty-four digits, zeros before them included, and room for copying. */
const digits = memory.data(48, 16);

/** Writes `x`, which is not whole, in at most 24 bytes; returns where it ends, or 0 when another must write it. */
export function putShortest(at: usize, x: f64): usize {
  const bits = reinterpret<u64>(x);
  const exponent = <u32>(bits >> 52) & 0x7ff;
  if (exponent < LEAST || exponent >= MOST || abs(x) < 1e-6) return 0;
  const c = (bits & FRACTION_BITS) | (FRACTION_BITS + 1);
  const fraction = 1075 - exponent;
  // One more than the whole part of fraction · log10(2).
  const decimals = ((fraction * 78913) >> 18) + 1;
  const five = load<u64>(fives + (<usize>decimals << 3));
  if (<i64>bits < 0) store<u8>(at++, 0x2d);
  return putUnits(at, nearestUnits(c, five, fraction - decimals), decimals);
}

/**
 * The number of units that is written: a tenfold one within half the distance to the next double, of which there is one
 * at most, else the nearest. A number right at the half still reads back when c is even.
 */
// @ts-ignore: decorator
@inline
function nearestUnits(c: u64, five: u64, e: u32): u64 {
  // In quarters, so that half the distance is a whole number as well: 4c·5^n of them make the number, 2^(e + 2) one unit.
  const shift = <u64>(e + 2);
  const unit = <u64>1 << shift;
  multiply(c << 2, five);
  const units = (high << (64 - shift)) | (low >> shift);
  const rest = low & (unit - 1);
  const half = (five << 1) - (c & 1);
  const ten = units / 10;
  const below = ((units - ten * 10) << shift) + rest;
  if (below <= half) return ten * 10;
  if ((<u64>10 << shift) - below <= half) return ten * 10 + 10;
  const middle = unit >> 1;
  return units + <u64>(rest > middle || (rest == middle && (units & 1) == 1));
}

/** What `multiply` gives: 2^64 · high + low. */
let high: u64 = 0;
let low: u64 = 0;

// @ts-ignore: decorator
@inline
function multiply(a: u64, b: u64): void {
  const upper = a >> 32;
  const lower = a & 0xffffffff;
  const upperB = b >> 32;
  const lowerB = b & 0xffffffff;
  const first = lower * lowerB;
  const second = upper * lowerB + (first >> 32);
  const third = lower * upperB + (second & 0xffffffff);
  high = upper * upperB + (second >> 32) + (third >> 32);
  low = (third << 32) | (first & 0xffffffff);
}

/** Writes `units` with so many decimals, fewer where the last are zeros; one at least is none. */
// @ts-ignore: decorator
@inline
function putUnits(at: usize, units: u64, decimals: u32): usize {
  const upper = units / 100000000;
  const first = upper / 100000000;
  const middle = eight(<u32>(upper - first * 100000000));
  const last = eight(<u32>(units - upper * 100000000));
  store<u64>(digits, (first << 56) | ZEROS);
  store<u64>(digits, middle | ZEROS, 8);
  store<u64>(digits, last | ZEROS, 16);
  // Units have 16 or 17 digits: the first is the 8th or 9th of these 24. The one before the point is always written.
  const point = 24 - decimals;
  const begin = min<u32>(first != 0 ? 7 : 8, point - 1);
  const zeros = <u32>(last != 0 ? clz(last) : 64 + clz(middle)) >> 3;
  at = copy(at, digits + begin, point - begin);
  store<u8>(at, 0x2e);
  return copy(at + 1, digits + point, decimals - zeros);
}

// Digits, two at a time. Plain twin: putInteger and putNumber of ../../put-text.ts; held equal by
// test/kernel/printer.test.ts.
import { numeral } from './host';

/** `00` to `99`. */
const pairs = memory.data(200, 2);
for (let n: usize = 0; n < 100; n++) store<u16>(pairs + (n << 1), <u16>((0x30 + n / 10) | ((0x30 + (n % 10)) << 8)));

const LARGEST_SAFE: u64 = 9007199254740991;

/** The two digits of `n` < 100. */
// @ts-ignore: decorator
@inline
export function putPair(at: usize, n: u32): void {
  store<u16>(at, load<u16>(pairs + (<usize>n << 1)));
}

/** Writes a finite number as JavaScript writes it, in at most 24 bytes; returns where it ends. */
export function putNumber(at: usize, x: f64): usize {
  const whole = <i64>x;
  const size = <u64>abs(whole);
  if (<f64>whole == x) {
    if (size > LARGEST_SAFE) return numeral(at, x);
    if (whole < 0) store<u8>(at++, 0x2d);
    return putWhole(at, size);
  }
  // A decimal of up to 15 digits that reads back as `x` is the only one, so it is the shortest.
  let scaled = nearest(x * 1000);
  if (scaled / 1000 == x) return abs(scaled) < 1e15 ? putDecimal(at, <i64>scaled, 1000, 100) : numeral(at, x);
  scaled = nearest(x * 1000000);
  if (scaled / 1000000 == x && abs(scaled) < 1e15) return putDecimal(at, <i64>scaled, 1000000, 100000);
  return numeral(at, x);
}

/** Writes `scaled / unit`, which is not whole; `tenth` is a tenth of the unit. */
// @ts-ignore: decorator
@inline
function putDecimal(at: usize, scaled: i64, unit: u64, tenth: u32): usize {
  if (scaled < 0) store<u8>(at++, 0x2d);
  const size = <u64>abs(scaled);
  const whole = size / unit;
  let rest = <u32>(size - whole * unit);
  at = putWhole(at, whole);
  store<u8>(at++, 0x2e);
  for (let place = tenth; rest > 0; place /= 10) {
    const digit = rest / place;
    store<u8>(at++, <u8>(0x30 + digit));
    rest -= digit * place;
  }
  return at;
}

/** Writes a whole number; returns where it ends. */
export function putWhole(at: usize, n: u64): usize {
  if (n < 100000000) return putSmall(at, <u32>n);
  const upper = n / 100000000;
  at = putWhole(at, upper);
  putEight(at, <u32>(n - upper * 100000000));
  return at + 8;
}

/** Writes `n` < 10^8. */
function putSmall(at: usize, n: u32): usize {
  if (n < 10) {
    store<u8>(at, <u8>(0x30 + n));
    return at + 1;
  }
  if (n < 100) {
    putPair(at, n);
    return at + 2;
  }
  const length: usize = n < 10000 ? (n < 1000 ? 3 : 4) : n < 1000000 ? (n < 100000 ? 5 : 6) : n < 10000000 ? 7 : 8;
  let p = at + length;
  while (n >= 100) {
    const rest = n / 100;
    p -= 2;
    putPair(p, n - rest * 100);
    n = rest;
  }
  if (n >= 10) putPair(at, n);
  else store<u8>(at, <u8>(0x30 + n));
  return at + length;
}

/** Writes all eight digits of `n` < 10^8. */
function putEight(at: usize, n: u32): void {
  const upper = n / 10000;
  const lower = n - upper * 10000;
  putPair(at, upper / 100);
  putPair(at + 2, upper % 100);
  putPair(at + 4, lower / 100);
  putPair(at + 6, lower % 100);
}

// Digits, two or eight at a time. Plain twin: the texts that JavaScript makes of numbers; held equal by
// test/kernel/printer.test.ts.
import { numeral } from './host';
import { putShortest } from './shortest';

/** `00` to `99`. */
const pairs = memory.data(200, 2);
for (let n: usize = 0; n < 100; n++) store<u16>(pairs + (n << 1), <u16>((0x30 + n / 10) | ((0x30 + (n % 10)) << 8)));

const LARGEST_SAFE: u64 = 9007199254740991;
export const ZEROS: u64 = 0x3030303030303030;

/** Writes the two digits of `n` < 100. */
// @ts-ignore: decorator
@inline
export function putPair(at: usize, n: u32): void {
  store<u16>(at, load<u16>(pairs + (<usize>n << 1)));
}

/** The eight digits of `n` < 10^8, a byte each, the first one lowest; without the bits that make characters of them. */
// @ts-ignore: decorator
@inline
export function eight(n: u32): u64 {
  const upper = n / 10000;
  const fours = <u64>upper | (<u64>(n - upper * 10000) << 32);
  const hundreds = ((fours * 10486) >> 20) & 0x0000007f0000007f;
  const twos = hundreds | ((fours - hundreds * 100) << 16);
  const tens = ((twos * 103) >> 10) & 0x000f000f000f000f;
  return tens | ((twos - tens * 10) << 8);
}

/** Writes a finite number as JavaScript writes it, in at most 24 bytes; returns where it ends. */
export function putNumber(at: usize, x: f64): usize {
  const whole = <i64>x;
  const size = <u64>abs(whole);
  if (<f64>whole != x) {
    const thousandths = nearest(x * 1000);
    if (thousandths / 1000 == x && abs(thousandths) < 1e11) return putThousandths(at, <i64>thousandths);
    const end = putShortest(at, x);
    return end != 0 ? end : numeral(at, x);
  }
  if (size > LARGEST_SAFE) return numeral(at, x);
  if (whole < 0) store<u8>(at++, 0x2d);
  return putWhole(at, size);
}

/** Writes a whole number < 10^16; returns where it ends. Some bytes behind it are touched. */
// @ts-ignore: decorator
@inline
function putWhole(at: usize, n: u64): usize {
  if (n < 100000000) return putSmall(at, <u32>n);
  const upper = n / 100000000;
  at = putSmall(at, <u32>upper);
  store<u64>(at, eight(<u32>(n - upper * 100000000)) | ZEROS);
  return at + 8;
}

/** Writes `n` < 10^8. */
// @ts-ignore: decorator
@inline
function putSmall(at: usize, n: u32): usize {
  const digits = eight(n);
  // The last digit is written even if it is 0.
  const zeros = ctz(digits | ((<u64>1) << 56)) >> 3;
  store<u64>(at, (digits | ZEROS) >> (zeros << 3));
  return at + 8 - <usize>zeros;
}

/** Writes a number with one to three decimals: one of up to 15 digits that reads back as the number is the only one. */
// @ts-ignore: decorator
@inline
function putThousandths(at: usize, n: i64): usize {
  if (n < 0) store<u8>(at++, 0x2d);
  const size = <u64>abs(n);
  const whole = <u32>(size / 1000);
  const rest = <u32>(size - <u64>whole * 1000);
  const tenths = rest / 100;
  const below = rest - tenths * 100;
  at = putSmall(at, whole);
  store<u16>(at, <u16>(0x302e + (tenths << 8)));
  putPair(at + 2, below);
  return at + 4 - <usize>(below % 10 == 0) - <usize>(below == 0);
}

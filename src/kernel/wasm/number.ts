// The nearest double of a JSON number, where that takes one exact operation: up to 19 significant digits with a value
// of at most 2^53, times or divided by a power of ten up to 10^22, which are all doubles (Clinger 1990). Everything
// else is left to the host. Plain twin: Number(text); held equal by test/kernel/number.test.ts.
import { NUMBER, NUMERAL } from './layout';

/** What the last call read. */
export let value: f64 = 0;
export let type: u32 = 0;

const powers = memory.data<f64>([
  1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21,
  1e22,
]);

// @ts-ignore: decorator
@inline
export function power(n: usize): f64 {
  return load<f64>(powers + (n << 3));
}

/** Bits of the decimal digits among sixteen bytes from which '0' was subtracted. */
// @ts-ignore: decorator
@inline
function digitBits(digits: v128): i32 {
  return i8x16.bitmask(i8x16.eq(i8x16.min_u(digits, i8x16.splat(9)), digits));
}

/** The end of the number at `at`; 0 when it is none. Reads nothing but its extent. */
// @ts-ignore: decorator
@inline
export function skipNumber(at: usize): usize {
  const first = at + <usize>(load<u8>(at) == 0x2d);
  const bits = ~digitBits(i8x16.sub(v128.load(first), i8x16.splat(0x30)));
  const whole = ctz(bits);
  if (<u32>(whole - 1) > 14 || (whole > 1 && load<u8>(first) == 0x30)) return readLong(at, first);
  let next = load<u8>(first + whole);
  let length = whole;
  if (next == 0x2e) {
    length = ctz(bits & (bits - 1));
    if (length == whole + 1 || length > 15) return readLong(at, first);
    next = load<u8>(first + length);
  }
  if ((next | 0x20) == 0x65) return readLong(at, first);
  return first + length;
}

/** Reads the number at `at` into `value` and `type`; its end, or 0 when it is none. */
// @ts-ignore: decorator
@inline
export function readNumber(at: usize): usize {
  const first = at + <usize>(load<u8>(at) == 0x2d);
  const digits = i8x16.sub(v128.load(first), i8x16.splat(0x30));
  const bits = ~digitBits(digits);
  const whole = ctz(bits);
  if (<u32>(whole - 1) > 14 || (whole > 1 && load<u8>(first) == 0x30)) return readLong(at, first);
  let next = load<u8>(first + whole);
  let length = whole;
  let fraction = 0;
  if (next == 0x2e) {
    length = ctz(bits & (bits - 1));
    fraction = length - whole - 1;
    if (fraction == 0 || length > 15) return readLong(at, first);
    next = load<u8>(first + length);
  }
  if ((next | 0x20) == 0x65) return readLong(at, first);
  let number = <f64>sixteen(digits, length, fraction);
  if (fraction != 0) number /= power(fraction);
  value = first == at ? number : -number;
  type = NUMBER;
  return first + length;
}

/** The value of the first `length` digits, of which the last `fraction` stand after a point that is counted in. */
// @ts-ignore: decorator
@inline
function sixteen(digits: v128, length: i32, fraction: i32): u64 {
  // To the right end, those before the point one further; places outside the sixteen become 0.
  const places = i8x16(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15);
  let from = i8x16.sub(places, i8x16.splat(<i8>(16 - length)));
  if (fraction != 0) from = i8x16.add(from, i8x16.lt_s(places, i8x16.splat(<i8>(16 - fraction))));
  const right = i8x16.swizzle(digits, from);
  const pairs = i16x8.add(
    i16x8.mul(v128.and(right, i16x8.splat(0xff)), i16x8.splat(10)),
    i16x8.shr_u(right, 8),
  );
  const fours = i32x4.dot_i16x8_s(pairs, i16x8(100, 1, 100, 1, 100, 1, 100, 1));
  const eights = i32x4.dot_i16x8_s(
    i16x8.narrow_i32x4_s(fours, fours),
    i16x8(10000, 1, 10000, 1, 10000, 1, 10000, 1),
  );
  return <u64>i32x4.extract_lane(eights, 0) * 100000000 + <u64>i32x4.extract_lane(eights, 1);
}

/** Any number, digit by digit; also finds what is none. `first` is its first digit. */
function readLong(at: usize, first: usize): usize {
  let p = first;
  let c = load<u8>(p) - 0x30;
  if (c > 9) return 0;
  let mantissa: u64 = 0;
  let significant = 0;
  let exponent = 0;
  if (c == 0) {
    c = load<u8>(++p) - 0x30;
    if (c <= 9) return 0;
  }
  while (c <= 9) {
    if (significant < 19) mantissa = mantissa * 10 + c;
    else exponent++;
    if (mantissa != 0) significant++;
    c = load<u8>(++p) - 0x30;
  }
  if (load<u8>(p) == 0x2e) {
    c = load<u8>(++p) - 0x30;
    if (c > 9) return 0;
    while (c <= 9) {
      if (significant < 19) {
        mantissa = mantissa * 10 + c;
        exponent--;
      }
      if (mantissa != 0) significant++;
      c = load<u8>(++p) - 0x30;
    }
  }
  if ((load<u8>(p) | 0x20) == 0x65) {
    const sign = load<u8>(++p);
    if (sign == 0x2b || sign == 0x2d) p++;
    c = load<u8>(p) - 0x30;
    if (c > 9) return 0;
    let power = 0;
    while (c <= 9) {
      if (power < 100000) power = power * 10 + c;
      c = load<u8>(++p) - 0x30;
    }
    exponent += sign == 0x2d ? -power : power;
  }
  settle(mantissa, significant, exponent, first != at);
  return p;
}

function settle(mantissa: u64, significant: i32, exponent: i32, negative: bool): void {
  type = NUMBER;
  let number: f64 = 0;
  if (mantissa != 0) {
    if (significant > 19 || mantissa > 9007199254740992 || exponent > 22 || exponent < -22) {
      type = NUMERAL;
      return;
    }
    number = <f64>mantissa;
    if (exponent < 0) number /= power(-exponent);
    else number *= power(exponent);
    // Beyond 2^53 whole numbers are the host's: not every one of them is a double.
    if (exponent > 0 && number > 9007199254740992) type = NUMERAL;
  }
  value = negative ? -number : number;
}

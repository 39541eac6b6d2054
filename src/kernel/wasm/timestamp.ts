// Instants out of digits: milliseconds since 1970-01-01T00:00:00Z, finer digits floored away. Only the forms that
// machines write are read here; `false` leaves the rest (other zones, other spellings, everything wrong) to the host.
// Plain twin: the host's own reader; held equal by test/laws/decoder.test.ts.

/** What the last call read. */
export let instant: f64 = 0;

const LIMIT: f64 = 8.64e15;

// The sixteen bytes up to the minute that were read last, and their instant.
let minute: f64 = 0;
const minuteText = memory.data(16, 16);

/** `YYYY-MM-DDTHH:MM:SS[.digits]` (or a space for the T) with `Z` or `±HH:MM`, in the bytes [at, end). */
// @ts-ignore: decorator
@inline
export function readIso(at: usize, end: usize): bool {
  if (v128.any_true(v128.xor(v128.load(at), v128.load(minuteText))) && !readMinute(at, end)) return false;
  // `:SS.mmmZ`, as nearly all of them end: what is left of each byte must be 0, or a digit's value.
  const tail = load<u64>(at, 16) ^ 0x5a3030302e30303a;
  const wrong = (tail | (tail + 0x0006060600060600)) & 0xfff0f0f0fff0f0ff;
  const tens = <u32>(tail >> 8) & 255;
  if (wrong != 0 || end != at + 24 || tens > 5) return readSeconds(at + 16, end);
  const seconds = tens * 10 + (<u32>(tail >> 16) & 255);
  const rest = <u32>(tail >> 32);
  instant = minute + <f64>(seconds * 1000 + (rest & 255) * 100 + ((rest >> 8) & 255) * 10 + ((rest >> 16) & 255));
  return true;
}

/** Two digits as a number; 100 and more when they are none. */
// @ts-ignore: decorator
@inline
function two(at: usize): u32 {
  const tens = <u32>load<u8>(at) - 0x30;
  const ones = <u32>load<u8>(at, 1) - 0x30;
  return tens > 9 || ones > 9 ? 100 : tens * 10 + ones;
}

function readMinute(at: usize, end: usize): bool {
  if (end < at + 20) return false;
  const century = two(at);
  const years = two(at + 2);
  const month = two(at + 5);
  const day = two(at + 8);
  const hour = two(at + 11);
  const minutes = two(at + 14);
  const separator = load<u8>(at, 10);
  if (load<u8>(at, 4) != 0x2d || load<u8>(at, 7) != 0x2d || load<u8>(at, 13) != 0x3a) return false;
  if (separator != 0x54 && separator != 0x20) return false;
  if (century > 99 || years > 99 || month - 1 > 11 || hour > 23 || minutes > 59) return false;
  const year = century * 100 + years;
  if (year == 0 || day - 1 >= daysOf(year, month)) return false;
  minute = <f64>((<i64>dayNumber(year, month, day) * 1440 + hour * 60 + minutes) * 60000);
  v128.store(minuteText, v128.load(at));
  return true;
}

/** From the colon before the seconds on; the minute is known. */
function readSeconds(at: usize, end: usize): bool {
  const seconds = two(at + 1);
  if (end < at + 4 || load<u8>(at) != 0x3a || seconds > 59) return false;
  let p = at + 3;
  let millis: u32 = 0;
  if (load<u8>(p) == 0x2e) {
    let scale: u32 = 100;
    const first = ++p;
    for (let c = <u32>load<u8>(p) - 0x30; c <= 9; c = <u32>load<u8>(++p) - 0x30) {
      millis += c * scale;
      scale /= 10;
    }
    if (p == first || p > first + 9) return false;
  }
  let offset: i32 = 0;
  const zone = load<u8>(p);
  if (zone == 0x5a) p++;
  else {
    const hours = two(p + 1);
    const minutes = two(p + 4);
    if ((zone != 0x2b && zone != 0x2d) || hours > 23 || load<u8>(p, 3) != 0x3a || minutes > 59) return false;
    offset = <i32>(hours * 60 + minutes) * (zone == 0x2b ? 60000 : -60000);
    p += 6;
  }
  instant = minute + <f64>(<i32>(seconds * 1000 + millis) - offset);
  return p == end;
}

function daysOf(year: u32, month: u32): u32 {
  if (month != 2) return 30 + ((month + (month >> 3)) & 1);
  return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28;
}

/** Days since 1970-01-01 of a date of the proleptic Gregorian calendar: years begin in March, eras have 400 of them. */
function dayNumber(year: u32, month: u32, day: u32): i32 {
  const y = <i32>year - (month <= 2 ? 1 : 0);
  const era = y / 400;
  const ofEra = y - era * 400;
  const ofYear = (153 * <i32>((month + 9) % 12) + 2) / 5 + <i32>day - 1;
  return era * 146097 + ofEra * 365 + ofEra / 4 - ofEra / 100 + ofYear - 719468;
}

/** Units of an epoch number; AUTO takes them by magnitude. */
export const AUTO: u32 = 0;
const perMilli = memory.data<i64>([0, 0, 1, 1000, 1000000]);

/** `digits[.digits]`, perhaps negative, as a number of the unit (1 s, 2 ms, 3 µs, 4 ns; 0 by magnitude). */
export function readEpoch(at: usize, end: usize, unit: u32): bool {
  const negative = load<u8>(at) == 0x2d;
  let p = at + <usize>negative;
  let whole: i64 = 0;
  const first = p;
  for (let c = <u32>load<u8>(p) - 0x30; c <= 9; c = <u32>load<u8>(++p) - 0x30) {
    if (p - first >= 18) {
      if (p - first > 18 || whole > 900000000000000000) return false;
    }
    whole = whole * 10 + c;
  }
  if (p == first || (load<u8>(first) == 0x30 && p > first + 1)) return false;
  const size = unit != AUTO ? unit : whole < 100000000000 ? 1 : whole < 100000000000000 ? 2 : whole < 100000000000000000 ? 3 : 4;
  // Digits after the point count for seconds, down to the millisecond; below, only whether there are any.
  let fraction: i64 = 0;
  let finer = false;
  if (load<u8>(p) == 0x2e) {
    let scale: i64 = 100;
    const start = ++p;
    for (let c = <u32>load<u8>(p) - 0x30; c <= 9; c = <u32>load<u8>(++p) - 0x30) {
      if (size == 1 && scale > 0) fraction += c * scale;
      else if (c != 0) finer = true;
      scale /= 10;
    }
    if (p == start) return false;
  }
  if (p != end) return false;
  let millis: i64;
  if (size == 1) {
    if (whole > 8640000000000) return false;
    millis = whole * 1000 + fraction;
  } else {
    const divisor = load<i64>(perMilli + (<usize>size << 3));
    millis = whole / divisor;
    if (millis * divisor != whole) finer = true;
  }
  // The floor of a negative number is below it.
  const floored = negative ? -millis - <i64>finer : millis;
  instant = <f64>floored;
  return instant >= -LIMIT && instant <= LIMIT;
}

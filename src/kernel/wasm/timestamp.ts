// Instants out of digits: milliseconds since 1970-01-01T00:00:00Z, finer digits floored away. Only the forms that
// machines write are read here; `false` leaves the rest (other zones, other spellings, everything wrong) to the host.
// Plain twin: the host's own reader; held equal by test/laws/decoder.test.ts.

/** What the last call read. */
export let instant: f64 = 0;

const LIMIT: f64 = 8.64e15;

// The sixteen bytes up to the minute that were read last, and their instant.
let minute: f64 = 0;
const minuteText = memory.data(16, 16);

/**
 * `YYYY-MM-DDTHH:MM:SS[.digits]` (or a space for the T) with `Z` or `±HH[[:]MM]`, in the bytes [at, end); with neither
 * it is UTC where `zoneless` allows it.
 */
// @ts-ignore: decorator
@inline
export function readIso(at: usize, end: usize, zoneless: bool): bool {
  if (v128.any_true(v128.xor(v128.load(at), v128.load(minuteText))) && !readMinute(at, end)) return false;
  // `:SS.mmmZ`, as nearly all of them end: what is left of each byte must be 0, or a digit's value.
  const tail = load<u64>(at, 16) ^ 0x5a3030302e30303a;
  const wrong = (tail | (tail + 0x0006060600060600)) & 0xfff0f0f0fff0f0ff;
  const tens = <u32>(tail >> 8) & 255;
  if (wrong != 0 || end != at + 24 || tens > 5) return readSeconds(at + 16, end, zoneless);
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

/** One digit as a number; 100 when it is none. */
function one(at: usize): u32 {
  const digit = <u32>load<u8>(at) - 0x30;
  return digit > 9 ? 100 : digit;
}

function readMinute(at: usize, end: usize): bool {
  if (end < at + 19) return false;
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
function readSeconds(at: usize, end: usize, zoneless: bool): bool {
  const seconds = two(at + 1);
  if (end < at + 3 || load<u8>(at) != 0x3a || seconds > 59) return false;
  let p = at + 3;
  let millis: u32 = 0;
  if (load<u8>(p) == 0x2e || load<u8>(p) == 0x2c) {
    p = readFraction(p + 1);
    if (p == 0) return false;
    millis = fraction;
  }
  zoneOffset = 0;
  if (p == end ? !zoneless : readZone(p, end) != end) return false;
  instant = minute + <f64>(<i32>(seconds * 1000 + millis) - zoneOffset);
  return true;
}

let fraction: u32 = 0;
let zoneOffset: i32 = 0;

/** One to nine digits after a point, as milliseconds into `fraction`; their end, or 0. */
function readFraction(at: usize): usize {
  let p = at;
  let scale: u32 = 100;
  fraction = 0;
  for (let c = <u32>load<u8>(p) - 0x30; c <= 9; c = <u32>load<u8>(++p) - 0x30) {
    fraction += c * scale;
    scale /= 10;
  }
  return p == at || p > at + 9 ? 0 : p;
}

/** `Z`, `±HH:MM`, `±HHMM` or `±HH` up to `end`, as milliseconds into `zoneOffset`; its end, or 0. */
function readZone(at: usize, end: usize): usize {
  const sign = load<u8>(at);
  zoneOffset = 0;
  if (sign == 0x5a) return at + 1;
  const hours = two(at + 1);
  if ((sign != 0x2b && sign != 0x2d) || hours > 23) return 0;
  let p = at + 3;
  let minutes: u32 = 0;
  if (p < end) {
    if (load<u8>(p) == 0x3a) p++;
    minutes = two(p);
    if (minutes > 59) return 0;
    p += 2;
  }
  zoneOffset = <i32>(hours * 60 + minutes) * (sign == 0x2b ? 60000 : -60000);
  return p;
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

// The steps of a pattern: a byte each, a literal with its byte after it. Fields have all their digits.
const LITERAL: u8 = 0;
const YEAR: u8 = 1;
const SHORT_YEAR: u8 = 2;
const MONTH: u8 = 3;
const MONTH_NAME: u8 = 4;
const DAY: u8 = 5;
/** A day of which a space may be the first digit. */
const DAY_OR_SPACE: u8 = 6;
const HOUR: u8 = 7;
const MINUTES: u8 = 8;
const SECONDS: u8 = 9;
const FRACTION: u8 = 10;
const ZONE: u8 = 11;
const WEEKDAY: u8 = 12;

let steps: usize = 0;
let stepsEnd: usize = 0;

/** The pattern that `readPattern` reads: these steps. */
export function setPattern(at: usize, length: usize): void {
  steps = at;
  stepsEnd = at + length;
}

/** A time after the pattern, in the bytes [at, end). */
export function readPattern(at: usize, end: usize): bool {
  let p = at;
  let year: u32 = 0;
  let month: u32 = 1;
  let day: u32 = 1;
  let hour: u32 = 0;
  let minutes: u32 = 0;
  let seconds: u32 = 0;
  let millis: u32 = 0;
  zoneOffset = 0;
  for (let step = steps; step < stepsEnd; step++) {
    if (p >= end) return false;
    const kind = load<u8>(step);
    if (kind == LITERAL) {
      if (load<u8>(p++) != load<u8>(++step)) return false;
    } else if (kind == MONTH_NAME || kind == WEEKDAY) {
      const found = nameAt(p, kind == WEEKDAY);
      if (found == 0) return false;
      if (kind == MONTH_NAME) month = found;
      p += 3;
    } else if (kind == FRACTION) {
      p = readFraction(p);
      if (p == 0) return false;
      millis = fraction;
    } else if (kind == ZONE) {
      p = readZone(p, end);
      if (p == 0) return false;
    } else {
      const number = kind == DAY_OR_SPACE && load<u8>(p) == 0x20 ? one(p + 1) : two(p);
      p += 2;
      if (number > 99) return false;
      if (kind == YEAR) {
        const rest = two(p);
        if (rest > 99) return false;
        year = number * 100 + rest;
        p += 2;
      } else if (kind == SHORT_YEAR) year = number + (number < 69 ? 2000 : 1900);
      else if (kind == MONTH) month = number;
      else if (kind == DAY || kind == DAY_OR_SPACE) day = number;
      else if (kind == HOUR) hour = number;
      else if (kind == MINUTES) minutes = number;
      else if (kind == SECONDS) seconds = number;
      else return false;
    }
  }
  if (p != end || year == 0 || month - 1 > 11 || hour > 23 || minutes > 59 || seconds > 59) return false;
  if (day - 1 >= daysOf(year, month)) return false;
  const minuteNumber = <i64>dayNumber(year, month, day) * 1440 + hour * 60 + minutes;
  instant = <f64>(minuteNumber * 60000 + <i64>(seconds * 1000 + millis) - zoneOffset);
  return true;
}

const monthNames = memory.data<u8>([
  0x6a, 0x61, 0x6e, 0x66, 0x65, 0x62, 0x6d, 0x61, 0x72, 0x61, 0x70, 0x72, 0x6d, 0x61, 0x79, 0x6a, 0x75, 0x6e, 0x6a, 0x75, 0x6c,
  0x61, 0x75, 0x67, 0x73, 0x65, 0x70, 0x6f, 0x63, 0x74, 0x6e, 0x6f, 0x76, 0x64, 0x65, 0x63, 0,
]);
const weekdayNames = memory.data<u8>([
  0x6d, 0x6f, 0x6e, 0x74, 0x75, 0x65, 0x77, 0x65, 0x64, 0x74, 0x68, 0x75, 0x66, 0x72, 0x69, 0x73, 0x61, 0x74, 0x73, 0x75, 0x6e,
  0,
]);

/** Which English month or weekday (from 1) begins with the three letters at `at`, and is not written out; 0 for none. */
function nameAt(at: usize, weekday: bool): u32 {
  const letters = (load<u32>(at) | 0x20202020) & 0xffffff;
  if ((<u32>load<u8>(at, 3) | 0x20) - 0x61 <= 25) return 0;
  const names = weekday ? weekdayNames : monthNames;
  const count: u32 = weekday ? 7 : 12;
  for (let i: u32 = 0; i < count; i++) if ((load<u32>(names + i * 3) & 0xffffff) == letters) return i + 1;
  return 0;
}

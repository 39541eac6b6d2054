// Instants to JSON text: a date in ISO 8601 with its quotation marks, the number of milliseconds, or null for what is
// infinite. Plain twin: ../../iso-text.ts; held equal by test/kernel/printer.test.ts. The date of a day is remembered,
// because rows come in order of time.
import { putNumber, putPair } from './digits';

const DAY: i64 = 86400000;
/** The farthest instant a date can name. */
const FARTHEST: f64 = 8.64e15;

let asDates: bool = false;

/** The first instant of the day whose text is at hand: `"2026-01-01T`, or `"+012026-01-01T`. */
let day: f64 = NaN;
const text = memory.data(16, 16);
let textLength: usize = 0;

export function setDates(on: bool): void {
  asDates = on;
}

/** Writes an instant, in at most 30 bytes; returns where it ends. Room for a few more is needed. */
// @ts-ignore: decorator
@inline
export function putInstant(at: usize, instant: f64): usize {
  const size = abs(instant);
  if (!asDates || !(size <= FARTHEST)) return putUndated(at, instant, size);
  let rest = instant - day;
  if (!(rest >= 0 && rest < <f64>DAY)) {
    openDay(instant);
    rest = instant - day;
  }
  v128.store(at, v128.load(text));
  return putTime(at + textLength, <u32>rest);
}

function putUndated(at: usize, instant: f64, size: f64): usize {
  if (size < Infinity) return putNumber(at, instant);
  store<u32>(at, 0x6c6c756e);
  return at + 4;
}

/** `23:59:59.999Z"` */
// @ts-ignore: decorator
@inline
function putTime(at: usize, ofDay: u32): usize {
  const seconds = ofDay / 1000;
  const millis = ofDay - seconds * 1000;
  const minutes = seconds / 60;
  const hours = minutes / 60;
  const tens = millis / 10;
  putPair(at, hours);
  store<u8>(at, 0x3a, 2);
  putPair(at + 3, minutes - hours * 60);
  store<u8>(at, 0x3a, 5);
  putPair(at + 6, seconds - minutes * 60);
  store<u8>(at, 0x2e, 8);
  putPair(at + 9, tens);
  store<u32>(at, 0x225a30 + (millis - tens * 10), 11);
  return at + 14;
}

/**
 * The proleptic Gregorian date of the day of an instant. Years are counted from 1 March of year 0, so that the leap day
 * is the last of its year and the months before it follow one linear rule (153 days in five months).
 */
function openDay(instant: f64): void {
  const millis = <i64>instant;
  const number = (millis - (millis < 0 ? DAY - 1 : 0)) / DAY;
  day = <f64>(number * DAY);
  const shifted = <i32>number + 719468;
  const era = (shifted - (shifted < 0 ? 146096 : 0)) / 146097;
  const ofEra = shifted - era * 146097;
  const yearOfEra = (ofEra - ofEra / 1460 + ofEra / 36524 - ofEra / 146096) / 365;
  const ofYear = ofEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
  const march = (5 * ofYear + 2) / 153;
  const month = march < 10 ? march + 3 : march - 9;
  const end = putYear(text + 1, yearOfEra + era * 400 + (month <= 2 ? 1 : 0));
  store<u8>(text, 0x22);
  store<u8>(end, 0x2d);
  putPair(end + 1, month);
  store<u8>(end, 0x2d, 3);
  putPair(end + 4, ofYear - (153 * march + 2) / 5 + 1);
  store<u8>(end, 0x54, 6);
  textLength = end + 7 - text;
}

/** Four digits, or a sign and six. */
function putYear(at: usize, year: i32): usize {
  const size = abs(year);
  if (year < 0 || year > 9999) {
    store<u8>(at, year < 0 ? 0x2d : 0x2b);
    putPair(at + 1, size / 10000);
    at += 3;
  }
  putPair(at, (size / 100) % 100);
  putPair(at + 2, size % 100);
  return at + 4;
}

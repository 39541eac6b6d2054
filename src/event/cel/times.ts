// Timestamps and durations (cel-spec, "Timestamps and Durations"): nanoseconds, years 1 to 9999; zones as `--tz` has them.
import { daysInMonth, dayNumber } from '../time/civil.js';
import { fail } from './fault.js';
import { Length, Moment } from './values.js';

const second = 1_000_000_000n;
/** 0001-01-01T00:00:00Z and 9999-12-31T23:59:59.999999999Z. */
const [first, last] = [-62_135_596_800n * second, 253_402_300_800n * second - 1n];
/** As protobuf has it: 10,000 years. */
const longest = 315_576_000_000n * second;

const noTimestamp = { is: 'value', what: 'the text is no timestamp of RFC 3339 or of an access log' } as const;
const noDuration = { is: 'value', what: 'the text is no duration like 1h30m' } as const;
const noYear = { is: 'value', what: 'the time is outside of the years 1 to 9999' } as const;
const tooLong = { is: 'value', what: 'the duration is longer than 10,000 years' } as const;

const rfc3339 = /^(\d{4})-(\d\d)-(\d\d)[Tt](\d\d):(\d\d):(\d\d)(?:\.(\d{1,9}))?(?:[Zz]|([+-])(\d\d):(\d\d))$/;

/** The moment of so many nanoseconds since 1970; it fails outside of the years 1 to 9999. */
export function moment(nanos: bigint): Moment | undefined {
  return nanos < first || nanos > last ? fail(noYear) : new Moment(nanos);
}

/** A length of so many nanoseconds; it fails beyond 10,000 years. */
export function length(nanos: bigint): Length | undefined {
  return nanos > longest || nanos < -longest ? fail(tooLong) : new Length(nanos);
}

/** As access logs have it: `01/Jan/2026:12:00:00 +0100`. */
const clf = /^(\d\d)\/([A-Z][a-z]{2})\/(\d{4}):(\d\d:\d\d:\d\d) ([+-]\d\d)(\d\d)$/;
const months = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec';

/** The moment that a text means in RFC 3339, or as access logs have it. */
export function momentIn(text: string): Moment | undefined {
  const found = text.length > 64 ? null : (rfc3339.exec(text) ?? rfc3339.exec(fromAccessLog(text)));
  if (found === null) return fail(noTimestamp);
  const [year, month, day, hour, minute, s] = found.slice(1, 7).map(Number) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  const [fraction = '', sign, zoneHour = '0', zoneMinute = '0'] = found.slice(7);
  if (day < 1 || day > daysInMonth(year, month) || hour > 23 || minute > 59 || s > 59) return fail(noTimestamp);
  const offset = (Number(zoneHour) * 60 + Number(zoneMinute)) * (sign === '-' ? -60 : 60);
  const seconds = dayNumber(year, month, day) * 86_400 + hour * 3600 + minute * 60 + s - offset;
  return moment(BigInt(seconds) * second + BigInt(fraction.padEnd(9, '0')));
}

/** The same in RFC 3339; empty where it is another text. */
function fromAccessLog(text: string): string {
  const [, day, month = '', year, clock, hours, minutes] = clf.exec(text) ?? [];
  const number = months.indexOf(month) / 4 + 1;
  return day === undefined || number < 1
    ? ''
    : `${year}-${String(number).padStart(2, '0')}-${day}T${clock}${hours}:${minutes}`;
}

/** The moment of so many seconds since 1970, fractions allowed. */
export function momentAt(seconds: number | bigint): Moment | undefined {
  if (typeof seconds === 'bigint') return moment(seconds * second);
  if (!(Math.abs(seconds) < 1e15)) return fail(noYear);
  const whole = Math.floor(seconds);
  // Finer than the double is: its digits after the point show which microsecond is meant.
  const nanos = BigInt(Math.round((seconds - whole) * 1e6)) * 1000n;
  return moment(BigInt(whole) * second + nanos);
}

const units: Readonly<Record<string, bigint>> = {
  ...{ h: 3600n * second, m: 60n * second, s: second },
  ...{ ms: 1_000_000n, us: 1000n, µs: 1000n, ns: 1n },
};
const part = /(\d{1,15})(?:\.(\d{0,15}))?(h|ms|m|s|us|µs|ns)/y;

/** The length that a text like `1h30m`, `-2.5s` or `100ms` means. */
export function lengthIn(text: string): Length | undefined {
  const sign = /^[+-]/.exec(text)?.[0] ?? '';
  if (text === `${sign}0`) return new Length(0n);
  let nanos = 0n;
  part.lastIndex = sign.length;
  for (let at = sign.length; at < text.length || at === sign.length; at = part.lastIndex) {
    const found = text.length > 64 ? null : part.exec(text);
    if (found === null) return fail(noDuration);
    const [, whole = '', fraction = '', unit = ''] = found;
    const of = units[unit]!;
    nanos += BigInt(whole) * of + (fraction === '' ? 0n : (BigInt(fraction) * of) / 10n ** BigInt(fraction.length));
  }
  return length(sign === '-' ? -nanos : nanos);
}

/** RFC 3339 in UTC, with as many digits behind the point as there are. */
export function momentText({ nanos }: Moment): string {
  const within = mod(nanos, second);
  const text = new Date(Number((nanos - within) / 1_000_000n)).toISOString();
  return `${text.slice(0, 19)}${fractionText(within)}Z`;
}

/** Seconds, as protobuf writes them in JSON: `5400s`, `-2.5s`. */
export function lengthText({ nanos }: Length): string {
  const size = nanos < 0n ? -nanos : nanos;
  return `${nanos < 0n ? '-' : ''}${size / second}${fractionText(size % second)}s`;
}

function fractionText(nanos: bigint): string {
  return nanos === 0n ? '' : `.${String(nanos).padStart(9, '0').replace(/0+$/, '')}`;
}

/** Floor-modulo. */
export function mod(a: bigint, b: bigint): bigint {
  const rest = a % b;
  return rest < 0n ? rest + b : rest;
}

// Times after a pattern of the user's: `%d/%b/%Y:%H:%M:%S %z` (strptime(3), English names). The pattern becomes one
// anchored regular expression without nested repetition, so matching is linear. Strict where C is lax: nothing may
// follow, white space in the pattern needs some in the text, every field stands once, and there must be a year, because
// guessing one from the clock would make a replay differ from the run.
import { UsageError } from '../../text/usage-error.js';
import type { Instant } from '../../model/instant.js';
import { epochInstant } from './epoch.js';
import {
  daysInMonth,
  fractionMs,
  instantOf,
  isLeap,
  monthNumber,
  months,
  offsetMinutes,
  weekdays,
  type Civil,
} from './civil.js';
import type { Zone } from './zone.js';

type TimeField =
  | 'year'
  | 'month'
  | 'day'
  | 'dayOfYear'
  | 'hour'
  | 'minute'
  | 'second'
  | 'fraction'
  | 'half'
  | 'zone'
  | 'epoch'
  | 'weekday';

interface Code {
  readonly field: TimeField;
  readonly shape: string;
  /** The number a text of that shape stands for; undefined when it can be none (a zone like +9999). */
  readonly read: (text: string) => number | undefined;
}

const upTo2 = String.raw`\d{1,2}`;
const hourOfHalf = (text: string): number | undefined => within(1, Number(text), 12);
const hourOfDay = (text: string): number | undefined => within(0, Number(text), 23);
/** A fraction of a second in any number of digits. */
const fractionCode: Code = { field: 'fraction', shape: String.raw`\d+`, read: fractionMs };
const monthCode: Code = { field: 'month', shape: nameShape(months).replace('|sep|', '|sept|sep|'), read: monthNumber };
const weekdayCode: Code = { field: 'weekday', shape: nameShape(weekdays), read: () => 0 };

const codes: Readonly<Record<string, Code>> = {
  Y: { field: 'year', shape: String.raw`\d{4}`, read: Number },
  y: { field: 'year', shape: String.raw`\d\d`, read: (text) => Number(text) + (Number(text) < 69 ? 2000 : 1900) },
  m: { field: 'month', shape: upTo2, read: Number },
  b: monthCode,
  B: monthCode,
  h: monthCode,
  d: { field: 'day', shape: upTo2, read: Number },
  e: { field: 'day', shape: ` ?${upTo2}`, read: Number },
  j: { field: 'dayOfYear', shape: String.raw`\d{1,3}`, read: Number },
  a: weekdayCode,
  A: weekdayCode,
  H: { field: 'hour', shape: upTo2, read: hourOfDay },
  k: { field: 'hour', shape: ` ?${upTo2}`, read: hourOfDay },
  I: { field: 'hour', shape: upTo2, read: hourOfHalf },
  l: { field: 'hour', shape: ` ?${upTo2}`, read: hourOfHalf },
  M: { field: 'minute', shape: upTo2, read: Number },
  S: { field: 'second', shape: upTo2, read: Number },
  f: fractionCode,
  // As in Ruby, fluentd and Fluent Bit, where log pipelines have %L from: `.5` is half a second, not 5 ms.
  L: fractionCode,
  // As date(1) and Ruby write nanoseconds; `%3N` of theirs is milliseconds, and is read alike.
  N: fractionCode,
  p: { field: 'half', shape: '[AaPp][Mm]', read: (text) => (/^p/i.test(text) ? 12 : 0) },
  z: { field: 'zone', shape: String.raw`[Zz]|[+-]\d\d(?::?\d\d)?`, read: zoneMinutes },
  Z: { field: 'zone', shape: 'UTC|GMT', read: () => 0 },
  // The minus of a time before 1970 is none where it stands in a word: `app-1700000000`.
  s: { field: 'epoch', shape: String.raw`(?:(?<![0-9A-Za-z])-)?\d{1,17}`, read: (text) => epochInstant(text, 's') },
};

const shorthands: Readonly<Partial<Record<string, string>>> = { T: '%H:%M:%S', D: '%m/%d/%y', F: '%Y-%m-%d' };
const form = 'a pattern of %Y %m %d %H %k %M %S %f %L %N %b %B %a %A %e %j %y %I %l %p %z %Z %s %T %D %F %n %t %%';

/**
 * The reader for a pattern.
 * @throws Misuse when a code is unknown or stands twice, or the fields make no date
 */
export function strptime(pattern: string): (text: string, zone: Zone) => Instant {
  const { source, fields } = compiled(pattern);
  const regex = new RegExp(`^${source}$`, 'i');
  return (text, zone) => read(regex.exec(text), fields, zone);
}

/**
 * The regular expression of what a pattern reads, to look for it in a line.
 * @throws Misuse as `strptime` does
 */
export function strptimeShape(pattern: string): string {
  return compiled(pattern).source;
}

function compiled(pattern: string): { readonly source: string; readonly fields: readonly Code[] } {
  const fields: Code[] = [];
  const source = spelledOut(pattern).replace(/(?:\s|%[nt])+|%([\s\S]?)|[^%\s]+/g, (part, name: string | undefined) => {
    if (name === undefined) return /^[\s%]/.test(part) ? String.raw`\s+` : literal(part);
    if (name === '%') return '%';
    const code = known(pattern, name);
    fields.push(code);
    return `(${code.shape})`;
  });
  refuseOdd(pattern, fields);
  return { source, fields };
}

function spelledOut(pattern: string): string {
  return pattern.replace(
    /%([1-9]N|[\s\S])/g,
    (part, name: string) => shorthands[name] ?? (part.length > 2 ? '%N' : part),
  );
}

function literal(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/-]/g, String.raw`\$&`);
}

function known(pattern: string, name: string): Code {
  const code = Object.hasOwn(codes, name) ? codes[name] : undefined;
  if (code === undefined) throw new UsageError(`"${pattern}" has an unknown code %${name}`, form);
  return code;
}

function refuseOdd(pattern: string, used: readonly Code[]): void {
  const fields = used.map((code) => code.field);
  const has = (field: TimeField): boolean => fields.includes(field);
  const refuse = (why: string): never => {
    throw new UsageError(`"${pattern}" ${why}`, form);
  };
  const twice = fields.find((field, i) => field !== 'weekday' && fields.indexOf(field) < i);
  if (twice !== undefined) refuse(`has the ${twice} twice`);
  if (has('epoch')) {
    if (fields.some((field) => field !== 'epoch' && field !== 'fraction')) refuse('has more than %s and its fraction');
    return;
  }
  if (!has('year')) refuse('has no year, and it cannot be told from anything else');
  if (has('day') && !has('month')) refuse('has a day but no month');
  if (has('dayOfYear') && (has('day') || has('month'))) refuse('has a day of the year beside month or day');
  const ofHalf = used.some((code) => code.read === hourOfHalf);
  if (ofHalf !== has('half')) refuse('has %I without %p, or %p without %I');
}

function read(found: RegExpExecArray | null, fields: readonly Code[], zone: Zone): Instant {
  if (found === null) return NaN;
  if (fields.some(({ field }) => field === 'epoch')) return sinceEpoch(found, fields);
  const values: Partial<Record<TimeField, number>> = {};
  for (const [i, { field, read: readField }] of fields.entries()) {
    const value = readField(found[i + 1]!);
    if (value === undefined) return NaN;
    values[field] = value;
  }
  const { fraction = 0, dayOfYear } = values;
  const civil = civilOf(values, fraction);
  return dayOfYear === undefined ? instantOf(civil, zone) : inYear(civil, dayOfYear, zone);
}

/** `%s`, and the digits of its fraction: of a time before 1970 they lead further back. */
function sinceEpoch(found: RegExpExecArray, fields: readonly Code[]): Instant {
  const digitsOf = (field: TimeField): string | undefined =>
    found[fields.findIndex((code) => code.field === field) + 1];
  const fraction = fields.length > 1 ? `.${digitsOf('fraction')}` : '';
  return epochInstant(`${digitsOf('epoch')}${fraction}`, 's');
}

function civilOf(values: Readonly<Partial<Record<TimeField, number>>>, ms: number): Civil {
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0, half, zone: offset } = values;
  return { year, month, day, hour: half === undefined ? hour : (hour % 12) + half, minute, second, ms, offset };
}

/** `%j`: the day of the year, counted from its first. */
function inYear(civil: Civil, dayOfYear: number, zone: Zone): Instant {
  if (dayOfYear < 1 || dayOfYear > (isLeap(civil.year) ? 366 : 365)) return NaN;
  let [month, day] = [1, dayOfYear];
  for (let size = 31; day > size; size = daysInMonth(civil.year, ++month)) day -= size;
  return instantOf({ ...civil, month, day }, zone);
}

function nameShape(names: readonly string[]): string {
  return names.map((name) => (name.length > 3 ? `${name}|${name.slice(0, 3)}` : name)).join('|');
}

function within(low: number, value: number, high: number): number | undefined {
  return value >= low && value <= high ? value : undefined;
}

function zoneMinutes(text: string): number | undefined {
  if (/^z$/i.test(text)) return 0;
  return offsetMinutes(text[0]!, text.slice(1, 3), text.slice(3).replace(':', '') || '0');
}

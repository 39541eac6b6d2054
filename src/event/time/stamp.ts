// A date in running text, with the clock time beside it: `2026-01-01 9:05:00`, `2026/01/01, 10:00:00 PM UTC`,
// `20260101T100000Z`. People and programs write the two in more ways than ISO 8601 has, and a date whose clock time is not
// read would become midnight, hours from what the line says. So what stands beside a date is either read, or known to be
// no clock time, or the stamp is refused with its text; nothing is dropped that could be a part of it.
import type { Instant } from '../../model/instant.js';
import { fractionMs, instantOf, offsetMinutes } from './civil.js';
import type { Zone } from './zone.js';

/** What stands at a date. */
export type Stamp =
  /** A date and a clock time; `end` is where they end. */
  | { readonly kind: 'time'; readonly at: Instant; readonly end: number }
  /** A date without a clock time beside it. */
  | { readonly kind: 'day'; readonly at: Instant; readonly end: number }
  /** A time that is not understood. */
  | { readonly kind: 'unread'; readonly text: string; readonly why: 'clock' | 'zone' | 'no such time' }
  /** A part of a name, or no date at all. */
  | { readonly kind: 'none' };

const none: Stamp = { kind: 'none' };

const date = /(?<year>\d{4})(?<dash>[-/])(?<month>\d{1,2})\k<dash>(?<day>\d{1,2})(?!\d)/;
const between = /(?<between>[Tt]|[ \t]{1,32}|[ \t]{0,8}[,;|][ \t]{0,8}|[-_:])/;
const clock =
  /(?<hour>\d{1,2})(?<colon>[:.])(?<minute>\d\d)(?!\d)(?:\k<colon>(?<second>\d\d)(?!\d)(?:(?<point>[.,:])(?<fraction>\d+))?)?/;
const extended = new RegExp(`${date.source}(?:${between.source}${clock.source})?`, 'y');
const basic =
  /(?<year>\d{4})(?<month>\d\d)(?<day>\d\d)[Tt](?<hour>\d\d)(?<minute>\d\d)(?:(?<second>\d\d)(?:[.,](?<fraction>\d+))?)?/y;

const half = /(?:[ \t]{0,2}(?<half>[AaPp])(?:[Mm]|\.[Mm]\.)(?![0-9A-Za-z]))/;
const offset = /(?:(?: (?=[+-]\d\d:?\d\d))?(?<sign>[+-])(?<hours>\d\d)(?::?(?<minutes>\d\d))?(?!\d))/;
const universal = /(?<universal>[Zz]|[ \t]{0,8}[[(]?(?:UTC|GMT|UT|Z)[\])]?)(?![0-9A-Za-z])(?![+-]\d)/;
const behind = new RegExp(`${half.source}?(?:${universal.source}|${offset.source})?`, 'y');

// Zones that people write by name. Some stand for several, and none is known to strptime(3) either: they are refused.
const names =
  'ACDT|ACST|ADT|AEDT|AEST|AKDT|AKST|AWST|BRST|BRT|BST|CAT|CDT|CEST|CET|CST|EAT|EDT|EEST|EET|EST|HDT|HKT|HST|ICT|IDT|IST|JST|KST|MDT|MESZ|MEZ|MSD|MSK|MST|NDT|NST|NZDT|NZST|PDT|PHT|PKT|PST|SAST|SGT|SST|WAT|WEST|WET|WIB';
const areas = 'Africa|America|Antarctica|Arctic|Asia|Atlantic|Australia|Brazil|Canada|Etc|Europe|Indian|Pacific|US';
const zoneName = new RegExp(
  String.raw`[+-]\d|[ \t][+-]\d{1,2}:\d\d|[ \t]{0,8}[[(]?(?:(?:${names})(?![0-9A-Za-z])|(?:${areas})/[A-Za-z]|(?:UTC|GMT|Z)[+-]\d)`,
  'y',
);
/** Behind a clock time: more of it. */
const goesOn = /[0-9A-Za-z]|[.:]\d/y;

/** Beside a date: what may be a clock time in another spelling. In a table a number is a value, with white space it may be one. */
const maybeClock =
  /[Tt]\d|[ \t]*[,;|]\d{1,2}:\d|(?:[ \t]{1,32}|[ \t]{0,8}[,;|][ \t]{1,8}|[-_:])(?:\d{1,2}(?:[:.hH]\d|[ \t]?[AaPp]\.?[Mm]\b)|(?:[01]\d|2[0-4])[0-5]\d(?:[0-5]\d)?(?![-/\d]))/y;
/** A name goes on behind the date: `2026-01-01.log`, `2026-01-01/report`. */
const nameGoesOn = /[0-9A-Za-z/\\%@]|[-_.+][0-9A-Za-z]/y;

type StampParts = Readonly<Record<string, string | undefined>>;

/**
 * What stands at a date of the line.
 * @param at where four or eight digits begin
 * @param zone for what names none
 */
export function stampAt(line: string, at: number, zone: Zone): Stamp {
  const short = matchAt(basic, line, at);
  if (short !== undefined) return withRest(line, at, short, zone);
  const long = matchAt(extended, line, at);
  if (long === undefined) return none;
  return isClock(long.parts) ? withRest(line, at, long, zone) : dayAlone(line, at, long, zone);
}

interface Matched {
  readonly parts: StampParts;
  readonly end: number;
}

function matchAt(shape: RegExp, line: string, at: number): Matched | undefined {
  shape.lastIndex = at;
  const parts = shape.exec(line)?.groups;
  return parts && { parts, end: shape.lastIndex };
}

function standsAt(shape: RegExp, line: string, at: number): boolean {
  shape.lastIndex = at;
  return shape.test(line);
}

/** `10.20.30` behind a space may be a version or an address; as a part of one word (`2026-01-01-10.20.30`) it is a time. */
function isClock({ hour, colon, second, point, fraction = '', between: gap = '' }: StampParts): boolean {
  if (hour === undefined) return false;
  if (point === ':' && fraction.length !== 3) return false;
  return colon === ':' || (second !== undefined && hour.length === 2 && /^[Tt_-]$/.test(gap));
}

/** A date and a clock time; the half of the day and the zone behind it. */
function withRest(line: string, at: number, { parts, end }: Matched, zone: Zone): Stamp {
  const rest = matchAt(behind, line, end)!;
  const zoned = rest.parts['sign'] !== undefined || rest.parts['universal'] !== undefined;
  // `10:00-11:00` is rather from ten to eleven than ten o'clock in a zone.
  const span = parts['second'] === undefined && rest.parts['sign'] === '-' && !/^[Tt]$/.test(parts['between'] ?? 'T');
  if (span) return unread(line, at, rest.end, 'clock');
  if (standsAt(goesOn, line, rest.end)) return unread(line, at, rest.end, 'clock');
  if (standsAt(zoneName, line, rest.end) && !(zoned && /[ \t[(]/.test(line[rest.end]!)))
    return unread(line, at, rest.end, 'zone');
  const instant = instantOfParts({ ...parts, ...rest.parts }, zoned, zone);
  if (Number.isNaN(instant)) return { kind: 'unread', text: line.slice(at, rest.end), why: 'no such time' };
  return { kind: 'time', at: instant, end: rest.end };
}

function instantOfParts(parts: StampParts, zoned: boolean, zone: Zone): Instant {
  const { sign, hours = '', minutes = '0', second = '0', fraction = '', half: of } = parts;
  const east = sign === undefined ? 0 : offsetMinutes(sign, hours, minutes);
  const hour = hourOf(Number(parts['hour']), of);
  if (east === undefined || hour === undefined || (hour === 24 && /[1-9]/.test(fraction))) return NaN;
  const [year, month, day] = [Number(parts['year']), Number(parts['month']), Number(parts['day'])];
  const rest = { minute: Number(parts['minute']), second: Number(second), ms: fractionMs(fraction) };
  return instantOf({ year, month, day, hour, ...rest, offset: zoned ? east : undefined }, zone);
}

/** 12 AM is midnight; undefined when there is no such hour of half a day. */
function hourOf(hour: number, of: string | undefined): number | undefined {
  if (of === undefined) return hour;
  return hour < 1 || hour > 12 ? undefined : (hour % 12) + (/p/i.test(of) ? 12 : 0);
}

/** Only dates of ten characters: `2026-1-1` without a clock time is more often something else. */
function dayAlone(line: string, at: number, { parts }: Matched, zone: Zone): Stamp {
  const { year, month = '', day = '' } = parts;
  const end = at + 6 + month.length + day.length;
  if (standsAt(maybeClock, line, end)) return unread(line, at, end, 'clock');
  if (month.length + day.length < 4 || standsAt(nameGoesOn, line, end)) return none;
  const first = { hour: 0, minute: 0, second: 0, ms: 0, offset: undefined };
  const instant = instantOf({ year: Number(year), month: Number(month), day: Number(day), ...first }, zone);
  return Number.isNaN(instant) ? none : { kind: 'day', at: instant, end };
}

/** Longer stretches are not shown. */
const shown = 48;

/** The stamp with the word that is not understood. */
function unread(line: string, at: number, end: number, why: 'clock' | 'zone'): Stamp {
  const word = /^[ \t,;|]*[^\s,;|"')\]}>]*[\])]?/.exec(line.slice(end, end + shown))![0];
  return { kind: 'unread', text: line.slice(at, Math.min(end + word.length, at + shown)).trimEnd(), why };
}

// A date in running text, with the clock time beside it: `2026-01-01 9:05:00`, `2026/01/01, 10:00:00 PM UTC`,
// `20260101T100000Z`. People and programs write the two in more ways than ISO 8601 has, and a date whose clock time is
// not read would become midnight, hours from what is in the line. So what stands beside a date is either read, or known
// to be no clock time, or the stamp is refused with its text; nothing is dropped that could be a part of it.
import type { Instant } from '../../model/instant.js';
import { fractionMs, instantOf, offsetMinutes } from './civil.js';
import { zoneNamed, type Zone } from './zone.js';

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

// Captures are numbered: with named ones a line takes five times as long.
const date = /(\d{4})([-/])(\d{1,2})\2(\d{1,2})(?!\d)/;
const between = /([Tt]|[ \t]{1,32}|[ \t]{0,8}[,;|][ \t]{0,8}|[-_:])/;
/** `\7` is the colon or point of this part, in the whole. */
const clock = String.raw`(\d{1,2})([:.])(\d\d)(?!\d)(?:\7(\d\d)(?!\d)(?:([.,:])(\d+))?)?`;
const extended = new RegExp(`${date.source}(?:${between.source}${clock})?`, 'y');
const basic = /(\d{4})(\d\d)(\d\d)[Tt](\d\d)(\d\d)(?:(\d\d)(?:[.,](\d+))?)?/y;

const half = /(?:[ \t]{0,2}([AaPp])(?:[Mm]|\.[Mm]\.)(?![0-9A-Za-z]))/;
const offset = /(?:(?: (?=[+-]\d\d:?\d\d))?([+-])(\d\d)(?::?(\d\d))?(?!\d))/;
const universal = /([Zz]|[ \t]{0,8}[[(]?(?:[Uu][Tt][Cc]|[Gg][Mm][Tt]|UT|Z)[\])]?)(?![0-9A-Za-z])(?![+-]\d)/;
const dayZone = new RegExp(universal.source, 'y');
const behind = new RegExp(`${half.source}?(?:${universal.source}|${offset.source})?`, 'y');

// Zones that people write by name. Some stand for several, and none is known to strptime(3) either: they are refused.
const names =
  'ACDT|ACST|ADT|AEDT|AEST|AKDT|AKST|AST|AWST|BJT|BRST|BRT|BST|CAT|CDT|CEST|CET|CST|EAT|EDT|EEST|EET|EST|HDT|HKT|HST|ICT|IDT|IST|JST|KST|MDT|MESZ|MEZ|MSD|MSK|MST|NDT|NST|NZDT|NZST|PDT|PHT|PKT|PST|SAST|SGT|SST|WAT|WEST|WET|WIB|WIT|WITA|cdt|cest|cet|edt|eest|jst|mdt|mez|mesz|msk|pdt|pst';
/** As Windows writes them: `W. Europe Standard Time`. */
const longNames = '(?:[A-Z][A-Za-z.]{0,15} ){1,3}(?:Standard|Daylight|Summer) Time';
const areas = 'Africa|America|Antarctica|Arctic|Asia|Atlantic|Australia|Brazil|Canada|Etc|Europe|Indian|Pacific|US';
const zoneName = new RegExp(
  String.raw`[+-]\d|[ \t][+-]\d{1,2}:\d\d|[ \t]?[\u2212\u00b1]\d|[ \t]${longNames}|[ \t]{0,8}[[(]?(?:(?:${names})(?![0-9A-Za-z])|(?:${areas})/[A-Za-z]|(?:UTC|GMT|Z)[+-]\d)`,
  'y',
);
/** The zone of the clock time before it (RFC 9557): `[Europe/Berlin]`. */
const bracketed = new RegExp(String.raw`[ \t]{0,8}\[!?((?:${areas})/[A-Za-z][\w+/-]{0,40})\]`, 'y');
/** Behind a clock time: more of it. */
const goesOn = /[0-9A-Za-z]|[.:]\d/y;

/** Beside a date: what may be a clock time in another spelling. In a table a number is a value, with white space it may be one. */
const maybeClock =
  /[ \t]*[Tt]\d|[ \t]noon\b|[ \t]*[,;|]\d{1,2}:\d|(?:[ \t]{1,32}|[ \t]{0,8}[,;|][ \t]{1,8}|[-_:])(?:\d{1,2}(?:[:.hH：]\d|[ \t]?[時时点點시]|[ \t]?[AaPp]\.?[Mm]\b)|\d\d-\d\d-\d\d(?![-\d])|(?:[01]\d|2[0-4])[0-5]\d(?:[0-5]\d)?(?![-/\d]))/y;
/** A name goes on behind the date: `2026-01-01.log`, `2026-01-01/report`. */
const nameGoesOn = /[0-9A-Za-z/\\%@]|[-_.+][0-9A-Za-z]/y;

/** A date and what may be its clock time, as written. */
interface Written {
  readonly year: string;
  readonly month: string;
  readonly day: string;
  /** Between the two. */
  readonly gap: string;
  readonly hour: string;
  readonly minute: string;
  readonly second: string | undefined;
  readonly fraction: string;
  readonly end: number;
}

/**
 * What stands at a date of the line.
 * @param at where four or eight digits begin
 * @param zone for what names none
 */
export function stampAt(line: string, at: number, zone: Zone): Stamp {
  extended.lastIndex = at;
  const long = extended.exec(line);
  if (long === null) return basicAt(line, at, zone);
  const [, year = '', , month = '', day = '', gap = '', hour, colon, minute = '', second, point, fraction = ''] = long;
  const written = { year, month, day, gap, hour: hour ?? '', minute, second, fraction, end: extended.lastIndex };
  const isClock =
    hour !== undefined && (point !== ':' || fraction.length === 3) && (colon === ':' || isDotted(written));
  return isClock ? withRest(line, at, written, zone) : dayAlone(line, at, written, zone);
}

function basicAt(line: string, at: number, zone: Zone): Stamp {
  basic.lastIndex = at;
  const short = basic.exec(line);
  if (short === null) return none;
  const [, year = '', month = '', day = '', hour = '', minute = '', second, fraction = ''] = short;
  return withRest(line, at, { year, month, day, gap: 'T', hour, minute, second, fraction, end: basic.lastIndex }, zone);
}

/** `10.20.30` behind a space may be a version or an address; as a part of one word (`2026-01-01-10.20.30`) it is a time. */
function isDotted({ gap, hour, second }: Written): boolean {
  return second !== undefined && hour.length === 2 && /^[Tt_-]$/.test(gap);
}

function standsAt(shape: RegExp, line: string, at: number): boolean {
  shape.lastIndex = at;
  return shape.test(line);
}

/** A date and a clock time; the half of the day and the zone behind it. */
function withRest(line: string, at: number, written: Written, zone: Zone): Stamp {
  behind.lastIndex = written.end;
  const [, halfDay, z, sign, hours = '', minutes = '0'] = behind.exec(line)!;
  const end = behind.lastIndex;
  // `10:00-11:00` is rather from ten to eleven than ten o'clock in a zone.
  const span = written.second === undefined && sign === '-' && !/^[Tt]$/.test(written.gap);
  if (span || standsAt(goesOn, line, end)) return unread(line, at, end, 'clock');
  const zoned = sign !== undefined || z !== undefined;
  const named = zoned ? undefined : zoneBehind(line, end);
  const unnamed = named === undefined && standsAt(zoneName, line, end);
  if (unnamed && !(zoned && /[ \t[(]/.test(line[end]!))) return unread(line, at, end, 'zone');
  const east = sign === undefined ? 0 : offsetMinutes(sign, hours, minutes);
  const instant = east === undefined ? NaN : instantAt(written, halfDay, zoned ? east : undefined, named ?? zone);
  if (Number.isNaN(instant)) return { kind: 'unread', text: line.slice(at, end), why: 'no such time' };
  return { kind: 'time', at: instant, end };
}

/** The zone in brackets that stands here; undefined when there is none, or none that is known. */
function zoneBehind(line: string, at: number): Zone | undefined {
  bracketed.lastIndex = at;
  const name = bracketed.exec(line)?.[1];
  return name === undefined ? undefined : zoneNamed(name);
}

function instantAt(written: Written, halfDay: string | undefined, east: number | undefined, zone: Zone): Instant {
  const { year, month, day, minute, second = '0', fraction } = written;
  const hour = hourOf(Number(written.hour), halfDay);
  if (hour === undefined || (hour === 24 && /[1-9]/.test(fraction))) return NaN;
  const civil = { year: Number(year), month: Number(month), day: Number(day), hour, minute: Number(minute) };
  return instantOf({ ...civil, second: Number(second), ms: fractionMs(fraction), offset: east }, zone);
}

/** 12 AM is midnight; undefined when there is no such hour of half a day. */
function hourOf(hour: number, halfDay: string | undefined): number | undefined {
  if (halfDay === undefined) return hour;
  return hour < 1 || hour > 12 ? undefined : (hour % 12) + (/p/i.test(halfDay) ? 12 : 0);
}

/** Only dates of ten characters: `2026-1-1` without a clock time is more often something else. */
function dayAlone(line: string, at: number, { year, month, day }: Written, zone: Zone): Stamp {
  const end = at + 6 + month.length + day.length;
  if (standsAt(maybeClock, line, end)) return unread(line, at, end, 'clock');
  if (month.length + day.length < 4 || standsAt(nameGoesOn, line, end)) return none;
  if (standsAt(zoneName, line, end)) return unread(line, at, end, 'zone');
  const first = { hour: 0, minute: 0, second: 0, ms: 0, offset: standsAt(dayZone, line, end) ? 0 : undefined };
  const instant = instantOf({ year: Number(year), month: Number(month), day: Number(day), ...first }, zone);
  return Number.isNaN(instant) ? none : { kind: 'day', at: instant, end };
}

/** Longer stretches are not shown. */
const shown = 48;

/** The stamp with the word that is not understood. */
function unread(line: string, at: number, end: number, why: 'clock' | 'zone'): Stamp {
  const word = /^[ \t,;|]*[^\s,;|"')\]}>]*[\])]?(?:[ \t][AaPp]\.?[Mm]\b)?/.exec(line.slice(end, end + shown))![0];
  return { kind: 'unread', text: line.slice(at, Math.min(end + word.length, at + shown)).trimEnd(), why };
}

// The strptime pattern of a time as it is spelled, to be named to who has such times: `1.2.2026 9h05` → `%d.%m.%Y %Hh%M`.
// Only what reads the text is named; where day and month may be either way round, both are.
import { strptime } from './strptime.js';
import { utc } from './zone.js';

const name = '[A-Za-z]{3,9}';
const date = String.raw`(?<y>\d{4})(?<ya>[-/._ ]?)(?<ym>\d{1,2}|${name})\k<ya>(?<yd>\d{1,2})|(?<d>\d{1,2})(?<da>[-/. ]|\. ?)(?<dm>\d{1,2}|${name})(?<db>[-/. ]|\. ?)(?<dy>\d{4})|(?<n>${name})(?<na> +)(?<nd>\d{1,2})(?<nb>,? +)(?<ny>\d{4})`;
const clock = String.raw`(?<gap>[Tt]|[ \t,;|_:-]{1,8})(?<hour>\d{1,2})(?<colon>[:.hH]?)(?<minute>\d\d)(?:(?<second>\k<colon>\d\d)(?:(?<point>[.,:])\d+)?)?(?!\d)`;
const rest = String.raw`(?<space>[ \t]{0,2})(?:(?<half>[AaPp][Mm])(?![A-Za-z]))?(?<more>[ \t]?)(?<zone>[Zz](?![A-Za-z0-9])|[+-]\d\d:?\d\d(?![-\d:])|UTC|GMT)?`;
const stretch = new RegExp(String.raw`(?<![0-9A-Za-z])(?:(?<week>${name})(?<wa>,? +))?(?:${date})(?:${clock}${rest})?`);

type SpelledParts = Readonly<Record<string, string | undefined>>;
/** The year last, as ctime(3) and date(1) have it. */
const yearLast = new RegExp(
  String.raw`(?<![0-9A-Za-z])(?:${name} )?${name} +\d{1,2} \d\d:\d\d:\d\d(?:\.\d+)? \d{4}(?!\d)`,
);

/** Longer texts are not looked at. */
const longest = 4096;

/**
 * Patterns for `--time-format` that read the text, or the first time in it.
 * @param whole the time is all of the text
 */
export function patternsFor(text: string, whole: boolean): readonly string[] {
  const found = text.length > longest ? null : stretch.exec(text);
  const last = text.length > longest ? null : yearLast.exec(text)?.[0];
  if (last && (!whole || last === text)) return [yearLastPattern(last)].filter((pattern) => reads(pattern, last));
  if (found === null || (whole && found[0].length !== text.length)) return [];
  const parts = found.groups!;
  const time = clockPattern(parts);
  return datePatterns(parts)
    .map((day) => (parts['week'] === undefined ? '' : `%a${parts['wa']!}`) + day + time)
    .filter((pattern) => reads(pattern, found[0].trimEnd()));
}

/** The remedy with such patterns; one without an hour reads a text that has one as the midnight before. */
export function patternRemedy(patterns: readonly string[]): string | undefined {
  if (patterns.length === 0) return undefined;
  const does = patterns.some((pattern) => /%[HIT]/.test(pattern)) ? 'reads it' : 'takes the day alone';
  return `--time-format ${patterns.map((of) => `'${of}'`).join(' or ')} ${does}`;
}

function yearLastPattern(text: string): string {
  return `${/^[A-Za-z]+ [A-Za-z]/.test(text) ? '%a ' : ''}%b %e %H:%M:%S${text.includes('.') ? '.%L' : ''} %Y`;
}

function datePatterns({
  y,
  ya = '',
  ym,
  d,
  da = '',
  dm,
  db = '',
  n,
  na = '',
  nb = '',
}: SpelledParts): readonly string[] {
  if (y !== undefined) return [`%Y${ya}${monthCode(ym!)}${ya}%d`];
  if (n !== undefined) return [`%b${na}%d${nb}%Y`];
  if (d === undefined) return [];
  const dayFirst = `%d${da}${monthCode(dm!)}${db}%Y`;
  return /\d/.test(dm!) ? [dayFirst, `%m${da}%d${db}%Y`] : [dayFirst];
}

function monthCode(month: string): string {
  return /\d/.test(month) ? '%m' : '%b';
}

function clockPattern({ gap, colon = '', second, point, ...rest }: SpelledParts): string {
  if (gap === undefined) return '';
  const seconds = second === undefined ? '' : `${colon}%S${point === undefined ? '' : `${point}%L`}`;
  const hour = rest['half'] === undefined ? '%H' : '%I';
  return `${gap.replace(/\s+/g, ' ')}${hour}${colon}%M${seconds}${restPattern(rest)}`;
}

/** The half of the day and the zone; the white space before what is not there belongs to no time. */
function restPattern({ space = '', half, more = '', zone }: SpelledParts): string {
  const east = zone === undefined ? '' : `${more}${/[A-Z]{3}/.test(zone) ? '%Z' : '%z'}`;
  if (half !== undefined) return `${space}%p${east}`;
  return zone === undefined ? '' : `${space}${east}`;
}

function reads(pattern: string, text: string): boolean {
  try {
    return !Number.isNaN(strptime(pattern)(text, utc));
  } catch {
    return false;
  }
}

// Instants to ISO 8601 text: what `new Date(at).toISOString()` gives, at a fraction of its cost. Its plain twin is
// exactly that call; test/kernel/iso-text.test.ts holds the two equal. The text of a minute is remembered, because rows
// come in order of time and a minute holds sixty thousand instants.

const two = Array.from({ length: 100 }, (_, n) => String(n).padStart(2, '0'));
const remembered = 256;
const minutes = new Float64Array(remembered).fill(NaN);
const minuteTexts: string[] = new Array<string>(remembered).fill('');
/** `59.999Z` for each millisecond of a minute, and the table itself, made when first needed. */
let tails: (string | undefined)[] | undefined;

/**
 * `2026-01-01T00:00:59.999Z`; years before 0 and after 9999 as `±YYYYYY`.
 * @param at whole milliseconds since the epoch, within ±8.64e15
 */
export function isoText(at: number): string {
  const minute = Math.floor(at / 60_000);
  const rest = at - minute * 60_000;
  tails ??= new Array<undefined>(60_000).fill(undefined);
  return minuteOf(minute) + (tails[rest] ??= tail(rest));
}

/** `2026-01-01T00:00:` */
function minuteOf(minute: number): string {
  const slot = minute & (remembered - 1);
  if (minutes[slot] !== minute) {
    minutes[slot] = minute;
    minuteTexts[slot] = minuteText(minute);
  }
  return minuteTexts[slot]!;
}

function tail(ofMinute: number): string {
  const second = Math.floor(ofMinute / 1000);
  return `${two[second]!}.${String(ofMinute - second * 1000).padStart(3, '0')}Z`;
}

function minuteText(minute: number): string {
  const day = Math.floor(minute / 1440);
  const ofDay = minute - day * 1440;
  const hour = (ofDay / 60) | 0;
  return `${dateText(day)}T${two[hour]!}:${two[ofDay - hour * 60]!}:`;
}

/**
 * The proleptic Gregorian date of a day since the epoch. Years are counted from 1 March of year 0, so that the leap
 * day is the last of its year and the months before it follow one linear rule (153 days in five months).
 */
function dateText(day: number): string {
  const shifted = day + 719_468;
  const era = Math.floor(shifted / 146_097);
  const ofEra = shifted - era * 146_097;
  const yearOfEra = Math.floor(
    (ofEra - Math.floor(ofEra / 1460) + Math.floor(ofEra / 36_524) - Math.floor(ofEra / 146_096)) / 365,
  );
  const ofYear = ofEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const march = Math.floor((5 * ofYear + 2) / 153);
  const dayOfMonth = ofYear - Math.floor((153 * march + 2) / 5) + 1;
  const month = march < 10 ? march + 3 : march - 9;
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
  return `${yearText(year)}-${two[month]!}-${two[dayOfMonth]!}`;
}

function yearText(year: number): string {
  if (year >= 0 && year <= 9999) return String(year).padStart(4, '0');
  return (year < 0 ? '-' : '+') + String(Math.abs(year)).padStart(6, '0');
}

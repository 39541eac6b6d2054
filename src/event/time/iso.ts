// RFC 3339 and ISO 8601 text. Extended (`2026-01-01T10:00:00.5Z`) or basic (`20260101T100000Z`) form, `T`, `t` or a
// space, any fraction after a point or comma, `Z`, `UTC`, `GMT`, `±hh:mm`, `±hhmm`, `±hh` (a space may stand before it,
// as git writes) or no zone; a date alone is its first moment. `24:00` is the end of the day, `:60` counts as `:59`.
// Years beyond four digits carry a sign and six. Week and ordinal dates are refused. A zone in brackets (RFC 9557:
// `[Europe/Berlin]`) gives the clock its meaning where there is no offset; behind one it adds nothing, and neither does
// the short name that Go writes there (`+0200 CEST`).
import type { Instant } from '../../model/instant.js';
import { fractionMs, instantOf, offsetMinutes } from './civil.js';
import { zoneNamed, type Zone } from './zone.js';

const date = /(?<year>\d{4}|[+-]\d{6})(?<dash>-?)(?<month>\d\d)\k<dash>(?<day>\d\d)/;
const slashed = /^\d{4}\/\d\d\/\d\d(?!\d)/;
const time = /(?<hour>\d\d)(?:(?<colon>:?)(?<minute>\d\d)(?:\k<colon>(?<second>\d\d)(?:[.,](?<fraction>\d+))?)?)?/;
const offset = /(?<sign>[+-])(?<zoneHour>\d\d)(?::?(?<zoneMinute>\d\d))?(?: [A-Z]{3,5})?/;
const zone = new RegExp(` ?(?:[Zz]|[Uu][Tt][Cc]|[Gg][Mm][Tt]|${offset.source})`);
const bracketed = /(?: ?\[!?(?<name>[A-Za-z][\w+/-]*)\])/;
const iso = new RegExp(`^${date.source}(?:[Tt ]${time.source}(?<zoned>${zone.source})?${bracketed.source}?)?$`);

/** The instant an ISO 8601 text names; NaN when it is none. Without a zone it is the time on the clocks of `local`. */
export function isoInstant(text: string, local: Zone): Instant {
  const parts = iso.exec(text)?.groups;
  if (parts === undefined || parts['year'] === '-000000') return NaN;
  const { year, month, day, hour = '0', minute = '0', second = '0', fraction = '', zoned, name } = parts;
  const offset = zoned === undefined ? undefined : zoneOffset(parts);
  if (zoned !== undefined && offset === undefined) return NaN;
  const meant = offset !== undefined || name === undefined ? local : zoneNamed(name);
  if (meant === undefined) return NaN;
  if (hour === '24' && /[1-9]/.test(fraction)) return NaN;
  const clock = { hour: Number(hour), minute: Number(minute), second: Number(second), ms: fractionMs(fraction) };
  return instantOf({ year: Number(year), month: Number(month), day: Number(day), ...clock, offset }, meant);
}

/** The same, also of text whose date has slashes, as Go and nginx write it: `2026/01/01 10:00:00`. */
export function isoOrSlashInstant(text: string, local: Zone): Instant {
  return isoInstant(slashed.test(text) ? `${text.slice(0, 4)}-${text.slice(5, 7)}-${text.slice(8)}` : text, local);
}

function zoneOffset(parts: Readonly<Record<string, string | undefined>>): number | undefined {
  const { sign, zoneHour = '', zoneMinute = '0' } = parts;
  return sign === undefined ? 0 : offsetMinutes(sign, zoneHour, zoneMinute);
}

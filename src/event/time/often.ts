// Times as programs often write them that no named format reads. Nothing is read by these unless the user says so; they
// are what is suggested to who sees a time refused. Those that differ in the order of day and month alone stand together.
import { strptime } from './strptime.js';
import { utc } from './zone.js';

export const oftenWritten: readonly string[] = [
  '%Y/%m/%d %H:%M:%S',
  '%Y/%m/%d %H:%M:%S.%f',
  '%Y/%m/%d %H:%M',
  '%Y/%m/%d',
  '%d/%m/%Y %H:%M:%S',
  '%m/%d/%Y %H:%M:%S',
  '%d/%m/%Y %H:%M',
  '%m/%d/%Y %H:%M',
  '%d/%m/%Y %I:%M:%S %p',
  '%m/%d/%Y %I:%M:%S %p',
  '%d/%m/%Y',
  '%m/%d/%Y',
  '%d.%m.%Y %H:%M:%S',
  '%d.%m.%Y %H:%M',
  '%d.%m.%Y',
  '%Y.%m.%d %H:%M:%S',
  '%Y-%m-%d %H:%M:%S %Z',
  '%Y-%m-%d %I:%M:%S %p',
  '%Y-%m-%dT%H:%M:%S,%f%z',
  '%Y-%m-%d_%H:%M:%S',
  '%a %b %d %H:%M:%S %Y',
  '%a %b %d %H:%M:%S %Z %Y',
  '%b %d, %Y %H:%M:%S',
  '%b %d, %Y %I:%M:%S %p',
  '%b %d %Y %H:%M:%S',
  '%d-%b-%Y %H:%M:%S',
  '%d %b %Y %H:%M:%S',
  '%d %b %Y',
];

/** The patterns that read a text: none, one, or two where day and month may be the other way round. */
export function patternsOf(text: string): readonly string[] {
  if (text.length > 64) return [];
  return oftenWritten.filter((pattern) => !Number.isNaN(strptime(pattern)(text, utc))).slice(0, 2);
}

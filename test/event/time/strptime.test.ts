// strptime patterns, on lines of logs as they are.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { strptime } from '../../../src/event/time/strptime.js';
import { utc } from '../../../src/event/time/zone.js';
import { UsageError } from '../../../src/text/usage-error.js';

const read = (pattern: string, text: string): number => strptime(pattern)(text, utc);

describe('strptime', () => {
  it.each([
    ['%d/%b/%Y:%H:%M:%S %z', '10/Oct/2000:13:55:36 -0700', '2000-10-10T20:55:36.000Z'],
    ['[%a %b %d %H:%M:%S %Y]', '[Sun Dec 04 04:47:44 2005]', '2005-12-04T04:47:44.000Z'],
    ['%b %e %H:%M:%S %Y', 'Jul  1 09:00:55 2015', '2015-07-01T09:00:55.000Z'],
    ['%y%m%d %H%M%S', '081109 203615', '2008-11-09T20:36:15.000Z'],
    ['%y/%m/%d %T', '17/06/09 20:10:40', '2017-06-09T20:10:40.000Z'],
    ['%Y%m%d-%H:%M:%S:%L', '20171223-22:15:29:6', '2017-12-23T22:15:29.600Z'],
    ['%F %T.%L', '2026-01-01 10:00:00.07', '2026-01-01T10:00:00.070Z'],
    ['%F %T.%L', '2026-01-01 10:00:00.5', '2026-01-01T10:00:00.500Z'],
    ['%F %T.%L', '2026-01-01 10:00:00.9999999999999', '2026-01-01T10:00:00.999Z'],
    ['%F %T.%f', '2026-01-01 10:00:00.0009999999999', '2026-01-01T10:00:00.000Z'],
    ['%Y%m%d%H%M%S%L', '20171223221529123', '2017-12-23T22:15:29.123Z'],
    ['%F-%H.%M.%S.%f', '2005-06-03-15.42.50.675872', '2005-06-03T15:42:50.675Z'],
    ['%F %T,%L', '2015-10-18 18:01:47,978', '2015-10-18T18:01:47.978Z'],
    ['%Y/%m/%d %H:%M', '2001/1/1 0:47', '2001-01-01T00:47:00.000Z'],
    ['%D %I:%M %p', '12/31/99 12:05 AM', '1999-12-31T00:05:00.000Z'],
    ['%D %I:%M %p', '12/31/68 12:05 pm', '2068-12-31T12:05:00.000Z'],
    ['%A, %d %B %Y', 'TUESDAY, 3 march 2026', '2026-03-03T00:00:00.000Z'],
    ['%Y-%j', '2024-366', '2024-12-31T00:00:00.000Z'],
    ['%Y-%j', '2023-060', '2023-03-01T00:00:00.000Z'],
    ['%s.%f', '1441065722.312', '2015-09-01T00:02:02.312Z'],
    ['%d %b %Y', '9 Sept 2026', '2026-09-09T00:00:00.000Z'],
    ['%B %e %Y', 'sept  9 2026', '2026-09-09T00:00:00.000Z'],
    ['%Y', '2026', '2026-01-01T00:00:00.000Z'],
    ['%Y-%m', '2026-05', '2026-05-01T00:00:00.000Z'],
    ['%F%n%T%t%Z', '2026-01-01   10:00:00 GMT', '2026-01-01T10:00:00.000Z'],
    ['%F %T %z', '2026-01-01 10:00:00 +05:30', '2026-01-01T04:30:00.000Z'],
    ['100%% %F', '100% 2026-01-01', '2026-01-01T00:00:00.000Z'],
    ['%%T(%Y)', '%T(2026)', '2026-01-01T00:00:00.000Z'],
    ['%F %H:%M:%S', '2026-06-30 23:59:60', '2026-06-30T23:59:59.000Z'],
  ])('%s reads %s', (pattern, text, instant) => expect(new Date(read(pattern, text)).toISOString()).toBe(instant));

  it('reads a fraction as its digits say, however many there are', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^\d{1,30}$/), fc.constantFrom('%L', '%f'), (digits, code) => {
        const ms = Number((BigInt(digits) * 1000n) / 10n ** BigInt(digits.length));
        expect(read(`%F %T.${code}`, `2026-01-01 10:00:00.${digits}`)).toBe(Date.UTC(2026, 0, 1, 10) + ms);
      }),
    );
  });

  it.each([
    ['%F', '2024-02-30'],
    ['%F', '2024-01-01 '],
    ['%F', ' 2024-01-01'],
    ['%F', '2024-01-01x'],
    ['%F %T', '2024-01-01 25:00:00'],
    ['%F %T', '2024-01-01 24:00:00'],
    ['%F %T', '2024-01-0110:00:00'],
    ['%F %T %z', '2024-01-01 10:00:00 +9999'],
    ['%F %T %Z', '2024-01-01 10:00:00 CET'],
    ['%F %I %p', '2024-01-01 13 PM'],
    ['%F %I %p', '2024-01-01 0 AM'],
    ['%d/%b/%Y', '31/Feb/2024'],
    ['%d/%b/%Y', '1/Foo/2024'],
    ['%Y-%j', '2023-366'],
    ['%Y-%j', '2023-000'],
  ])('%s does not read %s', (pattern, text) => expect(read(pattern, text)).toBeNaN());

  it.each([
    ['%b %d %H:%M:%S', 'no year'],
    ['%H:%M', 'no year'],
    ['%Y %y-%m-%d', 'the year twice'],
    ['%Y %d', 'a day but no month'],
    ['%Y %I', '%I without %p'],
    ['%F %H %p', '%I without %p'],
    ['%F %j', 'a day of the year'],
    ['%s %Y', 'more than %s'],
    ['%Q %Y', 'unknown code %Q'],
    ['%F %', 'unknown code %'],
    ['%Y %constructor', 'unknown code %c'],
  ])('%s is refused: %s', (pattern, why) => {
    expect(() => strptime(pattern)).toThrow(UsageError);
    expect(() => strptime(pattern)).toThrow(why);
  });
});

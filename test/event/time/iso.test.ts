// ISO 8601 and RFC 3339 text, held against Temporal.
import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import { isoInstant } from '../../../src/event/time/iso.js';
import { utc } from '../../../src/event/time/zone.js';

const read = (text: string): number => isoInstant(text, utc);

describe('isoInstant', () => {
  it.each([
    ['2026-01-01T00:00:00Z', '2026-01-01T00:00:00.000Z'],
    ['2026-01-01t00:00:00z', '2026-01-01T00:00:00.000Z'],
    ['2026-01-01 00:00:00', '2026-01-01T00:00:00.000Z'],
    ['2026-01-01', '2026-01-01T00:00:00.000Z'],
    ['20260101', '2026-01-01T00:00:00.000Z'],
    ['20240101T000000Z', '2024-01-01T00:00:00.000Z'],
    ['2026-01-01T10', '2026-01-01T10:00:00.000Z'],
    ['2026-01-01T10:30', '2026-01-01T10:30:00.000Z'],
    ['2026-01-01T10:30+05:30', '2026-01-01T05:00:00.000Z'],
    ['2026-01-01T10:30:00-0800', '2026-01-01T18:30:00.000Z'],
    ['2026-01-01T10:30:00+02', '2026-01-01T08:30:00.000Z'],
    ['2026-01-01 10:30:00 +0100', '2026-01-01T09:30:00.000Z'],
    ['2015-10-18 18:01:47,978', '2015-10-18T18:01:47.978Z'],
    ['2026-01-01T00:00:00.123456789Z', '2026-01-01T00:00:00.123Z'],
    ['2026-01-01T00:00:00.9999999999999Z', '2026-01-01T00:00:00.999Z'],
    ['2026-01-01T00:00:00.5Z', '2026-01-01T00:00:00.500Z'],
    ['2026-12-31T23:59:60Z', '2026-12-31T23:59:59.000Z'],
    ['2026-12-31T24:00:00.000Z', '2027-01-01T00:00:00.000Z'],
    ['2024-02-29T00:00:00Z', '2024-02-29T00:00:00.000Z'],
    ['0000-01-01T00:00:00Z', '0000-01-01T00:00:00.000Z'],
    ['0099-12-31T00:00:00Z', '0099-12-31T00:00:00.000Z'],
    ['-000001-01-01T00:00:00Z', '-000001-01-01T00:00:00.000Z'],
    ['+012345-06-07T08:09:10Z', '+012345-06-07T08:09:10.000Z'],
    ['1969-12-31T23:59:59.9999Z', '1969-12-31T23:59:59.999Z'],
  ])('%s is %s', (text, instant) => expect(new Date(read(text)).toISOString()).toBe(instant));

  it.each([
    ...['2023-02-29', '2024-02-30', '2026-04-31', '2026-13-01', '2026-00-10', '2026-01-00', '2026-1-1', '26-01-01', ''],
    ...[
      '2026-01-01T25:00:00Z',
      '2026-01-01T24:00:01Z',
      '2026-01-01T24:00:00.0001Z',
      '2026-01-01T10:60Z',
      '2026-01-01T10:00:61Z',
    ],
    ...['2026-01-01T10:00:00+9999', '2026-01-01T10:00:00+24:00', '2026-01-01T10:00:00+01:60', '2026-01-01T10:00:00+1'],
    ...[
      '2026-01-01T10:00:00Zfoo',
      ' 2026-01-01',
      '2026-01-01T',
      '2026-01-01Z',
      '2026-01-01T10:00:00.Z',
      '2026-01-01T10.5',
    ],
    ...[
      '2026-0101',
      '2026-01-01T10:0000',
      '2026-W01-1',
      '2026-001',
      '-000000-01-01',
      '12026-01-01',
      '2026-01-01  10:00:00',
    ],
    ...['2026-01-01T10:00:00 Europe/Berlin', '2026-01-01T10:00:00Z[UTC]', 'now', '1767225600', '２０２６-01-01'],
  ])('"%s" is no time', (text) => expect(read(text)).toBeNaN());

  it('agrees with Temporal on every date, time and offset', () => {
    const two = (n: number): string => String(n).padStart(2, '0');
    const digits = fc.integer({ min: 0, max: 99 });
    const odd = fc.tuple(
      fc.integer({ min: -5000, max: 9999 }),
      fc.array(digits, { minLength: 5, maxLength: 5 }),
      fc.nat(999_999_999),
      fc.constantFrom('Z', '+01:00', '-0530', '+14'),
    );
    const usual = odd.map(
      ([year, [a, b, c, d, e], fraction, zone]) =>
        [year, [(a! % 13) + (a! > 90 ? 0 : 1), (b! % 31) + 1, c! % 25, d! % 61, e! % 62], fraction, zone] as const,
    );
    fc.assert(
      fc.property(fc.oneof(odd, usual), ([year, [month, day, hour, minute, second], fraction, zone]) => {
        if (hour === 24) return;
        const years = year < 0 ? `-${String(-year).padStart(6, '0')}` : String(year).padStart(4, '0');
        const text = `${years}-${two(month)}-${two(day)}T${two(hour)}:${two(minute)}:${two(second)}.${fraction}${zone}`;
        expect(read(text), text).toBe(temporal(text));
      }),
      { numRuns: 3000 },
    );
  });
});

function temporal(text: string): number {
  try {
    return Temporal.Instant.from(text).epochMilliseconds;
  } catch {
    return NaN;
  }
}

// --tz: what the clocks on the wall mean, on the days they are changed too; held against Temporal.
import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import { parseZone } from '../../../src/event/time/zone.js';
import { UsageError } from '../../../src/text/usage-error.js';

const local = (text: string): number => Date.parse(`${text}Z`);
const at = (zone: string, text: string): string => new Date(parseZone(zone).toInstant(local(text))).toISOString();

describe('parseZone', () => {
  it('takes the earlier of two instants, and moves a time that was left out forward', () => {
    expect(at('Europe/Berlin', '2025-10-26T02:30:00')).toBe('2025-10-26T00:30:00.000Z');
    expect(at('Europe/Berlin', '2025-03-30T02:30:00')).toBe('2025-03-30T01:30:00.000Z');
    expect(at('Australia/Lord_Howe', '2025-10-05T02:10:00')).toBe('2025-10-04T15:40:00.000Z');
    expect(at('Pacific/Apia', '2011-12-30T12:00:00')).toBe('2011-12-30T22:00:00.000Z');
    expect(at('+05:30', '2025-01-01T00:00:00')).toBe('2024-12-31T18:30:00.000Z');
  });

  it('knows UTC by its names', () => {
    for (const name of ['UTC', 'utc', 'Etc/UTC', 'GMT', 'Z']) expect(parseZone(name).toInstant(5)).toBe(5);
  });

  it.each(['', 'Mars/Base', 'CEST', '+25:00', 'Europe/Berlin ', '2020-01-01T00:00[Europe/Berlin]'])(
    '"%s" is refused',
    (name) => expect(() => parseZone(name)).toThrow(UsageError),
  );

  it('has no instant for clocks beyond the calendar', () => expect(parseZone('Asia/Tokyo').toInstant(9e15)).toBeNaN());

  it.each([
    'Europe/Berlin',
    'America/St_Johns',
    'Asia/Kathmandu',
    'Africa/Monrovia',
    'America/Havana',
    'Australia/Lord_Howe',
  ])('agrees with Temporal in %s', (name) => {
    const zone = parseZone(name);
    fc.assert(
      fc.property(
        fc.integer({ min: Date.UTC(1960, 0), max: Date.UTC(2040, 0) }),
        fc.integer({ min: -7200, max: 7200 }),
        (from, offset) => {
          for (const ms of [from, nextChange(name, from) + offset * 1000])
            expect(zone.toInstant(ms)).toBe(temporal(name, ms));
        },
      ),
      { numRuns: 150 },
    );
  });
});

/** What the clocks show, about, when they are next changed. */
function nextChange(zone: string, from: number): number {
  const before = Temporal.Instant.fromEpochMilliseconds(from).toZonedDateTimeISO(zone);
  const change = before.getTimeZoneTransition('next');
  return change === null ? from : change.epochMilliseconds + change.offsetNanoseconds / 1e6;
}

function temporal(zone: string, ms: number): number {
  const wall = Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO('UTC').toPlainDateTime();
  return wall.toZonedDateTime(zone).epochMilliseconds;
}

// Calendar days in zones that put their clocks on and back: where a day begins, and how many hours it has.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { UsageError } from '../../src/text/usage-error.js';
import { buildWindow, parseWindow } from '../../src/window/index.js';
import { temporalZone } from '../../src/window/zone.js';
import type { AlignedWindows } from '../../src/window/window-fn.js';

function windowOf(text: string, zone: string, at: number) {
  const fn = buildWindow(parseWindow(text, zone), temporalZone);
  return (fn as AlignedWindows).assign(at).windows[0]!;
}

describe('a day of the calendar', () => {
  it.each([
    // zone, an instant of the day, its first instant, hours
    ['America/New_York', '2025-03-09T12:00Z', '2025-03-09T05:00:00.000Z', 23],
    ['America/New_York', '2025-11-02T12:00Z', '2025-11-02T04:00:00.000Z', 25],
    ['Europe/Berlin', '2025-03-30T12:00Z', '2025-03-29T23:00:00.000Z', 23],
    ['Europe/Berlin', '2025-10-26T12:00Z', '2025-10-25T22:00:00.000Z', 25],
    // No midnight: the clocks go from 24:00 to 01:00.
    ['America/Havana', '2025-03-09T12:00Z', '2025-03-09T05:00:00.000Z', 23],
    ['Africa/Cairo', '2025-04-25T12:00Z', '2025-04-24T22:00:00.000Z', 23],
    ['America/Sao_Paulo', '2018-11-04T12:00Z', '2018-11-04T03:00:00.000Z', 23],
    ['Asia/Beirut', '2025-03-30T12:00Z', '2025-03-29T22:00:00.000Z', 23],
    // Two midnights, or 23:00 twice.
    ['America/Havana', '2025-11-02T12:00Z', '2025-11-02T04:00:00.000Z', 25],
    ['America/Sao_Paulo', '2018-02-17T12:00Z', '2018-02-17T02:00:00.000Z', 25],
    ['Asia/Beirut', '2025-10-25T12:00Z', '2025-10-24T21:00:00.000Z', 25],
    // Half an hour.
    ['Australia/Lord_Howe', '2025-04-06T02:00Z', '2025-04-05T13:00:00.000Z', 24.5],
    ['Australia/Lord_Howe', '2025-10-05T02:00Z', '2025-10-04T13:30:00.000Z', 23.5],
    // 44 minutes and 30 seconds, from midnight on.
    ['Africa/Monrovia', '1972-01-07T12:00Z', '1972-01-07T00:44:30.000Z', 24 - 44.5 / 60],
    // The day before one that the zone left out, and the one after it.
    ['Pacific/Apia', '2011-12-30T09:59Z', '2011-12-29T10:00:00.000Z', 24],
    ['Pacific/Apia', '2011-12-30T10:00Z', '2011-12-30T10:00:00.000Z', 24],
    ['Pacific/Kwajalein', '1993-08-21T12:00Z', '1993-08-21T12:00:00.000Z', 24],
  ])('%s at %s begins at %s and has %f hours', (zone, at, start, hours) => {
    const window = windowOf('calendar:day', zone, Date.parse(at));
    expect(new Date(window.start).toISOString()).toBe(start);
    expect((window.end - window.start) / 36e5).toBeCloseTo(hours, 9);
  });

  it('contains its instants even where an hour of the day before comes again after midnight', () => {
    // St John's put its clocks back at 00:01: from 2006-10-29T00:01 to 2006-10-28T23:01.
    const midnight = Date.parse('2006-10-29T02:30Z');
    const again = midnight + 2 * 6e4;
    const window = windowOf('calendar:day', 'America/St_Johns', again);
    expect(window.start).toBe(midnight);
    expect(window.end - window.start).toBe(25 * 36e5);
  });

  it('of a zone given as an offset begins at its midnight', () => {
    expect(windowOf('calendar:day', '+08:00', 1_470_902_048_450).start).toBe(1_470_844_800_000);
  });

  it('is where it is in UTC far beyond all zone data', () => {
    const window = windowOf('calendar:day', 'Europe/Berlin', 8.64e15);
    expect(window.start <= 8.64e15 && 8.64e15 < window.end).toBe(true);
  });
});

describe('hours of the calendar', () => {
  it.each([
    // window, zone, an instant in it, its first instant, hours
    ['4-hour', 'Europe/Berlin', '2025-03-30T01:30Z', '2025-03-29T23:00:00.000Z', 3],
    ['4-hour', 'Europe/Berlin', '2025-03-30T02:00Z', '2025-03-30T02:00:00.000Z', 4],
    ['4-hour', 'Europe/Berlin', '2025-10-26T02:30Z', '2025-10-25T22:00:00.000Z', 5],
    ['24-hour', 'Europe/Berlin', '2025-10-26T12:00Z', '2025-10-25T22:00:00.000Z', 25],
    // The hour from 02:00 is not there, and then twice.
    ['hour', 'Europe/Berlin', '2025-03-30T00:59Z', '2025-03-30T00:00:00.000Z', 1],
    ['hour', 'Europe/Berlin', '2025-03-30T01:00Z', '2025-03-30T01:00:00.000Z', 1],
    ['hour', 'Europe/Berlin', '2025-10-26T01:30Z', '2025-10-26T00:00:00.000Z', 2],
    ['hour', 'Asia/Kolkata', '2025-03-30T01:00Z', '2025-03-30T00:30:00.000Z', 1],
    // Half an hour.
    ['hour', 'Australia/Lord_Howe', '2025-10-04T15:30Z', '2025-10-04T15:30:00.000Z', 0.5],
    // The clocks go from 00:01 to 01:01.
    ['hour', 'America/St_Johns', '2006-04-02T03:30Z', '2006-04-02T03:30:00.000Z', 1 / 60],
    ['hour', 'America/St_Johns', '2006-04-02T03:31Z', '2006-04-02T03:31:00.000Z', 59 / 60],
    // The last hours before a day that the zone left out.
    ['4-hour', 'Pacific/Apia', '2011-12-30T09:00Z', '2011-12-30T06:00:00.000Z', 4],
    ['hour', '+05:45', '1970-01-01T00:00Z', '1969-12-31T23:15:00.000Z', 1],
  ])('%s in %s at %s begins at %s and has %f', (text, zone, at, start, hours) => {
    const window = windowOf(`calendar:${text}`, zone, Date.parse(at));
    expect(new Date(window.start).toISOString()).toBe(start);
    expect((window.end - window.start) / 36e5).toBeCloseTo(hours, 9);
  });

  it('follow one another, and a day begins with its first, wherever and whenever', () => {
    const zones = ['America/Toronto', 'Pacific/Apia', 'Africa/Monrovia', 'Asia/Kathmandu', 'Antarctica/Casey'];
    fc.assert(
      fc.property(fc.constantFrom(...zones), fc.integer({ min: -700_000, max: 600_000 }), (zone, hour) => {
        const rules = temporalZone(zone);
        const starts = Array.from({ length: 25 }, (_, i) => rules.startOfHour(hour + i));
        expect(starts).toEqual([...starts].sort((a, b) => a - b));
        const day = Math.floor(hour / 24);
        expect(rules.startOfHour(day * 24)).toBe(rules.startOfDay(day));
      }),
    );
  });

  it.each([
    ['5-hour', '"5-hour": a day is cut into parts of 1, 2, 3, 4, 6, 8, 12 or 24 hours'],
    ['48-hour', '"48-hour": a day is cut into parts'],
    ['hour,start=2026-01-01', '"start=2026-01-01": hours are counted from midnight'],
    ['hour,start=monday', '"start=monday": hours are counted from midnight'],
  ])('%s is refused', (text, message) => expect(() => parseWindow(`calendar:${text}`)).toThrow(message));
});

describe('longer windows of the calendar', () => {
  it('are as long as their days', () => {
    const month = windowOf('calendar:month', 'Europe/Berlin', Date.parse('2025-10-15T00:00Z'));
    expect(month.end - month.start).toBe(31 * 864e5 + 36e5);
    const week = windowOf('calendar:week', 'Pacific/Apia', Date.parse('2011-12-28T00:00Z'));
    expect(week.end - week.start).toBe(6 * 864e5);
  });
});

describe('a zone that there is not', () => {
  it('is refused with a suggestion', () => {
    expect(() => temporalZone('Europe/Berln')).toThrow(UsageError);
    expect(() => temporalZone('Europe/Berln')).toThrow('did you mean Europe/Berlin?');
  });
});

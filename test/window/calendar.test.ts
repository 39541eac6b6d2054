// Calendar windows in UTC, where days are all alike: units, anchors, and counting backwards.
import { describe, expect, it } from 'vitest';
import { buildWindow, parseWindow } from '../../src/window/index.js';
import type { AlignedWindows } from '../../src/window/window-fn.js';

/** The window of an instant as two dates: `2024-02-01 2024-03-01`. */
function windowOf(text: string, at: string): string {
  const fn = buildWindow(parseWindow(text));
  const [window] = (fn as AlignedWindows).assign(Date.parse(at)).windows;
  const date = (instant: number): string => new Date(instant).toISOString().replace('T00:00:00.000Z', '');
  return `${date(window!.start)} ${date(window!.end)}`;
}

describe('calendar windows', () => {
  it.each([
    ['calendar:hour', '2024-02-29T23:59:59.999Z', '2024-02-29T23:00:00.000Z 2024-03-01'],
    ['calendar:6-hour', '1969-12-31T23:59Z', '1969-12-31T18:00:00.000Z 1970-01-01'],
    ['calendar:24-hour', '2024-02-29T23:59:59.999Z', '2024-02-29 2024-03-01'],
    ['calendar:day', '2024-02-29T23:59:59.999Z', '2024-02-29 2024-03-01'],
    ['calendar:2-day', '1970-01-04T00:00Z', '1970-01-03 1970-01-05'],
    ['calendar:2-day', '1969-12-31T12:00Z', '1969-12-30 1970-01-01'],
    ['calendar:week', '2026-01-01T00:00Z', '2025-12-29 2026-01-05'],
    ['calendar:week', '1970-01-01T00:00Z', '1969-12-29 1970-01-05'],
    ['calendar:week,start=sunday', '2026-01-03T00:00Z', '2025-12-28 2026-01-04'],
    ['calendar:2-week', '1970-01-04T23:00Z', '1969-12-22 1970-01-05'],
    ['calendar:month', '2024-02-29T12:00Z', '2024-02-01 2024-03-01'],
    ['calendar:month', '1969-02-01T00:00Z', '1969-02-01 1969-03-01'],
    ['calendar:quarter', '2025-12-31T23:59Z', '2025-10-01 2026-01-01'],
    ['calendar:3-month,start=2014-02-01', '2014-01-31T00:00Z', '2013-11-01 2014-02-01'],
    ['calendar:year', '1900-12-31T00:00Z', '1900-01-01 1901-01-01'],
    ['calendar:10-year', '1969-01-01T00:00Z', '1960-01-01 1970-01-01'],
    ['calendar:year,start=2014-03-05', '2016-03-04T23:59Z', '2015-03-05 2016-03-05'],
    ['calendar:10-day,start=2014-03-05', '2014-03-04T00:00Z', '2014-02-23 2014-03-05'],
    ['calendar:month,start=2023-01-31', '2024-02-29T00:00Z', '2024-02-29 2024-03-31'],
    ['calendar:month,start=2023-01-31', '2024-02-28T23:00Z', '2024-01-31 2024-02-29'],
  ])('%s at %s is %s', (text, at, window) => {
    expect(windowOf(text, at)).toBe(window);
  });

  it('reach to the far ends of time with bounds that are whole numbers', () => {
    for (const at of [8.64e15, -8.64e15]) {
      const fn = buildWindow(parseWindow('calendar:10000-year'));
      const { from, until } = (fn as AlignedWindows).assign(at);
      expect(Number.isSafeInteger(from) && Number.isSafeInteger(until)).toBe(true);
      expect(from <= at && at < until).toBe(true);
    }
  });
});

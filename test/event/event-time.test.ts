// --time-format: which values are times, and what is said of those that are none.
import { describe, expect, it } from 'vitest';
import { parseTimeFormat } from '../../src/event/event-time.js';
import { UsageError } from '../../src/text/usage-error.js';

/** Reads a JSON text as a decoder would. */
function read(format: string, json: string, zone = 'UTC'): number {
  return parseTimeFormat(format, zone).read(JSON.parse(json), () => json);
}

const complaint = (format: string, json: string): string =>
  parseTimeFormat(format).complaint(JSON.parse(json), () => json);

describe('parseTimeFormat', () => {
  const newYear = Date.UTC(2026, 0, 1);

  it.each([
    ['auto', '"2026-01-01T00:00:00Z"'],
    ['auto', '1767225600'],
    ['auto', '"1767225600"'],
    ['auto', '1767225600000'],
    ['auto', '1767225600000000'],
    ['auto', '1767225600000000000'],
    ['auto', '"1767225600.000"'],
    ['auto', '1.7672256e9'],
    ['s', '1767225600.0004'],
    ['ms', '"1767225600000"'],
    ['us', '1767225600000001'],
    ['ns', '1767225600000000001'],
    ['iso', '"2026-01-01 01:00:00+01:00"'],
    ['auto', '"2026/01/01 00:00:00"'],
    ['auto', '"2026/01/01T01:00:00.0 +0100"'],
    ['auto', '"2026/01/01"'],
    ['clf', '"01/Jan/2026:00:00:00 +0000"'],
    ['clf', '"[01/Jan/2026:00:00:00 +0000]"'],
    ['rfc2822', '"Thu, 1 Jan 2026 00:00:00 +0000"'],
    ['rfc2822', '"Thu, 01 Jan 2026 00:00:00 GMT"'],
    ['rfc2822', '"1 Jan 26 00:00 UT (a comment)"'],
    ['rfc2822', '"Wed, 31 Dec 2025 16:00:00 PST"'],
    ['%Y.%m.%d', '"2026.01.01"'],
    ['%s', '"1767225600"'],
    ['%s', '1767225600'],
  ])('%s reads %s', (format, json) => expect(read(format, json)).toBe(newYear));

  it('reads text without a zone by the clocks of --tz, and only that', () => {
    expect(read('auto', '"2026-01-01T01:00:00"', 'Europe/Berlin')).toBe(newYear);
    expect(read('%F %T', '"2026-01-01 01:00:00"', 'Europe/Berlin')).toBe(newYear);
    expect(read('auto', '"2026-01-01"', 'America/New_York')).toBe(newYear + 5 * 36e5);
    expect(read('auto', '"2026-01-01T00:00:00Z"', 'Europe/Berlin')).toBe(newYear);
    expect(read('auto', '1767225600', 'Europe/Berlin')).toBe(newYear);
  });

  it.each([
    ['iso', '1767225600'],
    ['iso', '"1767225600"'],
    ['clf', '1767225600'],
    ['clf', '"01/Jan/2026:00:00:00"'],
    ['clf', '"31/Feb/2026:00:00:00 +0000"'],
    ['clf', '"01/Jan/2026:00:00:00 +0000 x"'],
    ['rfc2822', '"Thu, 1 Jan 2026 00:00:00"'],
    ['rfc2822', '"Thu, 1 Jan 2026 00:00:00 CEST"'],
    ['rfc2822', '"Thu, 32 Jan 2026 00:00:00 GMT"'],
    ['s', '"2026-01-01"'],
    ['auto', 'true'],
    ['auto', '[]'],
    ['auto', '{}'],
    ['auto', '""'],
    ['auto', '"yesterday"'],
  ])('%s does not read %s', (format, json) => {
    expect(read(format, json)).toBeNaN();
    expect(complaint(format, json)).toContain(`${json} is no`);
  });

  it('says of a zone by its name that it is not understood, where others are', () => {
    const text = '"2026-01-01 10:00:00 CEST"';
    expect(complaint('auto', text)).toContain('; the zone CEST is not understood: an offset like +02:00 is');
    expect(complaint('iso', text)).toContain('; the zone CEST is not understood');
    expect(complaint('s', text)).not.toContain('CEST is');
    expect(complaint('iso', '"2026-01-01 25:00:00 CEST"')).not.toContain('CEST is');
  });

  it('refuses what is beyond the calendar, on either side', () => {
    expect(read('ms', '8640000000000000')).toBe(8.64e15);
    for (const [format, json] of [
      ['ms', '8640000000000001'],
      ['s', '-1e400'],
      ['auto', '1e300'],
      ['iso', '"+999999-01-01T00:00:00Z"'],
    ] as const) {
      expect(read(format, json)).toBeNaN();
      expect(complaint(format, json)).toBe(`${json} is beyond the calendar`);
    }
  });

  it('does little work on long text, and shows little of it', () => {
    expect(read('auto', `"${'1'.repeat(1e6)}"`)).toBeNaN();
    expect(complaint('rfc2822', `"Mon${' '.repeat(1e6)}"`).length).toBeLessThan(120);
  });

  it.each(['seconds', '', 'ISO', '%', '%H:%M', 'constructor'])('"%s" is no format', (name) =>
    expect(() => parseTimeFormat(name)).toThrow(UsageError),
  );
  it('refuses a zone that does not exist', () => expect(() => parseTimeFormat('iso', 'Nowhere')).toThrow(UsageError));
});

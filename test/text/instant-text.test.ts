// --time-output: whatever form an instant is written in, it is read as the same instant.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { temporalZone } from '../../src/window/zone.js';
import { instantText } from '../../src/text/instant-text.js';

/** Years that `Date.parse` reads without a sign. */
const instant = fc.integer({ min: Date.UTC(1, 0, 2), max: Date.UTC(9999, 11, 30) });

const zones = [
  'UTC',
  'Europe/Berlin',
  'America/St_Johns',
  'Asia/Kathmandu',
  'Pacific/Apia',
  'Africa/Monrovia',
  '-03:30',
];

test.each(zones)('an instant with the offset of %s is that instant', (zone) => {
  const { offsetAt } = temporalZone(zone);
  fc.assert(
    fc.property(instant, (at) => {
      const text = JSON.parse(instantText(at, { offset: offsetAt })) as string;
      expect(text).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}[+-]\d\d:\d\d$/);
      expect(Date.parse(text)).toBe(at);
    }),
    { numRuns: 300 },
  );
});

test.each([
  ['Europe/Berlin', '2026-01-01T00:00:00.000+01:00'],
  ['Europe/Berlin', '2026-03-29T03:00:00.000+02:00'],
  ['Europe/Berlin', '2026-03-29T01:59:59.999+01:00'],
  ['Europe/Berlin', '2026-10-25T02:59:59.999+02:00'],
  ['Europe/Berlin', '2026-10-25T02:00:00.000+01:00'],
  ['America/New_York', '2026-07-04T12:00:00.000-04:00'],
  ['Asia/Kathmandu', '2026-01-01T00:00:00.000+05:45'],
])('in %s the clocks show %s', (zone, text) => {
  expect(instantText(Date.parse(text), { offset: temporalZone(zone).offsetAt })).toBe(`"${text}"`);
});

test('seconds have a fraction only when there is one, and all its digits', () => {
  fc.assert(
    fc.property(fc.integer({ min: -8.64e15, max: 8.64e15 }), (at) => {
      const text = instantText(at, 's');
      const [, sign = '', whole = '', fraction = ''] = /^(-?)(\d+)(?:\.(\d{0,2}[1-9]))?$/.exec(text)!;
      expect(BigInt(`${sign}${whole}${fraction.padEnd(3, '0')}`)).toBe(BigInt(at));
    }),
    { numRuns: 2000 },
  );
  expect([0, 1000, -1, 1500].map((at) => instantText(at, 's'))).toEqual(['0', '1', '-0.001', '1.5']);
});

test('what has no date is null in every form', () => {
  for (const as of ['iso', 'ms', 's', { offset: () => 0 }] as const)
    for (const at of [Infinity, -Infinity]) expect(instantText(at, as)).toBe('null');
});

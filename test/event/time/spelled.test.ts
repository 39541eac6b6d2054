// The patterns that are named to who has times in another form: each reads the text it is named for.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { patternsFor } from '../../../src/event/time/spelled.js';
import { strptime } from '../../../src/event/time/strptime.js';
import { utc } from '../../../src/event/time/zone.js';

test.each([
  ['2026-01-01 9:05:00', ['%Y-%m-%d %H:%M:%S']],
  ['2026-01-01\t10:00', ['%Y-%m-%d %H:%M']],
  ['20260101 100000.5', ['%Y%m%d %H%M%S.%L']],
  ['20260101 10:00:00', ['%Y%m%d %H:%M:%S']],
  ['01/02/2026 10:00:00', ['%d/%m/%Y %H:%M:%S', '%m/%d/%Y %H:%M:%S']],
  ['31/12/2026 1:00 PM', ['%d/%m/%Y %I:%M %p']],
  ['12/31/2026 1:00PM -0500', ['%m/%d/%Y %I:%M%p %z']],
  ['1.2.2026, 9h05', ['%d.%m.%Y, %Hh%M', '%m.%d.%Y, %Hh%M']],
  ['Oct 10, 2000 13:55', ['%b %d, %Y %H:%M']],
  ['10 Sept 2000 13:55:01,5 +0100', ['%d %b %Y %H:%M:%S,%L %z']],
  ['Tue Oct 10 13:55:36 2000', ['%a %b %e %H:%M:%S %Y']],
  ['2026-01-01 10:00:00 UTC', ['%Y-%m-%d %H:%M:%S %Z']],
  ['2026-01-01 10:00:00Z', ['%Y-%m-%d %H:%M:%S%z']],
  ['2026-13-01 10:00', []],
  ['Oct 10 13:55:36', []],
  ['yesterday', []],
  ['', []],
])('%s: %j', (text, patterns) => expect(patternsFor(text, true)).toEqual(patterns));

test('in a line of text the first of them is meant', () => {
  expect(patternsFor('[main] 31.12.2026 10:00:00 up', false)).toEqual(['%d.%m.%Y %H:%M:%S']);
  expect(patternsFor('[main] 31.12.2026 10:00:00 up', true)).toEqual([]);
});

test('whatever the text, a pattern that is named reads it', () => {
  const piece = fc.constantFrom(...Array.from('0123 /-.:,TZ+'), '2026', '12', 'PM', 'Oct', 'Tue', ' 10:00');
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
      const text = pieces.join('');
      for (const pattern of patternsFor(text, true)) expect(strptime(pattern)(text.trimEnd(), utc)).not.toBeNaN();
    }),
    { numRuns: 3000 },
  );
});

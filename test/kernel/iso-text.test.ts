// Our own ISO 8601 text against the language's.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isoText } from '../../src/kernel/iso-text.js';
import { instantText } from '../../src/text/instant-text.js';

const farthest = 8.64e15;

test('is what toISOString says, for every instant a date can name', () => {
  fc.assert(
    fc.property(fc.integer({ min: -farthest, max: farthest }), (at) => {
      expect(isoText(at)).toBe(new Date(at).toISOString());
    }),
    { numRuns: 5000 },
  );
});

test.each([
  [0, '1970-01-01T00:00:00.000Z'],
  [-1, '1969-12-31T23:59:59.999Z'],
  [951_782_400_000, '2000-02-29T00:00:00.000Z'],
  [-2_203_891_200_000, '1900-03-01T00:00:00.000Z'],
  [253_402_300_799_999, '9999-12-31T23:59:59.999Z'],
  [253_402_300_800_000, '+010000-01-01T00:00:00.000Z'],
  [-62_167_219_200_000, '0000-01-01T00:00:00.000Z'],
  [-62_167_219_200_001, '-000001-12-31T23:59:59.999Z'],
  [farthest, '+275760-09-13T00:00:00.000Z'],
  [-farthest, '-271821-04-20T00:00:00.000Z'],
])('%d is %s', (at, text) => {
  expect(isoText(at)).toBe(text);
});

test('minutes that share a place in the memory do not share their text', () => {
  for (const minute of [0, 256, 0, -256, 512, 0]) {
    expect(isoText(minute * 60_000)).toBe(new Date(minute * 60_000).toISOString());
  }
});

test('what has no date is null, and milliseconds are a number', () => {
  expect(instantText(Infinity, 'iso')).toBe('null');
  expect(instantText(-Infinity, 'ms')).toBe('null');
  expect(instantText(-5, 'ms')).toBe('-5');
  expect(instantText(0, 'iso')).toBe('"1970-01-01T00:00:00.000Z"');
  expect(instantText(farthest + 1000, 'iso')).toBe('8640000000001000');
});

import { expect, test } from 'vitest';
import { rate } from '../../src/aggregate/rate.js';
import { misuseOf, resultOf, valued } from './rows.js';

const three = valued(undefined, undefined, undefined);

test.each([
  ['1s', '0.05'],
  ['1m', '3'],
  ['1h', '180'],
  ['7ms', String(21 / 60_000)],
  ['100000w', '3024000000'],
])('three events in a minute, per %s', (per, text) => {
  expect(resultOf(rate, three, [per])).toBe(text);
});

test('beyond 2^53 the product is exact', () => {
  expect(resultOf(rate, three, ['9007199254740991ms'])).toBe('450359962737.04956');
});

test('of nothing it is 0', () => {
  expect(resultOf(rate, [], ['1s'])).toBe('0');
});

test('windows have to be of one length', () => {
  const misuse = misuseOf(() => rate.open(-1, ['1s'], { beside: -1, windowLength: undefined }));
  expect(misuse.message).toContain('a rate needs windows of one length');
});

test.each([
  [[], 'is missing'],
  [['1'], '"1"'],
  [['0s'], '"0s" is no time to count events per'],
  [['1s', '2s'], '"2s" is one argument too many'],
])('%j', (args, message) => {
  expect(misuseOf(() => rate.open(-1, args, { beside: -1, windowLength: 1000 })).message).toContain(message);
});

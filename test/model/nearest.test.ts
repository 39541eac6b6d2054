import { expect, test } from 'vitest';
import { suggest } from '../../src/text/suggest.js';

const words = ['count', 'sum', 'min', 'max', 'mean', 'variance', 'stddev'];

test.each([
  ['cuont', 'count'],
  ['coun', 'count'],
  ['Count', 'count'],
  ['summ', 'sum'],
  ['varience', 'variance'],
  ['stdev', 'stddev'],
  ['vari', 'variance'],
  ['frobnicate', undefined],
  ['x', undefined],
  ['', undefined],
  ['x'.repeat(100_000), undefined],
])('%s', (word, meant) => {
  expect(suggest(word, words)).toBe(meant);
});

test('of equally near candidates the first', () => {
  expect(suggest('mox', ['max', 'mix'])).toBe('max');
  expect(suggest('max', ['mix', 'max'])).toBe('max');
});

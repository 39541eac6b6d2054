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

test('a plural and what a word begins are nearer than what has the same letters', () => {
  expect(suggest('times', ['timestamp', 'time'])).toBe('time');
  expect(suggest('timesta', ['time', 'timestamp'])).toBe('timestamp');
});

test('what stands for another word in the table goes first, whatever its case and hyphens', () => {
  const synonyms = { mean: 'avg average', stddev: 'standard-deviation' };
  expect(suggest('median', words)).toBe('mean');
  expect(suggest('AVG', words, synonyms)).toBe('mean');
  expect(suggest('standard_deviation', words, synonyms)).toBe('stddev');
  expect(suggest('standrd_deviation', words, synonyms)).toBe('stddev');
});

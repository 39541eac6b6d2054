import { expect, test } from 'vitest';
import { count } from '../../src/aggregate/count.js';
import { countPath } from '../../src/aggregate/count-path.js';
import { feed, misuseOf, opened, resultOf, valued } from './rows.js';

test('count counts every event', () => {
  expect(resultOf(count, [])).toBe('0');
  expect(resultOf(count, valued(1, 2, undefined))).toBe('3');
});

test('count(PATH) counts the events that have something there', () => {
  expect(resultOf(countPath, [])).toBe('0');
  expect(resultOf(countPath, valued(true, false, true))).toBe('2');
});

test('each slot has a count of its own, and new slots begin at nothing', () => {
  const cells = opened(count, 2);
  feed(count, cells, valued(1, 2, 3), [0, 1, 1]);
  cells.ensure(1000);
  feed(count, cells, valued(4), 999);
  expect([0, 1, 2, 999].map((slot) => cells.text(slot))).toEqual(['1', '2', '0', '1']);
});

test('there is nothing more to say to them', () => {
  expect(misuseOf(() => count.open(-1, ['3'])).message).toContain('"3"');
  expect(misuseOf(() => countPath.open(0, ['3', '4'])).form).toBe('count(PATH)');
});

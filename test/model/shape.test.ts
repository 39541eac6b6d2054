// What is loaded has the shape that it is said to have, members that older checkpoints lack included.
import { expect, test } from 'vitest';
import { dictionary, listOf, natural, record, since, truth } from '../../src/model/shape.js';

const one = record<{ size: number; cut: boolean }>({ size: natural, cut: since(truth, false) });

test.each([
  ['a record', one, { size: 1 }, { size: 1, cut: false }],
  ['a list of records', listOf(one), [{ size: 1 }, { size: 2, cut: true }], [{ size: 1, cut: false }, { size: 2, cut: true }]], // prettier-ignore
  ['records by names', dictionary(one), { a: { size: 1 } }, { a: { size: 1, cut: false } }],
])('%s gets the members that it was saved without', (_, shape, saved, loaded) => expect(shape(saved)).toEqual(loaded));

test('what a newer version has added is left out', () => {
  expect(listOf(one)([{ size: 1, cut: true, more: 5 }])).toEqual([{ size: 1, cut: true }]);
});

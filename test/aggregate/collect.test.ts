import { expect, test } from 'vitest';
import { collect } from '../../src/aggregate/collect.js';
import { feed, misuseOf, opened, resultOf, valued } from './rows.js';

test('the values as they were written, in order of arrival, not of time', () => {
  const rows = [
    { at: 9, value: '1.0' },
    { at: 3, value: '{"a": 1}' },
    { at: 5, value: undefined },
    { at: 4, value: '"ü"' },
  ];
  expect(resultOf(collect, rows)).toBe('[1.0,{"a": 1},"ü"]');
  expect(resultOf(collect, [])).toBe('[]');
});

test('the first LIMIT of them, 1000 when nothing is said', () => {
  const many = valued(...Array.from({ length: 1500 }, (_, i) => `${i}`));
  expect(resultOf(collect, many, ['2'])).toBe('[0,1]');
  expect(JSON.parse(resultOf(collect, many))).toHaveLength(1000);
});

test('unlimited keeps all', () => {
  const many = valued(...Array.from({ length: 1500 }, (_, i) => `${i}`));
  expect(JSON.parse(resultOf(collect, many, ['unlimited']))).toHaveLength(1500);
});

test('whether a list was cut is known, also of merged and of saved ones, where no LIMIT was named', () => {
  const cells = opened(collect, 4);
  const values = (n: number) => valued(...Array.from({ length: n }, (_, i) => `${i}`));
  const cut = (): unknown => [0, 1, 2, 3].map((slot) => cells.cut!(slot));
  feed(collect, cells, values(1000), 0);
  feed(collect, cells, [...values(1000), { value: undefined }], 1, 2000);
  feed(collect, cells, values(1001), 2, 4000);
  expect(cut()).toEqual([false, false, true, false]);
  cells.merge(0, 1);
  cells.load(Int32Array.of(3), cells.save(Int32Array.of(2)));
  expect(cut()).toEqual([true, false, true, true]);
  cells.clear(2);
  expect(cells.cut!(2)).toBe(false);
  expect(opened(collect, 1, ['1000']).cut).toBeUndefined();
});

test('merging interleaves by arrival and cuts again', () => {
  const cells = opened(collect, 2, ['3']);
  feed(collect, cells, valued('0', '1', '2', '3', '4', '5'), [1, 0, 1, 0, 1, 0]);
  cells.merge(0, 1);
  expect(cells.text(0)).toBe('[0,1,2]');
  expect(cells.text(1)).toBe('[0,2,4]');
});

test.each(['0', '-1', '1.5', 'ten', '', '1e3', '99999999999999999999'])('the limit "%s" is refused', (limit) => {
  expect(misuseOf(() => collect.open(0, [limit])).message).toContain(`"${limit}"`);
});

test('a second limit is refused', () => {
  expect(misuseOf(() => collect.open(0, ['1', '2'])).form).toBe('collect(PATH[, LIMIT|unlimited])');
});

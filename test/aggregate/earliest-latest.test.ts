import { expect, test } from 'vitest';
import { first } from '../../src/aggregate/first.js';
import { last } from '../../src/aggregate/last.js';
import { feed, opened, resultOf, valued, type Row } from './rows.js';

const cases: readonly (readonly [what: string, rows: readonly Row[], first: string, last: string])[] = [
  ['nothing', [], 'null', 'null'],
  ['nothing there', valued(undefined), 'null', 'null'],
  [
    'by event time',
    [
      { at: 5, value: '"b"' },
      { at: 3, value: '"a"' },
      { at: 9, value: '"c"' },
    ],
    '"a"',
    '"c"',
  ],
  [
    'of equal times by arrival',
    [
      { at: 3, value: '1' },
      { at: 3, value: '2' },
      { at: 3, value: '3' },
    ],
    '1',
    '3',
  ],
  ['without times by arrival', valued('1', '2', '3'), '1', '3'],
  [
    'before the epoch',
    [
      { at: -5, value: '1' },
      { at: 0, value: '2' },
      { at: -9, value: '3' },
    ],
    '3',
    '2',
  ],
  [
    'what is not there takes no place',
    [
      { at: 1, value: undefined },
      { at: 2, value: '{"x": 1.0}' },
      { at: 3, value: undefined },
    ],
    '{"x": 1.0}',
    '{"x": 1.0}',
  ],
];

test.each(cases)('%s', (_, rows, one, other) => {
  expect(resultOf(first, rows)).toBe(one);
  expect(resultOf(last, rows)).toBe(other);
});

test('arrival counts over all batches, also when cells of different batches merge', () => {
  const cells = opened(first);
  feed(first, cells, valued('"early"'), 1, 0);
  feed(first, cells, valued('"late"'), 0, 1);
  cells.merge(0, 1);
  expect(cells.text(0)).toBe('"early"');
});

test('only values that may be the answer are made into text', () => {
  const made: number[] = [];
  const rows = Array.from({ length: 100 }, (_, at) => ({ at, value: `${at}` }));
  const cells = opened(last);
  const text = (row: number): string => `${made.push(row)}`;
  const batch = { length: 100, times: Float64Array.from(rows, ({ at }) => at), columns: [{ as: 'json', text }] };
  const slots = new Int32Array(100);
  cells.add(
    slots,
    Int32Array.from(rows, ({ at }) => at),
    100,
    batch as never,
    0,
  );
  expect(made).toEqual([99]);
});

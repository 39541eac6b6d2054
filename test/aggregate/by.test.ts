import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { maxBy, minBy } from '../../src/aggregate/by.js';
import { parseAgg } from '../../src/aggregate/index.js';
import { Misshapen } from '../../src/model/shape.js';
import { misuseOf, opened, resultOf, type Row, type Value } from './rows.js';

const rowsOf = (...pairs: readonly (readonly [value: Value, beside: Value])[]): Row[] =>
  pairs.map(([value, beside]) => ({ value, beside }));

const cases: readonly (readonly [what: string, rows: Row[], max: string, min: string])[] = [
  ['nothing', [], 'null', 'null'],
  ['one', rowsOf(['"a"', 3]), '"a"', '"a"'],
  ['the largest and the smallest', rowsOf(['"a"', 3], ['"b"', 5], ['"c"', -1]), '"b"', '"c"'],
  ['of equals the first to arrive', rowsOf(['"a"', 3], ['"b"', 3], ['"c"', 3]), '"a"', '"a"'],
  ['0 and −0 are equal', rowsOf(['"a"', -0], ['"b"', 0]), '"a"', '"a"'],
  ['what has no value is passed over', rowsOf(['"a"', 3], [undefined, 9], [undefined, -9]), '"a"', '"a"'],
  ['so is what has no number', rowsOf(['"a"', 3], ['"b"', undefined]), '"a"', '"a"'],
  [
    'integers that no double holds',
    rowsOf(['"a"', 9007199254740993n], ['"b"', 9007199254740992], ['"c"', 9007199254740995n]),
    '"c"',
    '"b"',
  ],
];

test.each(cases)('%s', (_, rows, max, min) => {
  expect(resultOf(maxBy, rows)).toBe(max);
  expect(resultOf(minBy, rows)).toBe(min);
  expect(resultOf(maxBy, rows, ['1'])).toBe(max === 'null' ? '[]' : `[${max}]`);
});

test('with N they are the first N of all, sorted', () => {
  const row = fc.record({
    value: fc.nat().map(String),
    beside: fc.option(fc.integer({ min: -3, max: 3 }), { nil: undefined }),
  });
  fc.assert(
    fc.property(fc.array(row), fc.integer({ min: 1, max: 6 }), (rows, most) => {
      const numbered = rows.filter((one) => one.beside !== undefined);
      const listed = (sign: number): string =>
        `[${[...numbered]
          .sort((a, b) => sign * (a.beside! - b.beside!))
          .slice(0, most)
          .map(({ value }) => value)
          .join(',')}]`;
      expect(resultOf(minBy, rows, [String(most)])).toBe(listed(1));
      expect(resultOf(maxBy, rows, [String(most)])).toBe(listed(-1));
    }),
  );
});

test('a state that is in no order is refused', () => {
  const ranked = [
    { by: 1, ordinal: 1, text: '1' },
    { by: 1, ordinal: 0, text: '2' },
  ];
  const cells = opened(minBy, 1, ['2']);
  expect(() => cells.load(Int32Array.of(0), [ranked])).toThrow(Misshapen);
  expect(() => opened(minBy, 1).load(Int32Array.of(0), [[...ranked].reverse()])).toThrow(Misshapen);
});

describe('two paths', () => {
  test('are read', () => {
    expect(parseAgg('max_by($.path, ms, 3)')).toMatchObject({ path: '$.path', beside: 'ms', args: ['3'] });
  });

  test.each([
    ['max_by($.path)', 'lacks its second path'],
    ['max_by($.path, )', 'has an empty path'],
    ['max_by', 'lacks a path'],
    ['max_by(a, b, 0)', '"0" is no whole number of at least 1'],
    ['max_by(a, b, 1, 2)', '"2" is one argument too many'],
  ])('%s', (text, message) => {
    const misuse = misuseOf(() => {
      const { entry, args } = parseAgg(text);
      opened(entry, 1, args);
    });
    expect(misuse.message).toContain(message);
    expect(misuse.form).toBe('max_by(PATH, BY[, N])');
  });
});

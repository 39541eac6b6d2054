import fc from 'fast-check';
import { expect, test } from 'vitest';
import { top } from '../../src/aggregate/top.js';
import { canonicalJson } from '../../src/text/canonical-json.js';
import { feed, misuseOf, opened, resultOf, valued, type Value } from './rows.js';

const cases: readonly (readonly [what: string, values: readonly Value[], text: string])[] = [
  ['nothing', [], '[]'],
  ['what is not there is no value', [undefined, '1'], '[{"value":1,"count":1}]'],
  ['the most frequent', ['"a"', '"b"', '"b"', '"c"'], '[{"value":"b","count":2},{"value":"a","count":1}]'],
  ['ties by first seen', ['"c"', '"a"', '"b"'], '[{"value":"c","count":1},{"value":"a","count":1}]'],
  ['one value however written, as first seen', ['1.0', '1', '10e-1'], '[{"value":1.0,"count":3}]'],
  [
    'ids of 20 digits',
    ['12345678901234567890', '12345678901234567891'],
    '[{"value":12345678901234567890,"count":1},{"value":12345678901234567891,"count":1}]',
  ],
  [
    'names that objects have anyway',
    ['"__proto__"', '"constructor"', '"__proto__"'],
    '[{"value":"__proto__","count":2},{"value":"constructor","count":1}]',
  ],
];

test.each(cases)('%s', (_, values, text) => {
  expect(resultOf(top, valued(...values), ['2'])).toBe(text);
});

test('what a slow count says', () => {
  const value = fc.constantFrom('1', '1.0', '"a"', '"b"', 'true', '[1]');
  fc.assert(
    fc.property(fc.array(value), fc.integer({ min: 1, max: 5 }), (values, most) => {
      const counted = [...new Set(values.map(canonicalJson))].map((canonical) => {
        const same = values.filter((one) => canonicalJson(one) === canonical);
        return { value: same[0]!, count: same.length };
      });
      const foremost = counted.sort((a, b) => b.count - a.count).slice(0, most);
      const text = foremost.map((one) => `{"value":${one.value},"count":${one.count}}`).join(',');
      expect(resultOf(top, valued(...values), [String(most)])).toBe(`[${text}]`);
    }),
  );
});

test('parts that arrived in turns are merged by arrival', () => {
  const cells = opened(top, 2, ['3']);
  feed(top, cells, valued('1.0', '2', '1'), [1, 0, 0]);
  cells.merge(0, 1);
  expect(cells.text(0)).toBe('[{"value":1.0,"count":2},{"value":2,"count":1}]');
});

test.each([
  [[], 'how many values is missing'],
  [['0'], '"0" is no whole number of at least 1'],
  [['all'], '"all" is no whole number of at least 1'],
  [['3', '4'], '"4" is one argument too many'],
])('%j', (args, message) => {
  expect(misuseOf(() => top.open(0, args)).message).toContain(message);
});

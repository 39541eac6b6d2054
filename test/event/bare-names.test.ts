import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseFilter } from '../../src/event/filter.js';
import { UsageError } from '../../src/text/usage-error.js';

describe('a name alone is a member of the event', () => {
  test.each([
    ['status >= 500', '@.status >= 500'],
    [' status>=500&&host=="a" ', '@.status >= 500 && @.host == "a"'],
    ["(a.b < -1.5e3 || items[0].n == 'x') && ok == true", "(@.a.b < -1.5e3 || @.items[0].n == 'x') && @.ok == true"],
    ['500 <= status', '500 <= @.status'],
    ['mail == "a@b"', '@.mail == "a@b"'],
    ['host != "a"', '(@.host && @.host != "a")'],
    ['a == b', '(@.a && @.b && @.a == @.b)'],
    ['error != null', '(@.error && @.error != null)'],
  ])('%s', (given, text) => {
    expect(parseFilter(given).text).toBe(text);
    expect(parseFilter(text).text).toBe(text);
  });
});

test('a comparison with what is not there never holds', () => {
  const operators = fc.constantFrom('==', '!=', '<', '<=', '>', '>=');
  fc.assert(
    fc.property(operators, fc.constantFrom('1', '"x"', 'b', 'c'), (operator, other) => {
      expect(parseFilter(`a ${operator} ${other}`).test({ b: 1 })).toBe(false);
    }),
  );
});

test('otherwise it is the comparison of JavaScript, of numbers with numbers and text with text', () => {
  const scalar = fc.oneof(fc.integer({ min: -2, max: 2 }), fc.constantFrom('a', 'b', ''));
  fc.assert(
    fc.property(scalar, scalar, fc.constantFrom('==', '!=', '<', '<=', '>', '>='), (a, b, operator) => {
      const same = typeof a === typeof b;
      const holds = {
        '==': a === b,
        '!=': a !== b,
        '<': same && a < b,
        '<=': same && a <= b,
        '>': same && a > b,
        '>=': same && a >= b,
      };
      expect(parseFilter(`a ${operator} ${JSON.stringify(b)}`).test({ a })).toBe(holds[operator]);
      expect(parseFilter(`a ${operator} b`).test({ a, b })).toBe(holds[operator]);
    }),
  );
});

test('names that objects have anyway are names', () => {
  expect(parseFilter('constructor == 1').test({})).toBe(false);
  expect(parseFilter('__proto__ == 1').test(JSON.parse('{"__proto__":1}'))).toBe(true);
});

describe('what is no comparison is refused', () => {
  test.each([
    'status',
    '!ok',
    '!(a == 1)',
    'host.startsWith("x")',
    'a == 1 &&',
    '(a == 1',
    'a == 1)',
    'a = 1',
    'a == 1 b == 2',
    'a < true',
    'a + 1 == 2',
    '"a" == "a',
    'a == 0x1f',
    'a == 01',
    '',
  ])('%s', (text) => {
    expect(() => parseFilter(text)).toThrow(UsageError);
  });
});

// Conditions without `@` and `$` outside of quotes are CEL: members are called by their names alone.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseFilter } from '../../src/event/filter.js';
import { UsageError } from '../../src/text/usage-error.js';

describe('which language a condition is of', () => {
  const event = { status: 503, mail: 'a@b', '@timestamp': 5, '@each': 'abc', price: '$1' };
  test.each([
    ['status >= 500', true],
    ['@.status >= 500', true],
    ['$.status >= 500', true],
    ['mail == "a@b" && price.startsWith("$")', true],
    ["mail.contains(r'@') && status > 1", true],
    ['`@timestamp` == 5', true],
    ['@each == "abc"', true],
    ['@each.startsWith("ab") && size(@each) == 3', true],
    ['match(@each, "a.c")', true],
    ['"""@""" == "@"', true],
  ])('%s', (text, holds) => expect(parseFilter(text).judge(event)).toBe(holds));

  test('mixed they are none', () => {
    expect(() => parseFilter('@.status >= 500 && host.startsWith("a")')).toThrow('is no filter expression');
  });
});

test('a comparison with what is not there fails, and so does not hold', () => {
  const operators = fc.constantFrom('==', '!=', '<', '<=', '>', '>=');
  fc.assert(
    fc.property(operators, fc.constantFrom('1', '"x"', 'b', 'c'), (operator, other) => {
      const filter = parseFilter(`a ${operator} ${other}`);
      expect(filter.judge({ b: 1 })).toBeUndefined();
      expect(filter.test({ b: 1 })).toBe(false);
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

test('a member alone holds where it is true', () => {
  expect([true, false, 1, null].map((ok) => parseFilter('ok').test({ ok }))).toEqual([true, false, false, false]);
  expect([true, false, 1, null].map((ok) => parseFilter('!ok').judge({ ok }))).toEqual([
    false,
    true,
    undefined,
    undefined,
  ]);
});

describe('what can be neither true nor false is refused', () => {
  test.each([
    'a + 1',
    '"a"',
    'size(a)',
    'a.map(x, x)',
    'a == 1 ? 2 : 3',
    'a = 1',
    'a == 1 &&',
    '(a == 1',
    'a == 1 b == 2',
    '',
  ])('%s', (text) => {
    expect(() => parseFilter(text)).toThrow(UsageError);
  });
});

describe('text that is a number, with --numeric-text', () => {
  const journal = { n: '9', big: '10', status: '500', zero: '007', items: [{ n: '3' }, { n: '30' }] };
  test.each([
    ['status >= 500', true],
    ['500 == status', true],
    ['status != 500', false],
    ['status == "500.0"', false],
    ['n < big', true],
    ['zero == 7', false],
    ['zero < "1"', true],
    ['!(n < 10)', false],
    ['items.filter(i, i.n > 5).size() == 1', true],
    ['size(n) == 1', true],
    ['int(n) + 1 == 10', true],
  ])('%s', (text, expected) => expect(parseFilter(text, true).test(journal)).toBe(expected));
});

describe('why a condition can hold of no event like this one', () => {
  const event = { status: '500', path: '/a', user: { id: 1 }, note: null, list: [1] };
  test.each([
    ['status >= 500', { path: '$.status', value: '500', other: 500 }],
    ['path == "/b" && nope > 1', { path: '$.nope', value: undefined, other: undefined }],
    ['nope == "x" || (status == 1)', { path: '$.nope', value: undefined, other: undefined }],
    ['nope == "x" || path == "/b"', undefined],
    ['status == 500', { path: '$.status', value: '500', other: 500 }],
    ['!(status == 500)', undefined],
    ['status != 500', undefined],
    ['user.name.size() > 1', { path: '$.user.name', value: undefined, other: undefined }],
    ['!user.ok', { path: '$.user.ok', value: undefined, other: undefined }],
    ['note == 1', undefined],
    ['path == "/b"', undefined],
    ['user.id == status', { path: '$.user.id', value: 1, other: '500' }],
    ['user.id.startsWith("1")', { why: 'startsWith is not for a number and text' }],
    ['list.all(x, x.y > 1)', { why: '.y is not for a number' }],
    ['1 / (user.id - 1) > 1', { why: 'division by zero' }],
  ])('%s', (text, misfit) => {
    const found = parseFilter(text).misfit(event);
    if (misfit === undefined) expect(found).toBeUndefined();
    else expect(found).toMatchObject(misfit);
  });

  test('text that is a number fits one, if asked for', () => {
    expect(parseFilter('status == 1', true).misfit(event)).toBeUndefined();
    expect(parseFilter('path == 1', true).misfit(event)).toBeDefined();
  });
});

describe('lines are read a second time only where the digits of numbers may bear on it', () => {
  test.each([
    ['status >= 500 && host == "a" && size(x) > 3', false],
    ['status in [500, 502] || host.matches("a.*")', false],
    ['has(a.b) && !ok', false],
    ['a == b', true],
    ['!(a == 9007199254740993)', true],
    ['a + 1 == 5', true],
    ['list.exists(x, x == 5)', true],
  ])('%s: %s', (text, asks) => expect(parseFilter(text).asksDigits).toBe(asks));
});

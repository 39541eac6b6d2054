import { describe, expect, test } from 'vitest';
import { aggregates, defaultName, parseAgg, reservedNames } from '../../src/aggregate/index.js';
import { misuseOf } from './rows.js';

describe('the registry', () => {
  test.each(aggregates)('$form has an example that is one', (entry) => {
    const { entry: found, args, name } = parseAgg(entry.example);
    expect(found).toBe(entry);
    expect(name).toBeUndefined();
    expect(() => entry.open(0, args)).not.toThrow();
  });
});

describe('an aggregate may be written', () => {
  test.each([
    ['count', undefined, 'count', undefined, []],
    ['count($.error)', undefined, 'count(PATH)', '$.error', []],
    ['errors=count($.error)', 'errors', 'count(PATH)', '$.error', []],
    ['n=count', 'n', 'count', undefined, []],
    [' slow = max( $.latency_ms ) ', 'slow', 'max(PATH)', '$.latency_ms', []],
    ['sum(bytes)', undefined, 'sum(PATH)', 'bytes', []],
    ['collect($.x, 10)', undefined, 'collect(PATH[, LIMIT|unlimited])', '$.x', ['10']],
    [`sum($['a,b'][?@.x == ")"])`, undefined, 'sum(PATH)', `$['a,b'][?@.x == ")"]`, []],
    ['sum($[0,1])', undefined, 'sum(PATH)', '$[0,1]', []],
    [String.raw`sum($['it\'s, (so)'])`, undefined, 'sum(PATH)', String.raw`$['it\'s, (so)']`, []],
    ['first($[?length(@.a, @.b) > 1].c)', undefined, 'first(PATH)', '$[?length(@.a, @.b) > 1].c', []],
    ['a b=count', 'a b', 'count', undefined, []],
    ['x=sum($[?@.a == 1])', 'x', 'sum(PATH)', '$[?@.a == 1]', []],
    ['__proto__=count', '__proto__', 'count', undefined, []],
  ] as const)('%s', (text, name, form, path, args) => {
    const { entry, ...rest } = parseAgg(text);
    expect(entry.form).toBe(form);
    expect(rest).toEqual({ name, path, args });
  });
});

describe('what is wrong is named, with the form that is right', () => {
  test.each([
    ['cuont', 'did you mean count?', 'count, count(PATH), sum(PATH)'],
    ['SUM($.x)', 'did you mean sum?', 'sum(PATH)'],
    ['stdev($.x)', 'did you mean stddev?', 'stddev(PATH)'],
    ['constructor', 'there is no aggregate "constructor"', 'count'],
    ['', 'the function is missing', 'count'],
    ['sum', '"sum" lacks a path', 'sum(PATH)'],
    ['sum()', '"sum()" has an empty path', 'sum(PATH)'],
    ['count()', 'has an empty path', 'count or count(PATH)'],
    ['collect(,3)', 'has an empty path', 'collect(PATH[, LIMIT|unlimited])'],
    ['sum($.x', 'lacks a closing )', 'FN'],
    ['sum($[0)', 'has a ) that was not opened', 'FN'],
    ['sum($.x) y', 'goes on with "y"', 'FN'],
    ["sum($['x)", "lacks a closing '", 'FN'],
    ['a="x"=count', 'there is no aggregate', 'count'],
    ['=count', 'has no name', 'NAME'],
    ['@n=count', 'must not begin with @', 'NAME'],
  ])('%s', (text, message, form) => {
    const misuse = misuseOf(() => parseAgg(text));
    expect(misuse.message).toContain(`"${text}"`);
    expect(misuse.message).toContain(message);
    expect(misuse.form).toContain(form);
  });
});

test.each(reservedNames)('no aggregate may be called %s, which results have already', (name) => {
  expect(misuseOf(() => parseAgg(`${name}=count`)).message).toContain(`the name "${name}" is taken`);
});

test('without a name it is called after its function and what it reads', () => {
  expect(defaultName('count', undefined)).toBe('count');
  expect(defaultName('sum', 'bytes')).toBe('sum_bytes');
});

import { describe, expect, test } from 'vitest';
import { aggregates, defaultName, parseAgg, reservedNames } from '../../src/aggregate/index.js';
import { misuseOf, opened } from './rows.js';

describe('the registry', () => {
  test.each(aggregates)('$form has an example that is one', (entry) => {
    const { entry: found, args, name } = parseAgg(entry.example);
    expect(found).toBe(entry);
    expect(name).toBeUndefined();
    expect(() => opened(entry, 1, args)).not.toThrow();
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
    ['r=rate(1s)', 'r', 'rate(D)', undefined, ['1s']],
  ] as const)('%s', (text, name, form, path, args) => {
    const { entry, fn, ...rest } = parseAgg(text);
    expect(form).toContain(fn);
    expect(entry.form).toBe(form);
    expect(rest).toEqual({ name, path, args });
  });
});

describe('a condition stands behind the word where', () => {
  test.each([
    ['count where @.a', undefined, 'count', undefined, '@.a'],
    ['errors=count where @.status >= 500', 'errors', 'count', undefined, '@.status >= 500'],
    ['count where (@.a || @.b) && @.c', undefined, 'count', undefined, '(@.a || @.b) && @.c'],
    ['n = sum( $.x )  where  @.y == "where"', 'n', 'sum', '$.x', '@.y == "where"'],
    ['sum(where) where(@.a)', undefined, 'sum', 'where', '(@.a)'],
    ['where=count', 'where', 'count', undefined, undefined],
    ['sum($[?@.where == 1])', undefined, 'sum', '$[?@.where == 1]', undefined],
    ['p95(ms) where match(@.path, "/a.*")', undefined, 'p95', 'ms', 'match(@.path, "/a.*")'],
  ])('%s', (text, name, fn, path, where) => {
    expect(parseAgg(text)).toMatchObject({ name, fn, path, where });
  });

  test.each(['count where', 'sum(x) where '])('and "%s" lacks it', (text) => {
    expect(misuseOf(() => parseAgg(text)).message).toContain('has no condition behind where');
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
    ['sum($.x) wherever', 'goes on with "wherever"', 'FN'],
    ['p95:ms', 'a path stands in parentheses; did you mean p95(ms)?', 'pNN(PATH)'],
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

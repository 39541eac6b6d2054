// --where: an RFC 9535 filter expression over one event.
import { describe, expect, it } from 'vitest';
import { parseFilter } from '../../src/event/filter.js';
import { UsageError } from '../../src/text/usage-error.js';

const event = { status: 503, host: 'a', ratio: 0.25, tags: ['x', 'y'], sub: { n: null }, limit: 500, rx: '^5' };

describe('parseFilter', () => {
  it.each([
    ['@.status >= 500 && @.host == "a"', true],
    ["@.status >= 500 && @.host == 'b'", false],
    ['@.status > $.limit', true],
    ['@.sub.n', true],
    ['@.sub.n == null', true],
    ['@.nothing == null', false],
    ['@.nothing', false],
    ['!@.nothing', true],
    ['@.nothing == @.none', true],
    ['@.ratio < 0.5', true],
    ['@.ratio == 0.250', true],
    ['@.ratio > 0e5 && @.ratio >= -0.5', true],
    ['@.ratio == 0.025e1', true],
    ['@.host != "0.5"', true],
    ['@.tags[?@ == "y"]', true],
    ['@.tags[?@ == $.host]', false],
    ['count(@.tags[*]) == 2', true],
    ['length(@.tags) == 2 && length(@.host) == 1 && length($) == 7', true],
    ['match(@.host, "[a-c]")', true],
    ['search(@.host, "(a+)+$")', true],
    ['match(@.host, "(")', false],
    ['match(@.status, "5.*")', false],
    ['(@.status == 1 || @.status == 503) && !(@.host == "b")', true],
    ['@.host < 5', false],
    ['@.tags == @.tags', true],
  ])('%s is %s', (text, holds) => expect(parseFilter(text).test(event)).toBe(holds));

  it('has @each for the piece, as the other options have it', () => {
    expect(parseFilter('@each > 1 && @.t != "@each"').test({ '@each': 2, t: 'x' })).toBe(true);
    expect(parseFilter('search(@each, "b")').test({ '@each': 'abc' })).toBe(true);
    expect(parseFilter('@each').test({ each: 1 })).toBe(false);
  });

  it('compares text by code points, lengths too', () => {
    expect(parseFilter('@.a < @.b').test({ a: '\uff5e', b: '😀' })).toBe(true);
    expect(parseFilter('length(@.b) == 1').test({ b: '😀' })).toBe(true);
  });

  it('takes hostile patterns from the data in linear time', () => {
    const evil = parseFilter('match(@.text, @.pattern) || search(@.text, @.pattern)');
    expect(evil.test({ text: `${'a'.repeat(5000)}!`, pattern: '(a+)+b' })).toBe(false);
    expect(evil.test({ text: 'a', pattern: 'a'.repeat(100_000) })).toBe(false);
  });

  it.each([
    '',
    '@.a ==',
    '@.a, @.b',
    '@.a], $[?@.b',
    '@.a][0',
    '@.a == @.*',
    'length(@.a)',
    'no(@.a)',
    '@.a == 00.5',
    `${'!'.repeat(300)}@.a`,
    '@.a || '.repeat(1000) + '@.a',
    `@${'[?@'.repeat(300)}${']'.repeat(300)}`,
  ])('%s is refused', (text) => expect(() => parseFilter(text)).toThrow(UsageError));
});

describe('--numeric-text', () => {
  const journal = { n: '9', big: '10', status: '500', zero: '007', items: [{ n: '3' }, { n: '30' }] };
  it.each([
    ['@.status >= 500', true],
    ['500 == @.status', true],
    ['@.status != 500', false],
    ['@.status == "500.0"', false],
    ['@.n < @.big', true],
    ['@.zero == 7', false],
    ['@.zero < "1"', true],
    ['!(@.n < 10)', false],
    ['count(@.items[?@.n > 5]) == 1', true],
    ['length(@.n) == 1', true],
  ])('%s', (text, expected) => expect(parseFilter(text, true).test(journal)).toBe(expected));
});

describe('why a filter can hold of no event like this one', () => {
  const event = { status: '500', path: '/a', user: { id: 1 }, note: null };
  it.each([
    ['@.status >= 500', { path: '$.status', value: '500', other: 500 }],
    ['500 <= $.status', { path: '$.status', value: '500', other: 500 }],
    ['@.path == "/b" && @.nope > 1', { path: '$.nope', value: undefined, other: 1 }],
    ['@.nope == "x" || (@.status == 1)', { path: '$.status', value: '500', other: 1 }],
    ['@.nope == "x" || @.path == "/b"', undefined],
    ['!(@.status == 500)', undefined],
    ['@.status != 500', undefined],
    ['@.error', undefined],
    ['@.nope == null', undefined],
    ['@.note == 1', undefined],
    ['@.path == "/b"', undefined],
    ['@.user.id == @.status', { path: '$.user.id', value: 1, other: '500' }],
  ])('%s', (text, misfit) => expect(parseFilter(text).misfit(event)).toEqual(misfit));

  it('text that is a number fits one, if asked for', () => {
    expect(parseFilter('@.status == 1', true).misfit(event)).toBeUndefined();
    expect(parseFilter('@.path == 1', true).misfit(event)).toBeDefined();
  });
});

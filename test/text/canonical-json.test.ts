// Keys and distinct values are equal as JSON values: whoever writes them, however they are spelled.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalJson, exactInteger } from '../../src/text/canonical-json.js';

const same = (a: string, b: string): boolean => canonicalJson(a) === canonicalJson(b);

describe('canonicalJson', () => {
  it.each([
    ['"a"', '"\\u0061"'],
    ['"/"', '"\\/"'],
    ['"😀"', '"\\ud83d\\ude00"'],
    ['"\\ud83d"', '"\\uD83D"'],
    ['1', '1.0'],
    ['1', '10e-1'],
    ['100', '1E+2'],
    ['-0', '0'],
    ['0e99999', '0.000'],
    ['-0.5', '-5e-1'],
    ['1e999999999', '10e999999998'],
    ['1e99999999999999999999', '0.1e100000000000000000000'],
    ['12345678901234567890', '1234567890123456789e1'],
    ['123456789012345678901234567890', '12345678901234567890123456789e1'],
    ['{"a":1,"b":[1.0]}', ' { "b" : [ 1 ] , "\\u0061" : 1 } '],
    ['{"a":1,"a":2}', '{"a":2}'],
    ['{"__proto__":1}', '{"__pro\\u0074o__":1.0}'],
    ['[ ]', '[]'],
    ['{ }', '{}'],
    [' true ', 'true'],
  ])('%s equals %s', (a, b) => expect(same(a, b)).toBe(true));

  it.each([
    ['12345678901234567890', '12345678901234567891'],
    ['1', '"1"'],
    ['1', '-1'],
    ['null', '"null"'],
    ['1e400', '1e401'],
    ['0.1', '0.10000000000000000001'],
    ['[1,2]', '[2,1]'],
    ['[[],1]', '[[1]]'],
    ['{"a":1}', '{"a":1,"b":null}'],
    ['"\\ud83d"', '"\\ufffd"'],
    ['["a,b"]', '["a","b"]'],
    ['{}', '[]'],
  ])('%s is not %s', (a, b) => expect(same(a, b)).toBe(false));

  it('does not grow with the exponent', () => expect(canonicalJson('1e999999999').length).toBeLessThan(20));

  it('of any two values without large numbers agrees with comparing them', () => {
    const spelled = fc.jsonValue().map((value) => [JSON.stringify(value), JSON.stringify(value, null, 2)] as const);
    fc.assert(
      fc.property(spelled, spelled, ([a, aWide], [b]) => {
        expect(same(a, aWide)).toBe(true);
        if (same(a, b)) expect(sorted(JSON.parse(a))).toEqual(sorted(JSON.parse(b)));
        else expect(sorted(JSON.parse(a))).not.toEqual(sorted(JSON.parse(b)));
      }),
    );
  });

  it('is its own canonical text', () => {
    fc.assert(
      fc.property(fc.json(), (text) => {
        const once = canonicalJson(text);
        expect(canonicalJson(once)).toBe(once);
        expect(sorted(JSON.parse(once))).toEqual(sorted(JSON.parse(text)));
      }),
    );
  });
});

describe('exactInteger', () => {
  it.each([
    ['9007199254740993', 9007199254740993n],
    ['-12345678901234567890', -12345678901234567890n],
    ['1.20e1', 12n],
    ['-0', 0n],
    ['100e-2', 1n],
    ['1e22', 10n ** 22n],
    ['0e999999999', 0n],
  ])('%s is %s', (text, value) => expect(exactInteger(text)).toBe(value));

  it.each(['0.5', '1e-1', '1e999999999', '1e99999999999999999999', '9007199254740993.5'])('%s is none', (text) =>
    expect(exactInteger(text)).toBeUndefined(),
  );
});

/** −0 is 0 to us, and `toEqual` tells them apart. */
function sorted(value: unknown): unknown {
  return JSON.stringify(value, (_, member: unknown) =>
    member !== null && typeof member === 'object' && !Array.isArray(member)
      ? // Marked as what it was: an object without members is no array without elements.
        ['object', ...Object.entries(member).sort(([a], [b]) => (a < b ? -1 : 1))]
      : member,
  );
}

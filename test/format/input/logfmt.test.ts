// logfmt: pairs of a line, and what is none.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { logfmt } from '../../../src/format/input/logfmt.js';
import { hostile, reading, textOf } from './read.js';

const read = reading(logfmt);

describe('a line of logfmt', () => {
  it('is its pairs: bare, quoted, empty ones, and flags', () => {
    expect(read(String.raw`at=info msg="disk \"sda\" full" free=0.5 code=007 user= error="" retry`)).toEqual({
      at: 'info',
      msg: 'disk "sda" full',
      free: 0.5,
      code: '007',
      user: null,
      error: null,
      retry: true,
    });
  });

  it('may have blanks anywhere between pairs, = in values, and any key', () => {
    expect(read('\t a=b==  http.status=200 __proto__=1 größe="2"\t')).toStrictEqual(
      JSON.parse('{"a":"b==","http.status":200,"__proto__":1,"größe":2}'),
    );
  });

  it('keeps the digits of its numbers', () => {
    expect(textOf(logfmt, 'id=12345678901234567890 x=1.0 x=2.50')).toBe('{"id":12345678901234567890,"x":1.0,"x":2.50}');
  });

  it('has the escapes that Go and JSON write', () => {
    expect(read(String.raw`a="\t\n\r\a\b\f\v\\\/\'\u00e9\U0001f600\xc3\xa9\x07"`)).toEqual({
      a: "\t\n\r\x07\b\f\v\\/'é😀é\x07",
    });
    expect(read(String.raw`a="\xff\x41"`)).toEqual({ a: '\ufffdA' });
  });
});

describe('no line of logfmt', () => {
  it.each([
    ['the server has started', 0, 'there is no key=value in the line'],
    ['=5', 0, 'expected a key before ='],
    ['a=1 "b"=2', 4, 'expected a key before "'],
    ['a="b', 2, 'the quoted value that begins here has no end'],
    ['a="b\\"', 2, 'the quoted value that begins here has no end'],
    ['a="b"c=1', 5, expect.stringContaining('expected a blank')],
    ['a=5"', 3, expect.stringContaining('expected a blank')],
    ['a==1 b c="\\d"', 10, 'there is no escape \\d'],
    ['a="\\U00110000"', 3, 'there is no escape \\U00110000'],
    ['a="\\u12"', 3, 'there is no escape \\u'],
  ])('is %s', (line, at, error) => {
    expect(read(line)).toEqual([at, error]);
  });
});

describe('what logfmt writes is read back', () => {
  const key = fc.string({ unit: 'grapheme', minLength: 1 }).filter((text) => !/[\0- ="\ud800-\udfff]/.test(text));
  const value = fc.oneof(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'binary' }), fc.double().map(String));
  const pairs = fc.array(fc.tuple(key, fc.oneof(value, fc.constant(true))), { minLength: 1 });

  it('whatever the keys and values', () => {
    fc.assert(
      fc.property(pairs, (written) => {
        const all: [string, string | true][] = [...written, ['end', '']];
        const line = all.map(([name, value]) => (value === true ? name : `${name}=${JSON.stringify(value)}`)).join(' ');
        const record = read(line) as Readonly<Record<string, unknown>>;
        for (const [name, value] of new Map(all))
          expect(record[name] ?? '').toBe(
            typeof value === 'string' && typeof record[name] === 'number' ? Number(value) : value,
          );
      }),
    );
  });

  it('and any text at all is a record or a fault in it', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('a', '=', '"', ' ', '\\', 'x', '4', '1') }), (line) => {
        const found = logfmt.read(line);
        if ('error' in found) expect(found.at).toBeLessThanOrEqual(line.length);
        else read(line);
      }),
    );
  });

  it('in linear time', () => {
    for (const line of hostile) logfmt.read(line);
    expect(read(`a="${'\\"'.repeat(2e6)}"`)).toEqual({ a: '"'.repeat(2e6) });
    expect(read(`a=${'='.repeat(8e6)}`)).toEqual({ a: '='.repeat(8e6) });
  });
});

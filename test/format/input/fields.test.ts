// The rule of fields: what a field of a line becomes in JSON.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FieldRecord } from '../../../src/format/input/field-record.js';

function textOf(...fields: readonly (readonly [string, string | null])[]): string {
  const record = new FieldRecord();
  for (const [name, field] of fields) record.field(name, field);
  expect(JSON.parse(record.whole.text)).toStrictEqual(record.whole.record);
  return record.whole.text;
}

describe('a field', () => {
  it.each([
    ['5', '5'],
    ['-0', '-0'],
    ['1.0', '1.0'],
    ['1e400', '1e400'],
    ['12345678901234567890', '12345678901234567890'],
    ['', 'null'],
    ['007', '"007"'],
    ['+5', '"+5"'],
    ['.5', '".5"'],
    ['1,5', '"1,5"'],
    ['0x1f', '"0x1f"'],
    [' 5', '" 5"'],
    ['true', '"true"'],
    ['null', '"null"'],
    ['NaN', '"NaN"'],
    ['a"\\\n', String.raw`"a\"\\\n"`],
  ])('%j becomes %s', (field, text) => {
    expect(textOf(['a', field])).toBe(`{"a":${text}}`);
  });

  it('is one of the members in their order, of which the last of a name counts', () => {
    expect(textOf(['b', '1'], ['a', null], ['b', '2'])).toBe('{"b":1,"a":null,"b":2}');
  });

  it('may be called __proto__, as any member may', () => {
    const record = new FieldRecord();
    record.field('__proto__', '5');
    expect(Object.getOwnPropertyNames(record.whole.record)).toEqual(['__proto__']);
    expect(Object.getPrototypeOf(record.whole.record)).toBe(Object.prototype);
  });

  it('is the same in the record and in its text, whatever it is', () => {
    const some = fc.string({ unit: 'binary', maxLength: 12 });
    const number = fc.double().map(String);
    const fields = fc.array(fc.tuple(some, fc.oneof(some, number, fc.constant(null))));
    fc.assert(fc.property(fields, (pairs) => void textOf(...pairs)));
  });
});

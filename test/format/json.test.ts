// JSON values as they come: one after another, over lines, in an array.
import { describe, expect, it } from 'vitest';
import { json } from '../../src/format/input/json.js';
import { fed, type FeedOptions } from './fed.js';

function says(text: string, options?: FeedOptions): string[] {
  return fed(json, Buffer.from(text), options).records.map((record) => record.says);
}

describe('JSON values', () => {
  it('stand one after another, in a line or over several', () => {
    expect(says('{"a":1}{"a":2} {"a":3}\n{\n  "a": [\n    4\n  ]\n}\n')).toEqual([
      '{"a":1}',
      '{"a":2}',
      '{"a":3}',
      '{   "a": [     4   ] }',
    ]);
  });

  it('are elements where an array stands by itself', () => {
    expect(says('[{"a":1},\n {"a":[{"b":"]"}]}\n, 3, "x", null]\n[]\n[[1],[2]]')).toEqual([
      ...['{"a":1}', '{"a":[{"b":"]"}]}', '3', '"x"', 'null', '[1]', '[2]'],
    ]);
  });

  it('are numbers, words and texts as well', () => {
    expect(says('1 -2.5e3\ntrue"a \\" b"null[1]12')).toEqual([
      ...['1', '-2.5e3', 'true', '"a \\" b"', 'null', '1', '12'],
    ]);
  });

  it('are read behind a byte order mark', () => {
    expect(says('\ufeff[{"a":1}]', { sizes: [1] })).toEqual(['{"a":1}']);
  });

  it('know the line they begin in', () => {
    const { records } = fed(json, Buffer.from('[\n {"a":1},\n\n {\n"a":2}, {"a":3}\n]\n'));
    expect(records.map(({ at }) => at.line)).toEqual([1, 3, 4]);
  });
});

describe('a value that is no JSON', () => {
  it('ends where its brackets are closed', () => {
    expect(says('[{"a":1},{"a":nope},{"a":2,},{"a":3}]')).toEqual([
      '{"a":1}',
      'json: expected a value @5',
      'json: expected a member name in double quotes @7',
      '{"a":3}',
    ]);
  });

  it('or before the next line that opens a value and is indented no deeper', () => {
    expect(says('{"a":1\n{"a":2}\n')).toEqual(['json: the line ends too early: expected a comma or "}" @6', '{"a":2}']); // prettier-ignore
    expect(says('[\n  {\n    "a": "x\n    "b": { }\n  },\n  {"a":2}\n]')).toHaveLength(2);
    expect(says('{"a":"x\n{"a":2}\n')).toHaveLength(2);
  });

  it('outside of brackets ends with its line', () => {
    expect(says('1\nHello, world\n2\n')).toHaveLength(3);
  });

  it('has no comma before it in its array; a comma or bracket too many is one by itself', () => {
    expect(says('[{"a":1}{"a":2} 3\n"x",4]')).toEqual([
      '{"a":1}',
      ...Array.from({ length: 3 }, () => 'json: expected a comma before this element of the array @0'),
      '4',
    ]);
    expect(says('[,1,,2,]3')).toEqual(['json: expected a value @0', '1', 'json: expected a value @0', '2', 'json: expected a value @0', '3']); // prettier-ignore
  });

  it('may have swallowed the comma behind it', () => {
    expect(says('[\n  {"a":"x},\n  {"a":2},\n  {"a" 3},\n  {"a":4}\n]')).toEqual([
      expect.stringMatching(/^json/),
      '{"a":2}',
      expect.stringMatching(/^json/),
      '{"a":4}',
    ]);
  });

  it('is an array that the input ends in', () => {
    const cut = 'json: the input ends within an array: expected "]" @';
    expect(says('[{"a":1},\n')).toEqual(['{"a":1}', cut]);
    expect(says('[1,2')).toEqual(['1', '2', cut]);
    expect(says('[')).toEqual([cut]);
    expect(says('[{"a":1},{"a":')).toHaveLength(2);
    const parts = [
      { at: 0, part: { begins: true } },
      { at: 3, part: { begins: true } },
    ];
    expect(says('[1,[2]', { parts })).toEqual(['1', cut, '2']);
  });

  it('is nested too deeply', () => {
    const deep = `${'{"a":'.repeat(1025)}1${'}'.repeat(1025)}`;
    expect(says(`${deep}\n{"a":2}`)[0]).toContain('nested deeper than 1,024 levels');
    expect(says(`${deep}\n{"a":2}`)[1]).toBe('{"a":2}');
  });

  it('is longer than --max-line', () => {
    const long = `{"a":"${'x'.repeat(3000)}"}`;
    const dropped = says(`${long}\n{"a":2}\n`, { maxLine: 700, readSize: 16, sizes: [7] });
    expect(dropped[0]).toContain('too-long');
    expect(dropped[1]).toBe('{"a":2}');
    expect(dropped).toEqual(says(`${long}\n{"a":2}\n`, { maxLine: 700 }));
  });
});

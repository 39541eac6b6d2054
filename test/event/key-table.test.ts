// --key: groups are numbered in order of first sight and written as first seen.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { KeyTable } from '../../src/event/key-table.js';

describe('KeyTable', () => {
  it('numbers keys in order of first sight, and writes them as first seen', () => {
    const keys = new KeyTable(['path', 'odd "name"']);
    expect(keys.intern(['"/a"', '1.0'])).toBe(0);
    expect(keys.intern(['"/a"', '2'])).toBe(1);
    expect(keys.intern(['"\\u002fa"', '1'])).toBe(0);
    expect(keys.size).toBe(2);
    expect(keys.text(0)).toBe('{"path":"/a","odd \\"name\\"":1.0}');
  });

  it('takes a missing value for null', () => {
    const keys = new KeyTable(['a']);
    expect(keys.intern([undefined])).toBe(0);
    expect(keys.intern(['null'])).toBe(0);
    expect(keys.intern(['"null"'])).toBe(1);
    expect(keys.text(0)).toBe('{"a":null}');
  });

  it('is one group without names', () => {
    const keys = new KeyTable([]);
    expect([keys.intern([]), keys.intern([]), keys.size, keys.text(0)]).toEqual([0, 0, 1, '{}']);
  });

  it('keeps parts apart', () => {
    const keys = new KeyTable(['a', 'b']);
    expect(keys.intern(['"x\\n"', '"y"'])).not.toBe(keys.intern(['"x"', '"\\ny"']));
    expect(keys.intern(['1', '23'])).not.toBe(keys.intern(['12', '3']));
  });

  it('is the same after a save and a load', () => {
    const text = fc.oneof(fc.json(), fc.constant(undefined));
    fc.assert(
      fc.property(fc.array(fc.tuple(text, text)), fc.tuple(text, text), (seen, next) => {
        const [before, after] = [new KeyTable(['a', 'b']), new KeyTable(['a', 'b'])];
        for (const texts of seen) before.intern(texts);
        after.intern(['"something else"', '1']);
        after.load(before.save());
        expect(after.size).toBe(before.size);
        for (const texts of [...seen, next]) expect(after.intern(texts)).toBe(before.intern(texts));
        for (let number = 0; number < before.size; number++) expect(after.text(number)).toBe(before.text(number));
      }),
    );
  });

  it('does not load keys of other names', () => {
    const one = new KeyTable(['a']);
    one.intern(['1']);
    expect(() => new KeyTable(['a', 'b']).load(one.save())).toThrow('as many parts as keys have');
  });
});

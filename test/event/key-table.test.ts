// --key: each spelling of a key has a number, the first one stands for the key, and what nothing names is forgotten.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { KeyTable } from '../../src/event/key-table.js';
import { handMadeBatch } from '../hand-made-batch.js';

describe('KeyTable', () => {
  it('numbers spellings in order of first sight, and the first one stands for the key', () => {
    const keys = new KeyTable(['path', 'odd "name"']);
    expect(keys.intern(['"/a"', '1.0'])).toBe(0);
    expect(keys.intern(['"/a"', '2'])).toBe(1);
    expect(keys.intern(['"\\u002fa"', '1'])).toBe(2);
    expect(keys.intern(['"/a"', '1.0'])).toBe(0);
    expect([0, 1, 2].map((number) => keys.text(number))).toEqual([
      '{"path":"/a","odd \\"name\\"":1.0}',
      '{"path":"/a","odd \\"name\\"":2}',
      '{"path":"\\u002fa","odd \\"name\\"":1}',
    ]);
    expect(identified(keys, 0, 1, -1)).toEqual({ keys: [0, 1, -1], spellings: undefined });
    expect(identified(keys, 2, 1, -1, 0)).toEqual({ keys: [0, 1, -1, 0], spellings: [2, 1, -1, 0] });
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

  it('is the same after a save and a load, with the named keys alone', () => {
    const text = fc.oneof(fc.constantFrom('1', '1.0', '"a"', '"\\u0061"', undefined), fc.json());
    fc.assert(
      fc.property(fc.array(fc.tuple(text, text, fc.boolean())), fc.tuple(text, text), (seen, next) => {
        const [before, after] = [new KeyTable(['a', 'b']), new KeyTable(['a', 'b'])];
        const given = seen.map(([a, b]) => before.intern([a, b]));
        const named = before.marks();
        seen.forEach(([, , isNamed], i) => (named[given[i]!]! |= Number(isNamed)));
        const numbers = before.numbering(named);
        after.load(before.save(numbers));
        expect(after.size).toBe(numbers.filter((number) => number >= 0).length);
        numbers.forEach((number, old) => {
          if (number >= 0) expect(after.text(number)).toBe(before.text(old));
        });
        seen.forEach(([a, b, isNamed], i) => {
          if (isNamed) expect(after.intern([a, b])).toBe(numbers[given[i]!]);
        });
        // The spellings of a key still belong together.
        const [here, there] = [before.intern(next), after.intern(next)];
        expect(after.text(there)).toBe(before.text(here));
        const first = identified(before, here).keys[0]!;
        if (numbers[first] !== undefined && numbers[first] >= 0)
          expect(identified(after, there).keys).toEqual([numbers[first]]);
      }),
    );
  });

  it('does not load keys of other names', () => {
    const one = new KeyTable(['a']);
    one.intern(['1']);
    expect(() => new KeyTable(['a', 'b']).load(one.save())).toThrow('as many parts as keys have');
  });

  describe('forgets', () => {
    const texts = Array.from({ length: 100_000 }, (_, i) => `"request-${i}"`);

    it('what nothing names; numbers that are named stay, the others are given out again', () => {
      const keys = new KeyTable(['k']);
      for (const text of texts) keys.intern([text]);
      expect(keys.crowded).toBe(true);
      const named = keys.marks();
      named[7] = named[40_000] = 1;
      expect(keys.forget(named)).toBe(true);
      expect([keys.size, keys.crowded, keys.generation]).toEqual([2, false, 1]);
      expect([keys.intern([texts[7]]), keys.intern([texts[40_000]])]).toEqual([7, 40_000]);
      expect(keys.text(40_000)).toBe('{"k":"request-40000"}');
      const again = texts.slice(0, 1000).map((text) => keys.intern([text]));
      expect(new Set(again).size).toBe(1000);
      expect(Math.max(...again)).toBeLessThan(1001);
      again.forEach((number, i) => expect(keys.text(number)).toBe(`{"k":${texts[i]!}}`));
    });

    it('nothing when little would be won', () => {
      const keys = new KeyTable(['k']);
      for (const text of texts) keys.intern([text]);
      const named = keys.marks().fill(1);
      named.fill(0, 0, 20_000);
      expect(keys.forget(named)).toBe(false);
      expect([keys.size, keys.crowded, keys.generation]).toEqual([100_000, false, 0]);
    });

    it('no key of which a spelling is named', () => {
      const keys = new KeyTable(['k']);
      const [first, second, other] = [keys.intern(['1.0']), keys.intern(['1']), keys.intern(['2'])];
      const named = keys.marks();
      named[second] = 1;
      expect(keys.count(named.slice())).toBe(1);
      keys.forget(named);
      expect([keys.intern(['1']), keys.intern(['1.0'])]).toEqual([second, first]);
      expect(identified(keys, second).keys).toEqual([first]);
      expect(keys.intern(['3'])).toBe(other);
    });
  });
});

/** What becomes of a batch whose rows have these numbers. */
function identified(keys: KeyTable, ...numbers: number[]): { keys: number[]; spellings: number[] | undefined } {
  const batch = keys.identify({ ...handMadeBatch([], new Map()), keys: Int32Array.from(numbers) });
  return { keys: [...batch.keys], spellings: batch.spellings === undefined ? undefined : [...batch.spellings] };
}

// Tuples of numbers with numbers: a map of texts would do the same, more slowly.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { KeyNumbers } from '../../src/event/key-numbers.js';
import { KeyTuples } from '../../src/event/key-tuples.js';

const widths = [0, 1, 2, 3, 7];

/** Parts 0 to 5; the last two are other spellings of the first two. */
function parts(): KeyNumbers {
  const numbers = new KeyNumbers();
  for (let i = 0; i < 4; i++) numbers.take();
  numbers.takeSpelling(0);
  numbers.takeSpelling(1);
  return numbers;
}

describe.each([1, 2, 64])('tuples that are sought in %i places', (most) => {
  it.each(widths)('of %i parts are numbered in order of first sight, each spelling for itself', (width) => {
    const tuple = fc.array(fc.nat(5), { minLength: width, maxLength: width });
    fc.assert(
      fc.property(fc.array(tuple, { maxLength: 200 }), (tuples) => {
        const of = parts();
        const table = new KeyTuples(width, of, most);
        const [spelled, firsts] = [new Map<string, number>(), new Map<string, number>()];
        for (const one of tuples) {
          const text = one.join();
          const first = one.map((part) => of.identity(part)).join();
          if (!spelled.has(text)) spelled.set(text, spelled.size);
          const number = spelled.get(text)!;
          if (!firsts.has(first)) firsts.set(first, number);
          expect(table.intern(Int32Array.from(one), 0)).toBe(number);
          expect(table.find(Int32Array.from(one))).toBe(firsts.get(first));
          expect(table.numbers.identity(number)).toBe(firsts.get(first));
          expect(one.map((_, i) => table.part(number, i))).toEqual(one);
        }
      }),
    );
  });

  it('are numbered row by row as they are one by one, rows without any left out', () => {
    const tuple = fc.oneof(fc.tuple(fc.nat(40), fc.nat(40)), fc.constant([-1, -1] as const));
    fc.assert(
      fc.property(fc.array(tuple, { maxLength: 900 }), fc.nat(900), (tuples, cut) => {
        const [one, other] = [new KeyTuples(2, new KeyNumbers(), most), new KeyTuples(2, new KeyNumbers(), most)];
        const rows = Int32Array.from(tuples.flat());
        const middle = Math.min(cut, tuples.length);
        one.internRows(rows, 0, middle);
        one.internRows(rows, middle, tuples.length);
        const expected = tuples.map((tuple) => (tuple[0] < 0 ? -1 : other.intern(Int32Array.from(tuple), 0)));
        expect([...rows.subarray(0, tuples.length)]).toEqual(expected);
      }),
    );
  });

  it('are forgotten unless they are marked, and their numbers given out again', () => {
    const table = new KeyTuples(2, new KeyNumbers(), most);
    for (let i = 0; i < 5000; i++) table.intern(Int32Array.of(i % 71, i), 0);
    const named = new Uint8Array(5000);
    for (let i = 0; i < 4000; i += 7) named[i] = 1;
    table.keep(named);
    expect(table.numbers.size).toBe(572);
    for (let i = 0; i < 4000; i += 7) expect(table.intern(Int32Array.of(i % 71, i), 0)).toBe(i);
    expect(table.find(Int32Array.of(1, 1))).toBeUndefined();
    expect(table.intern(Int32Array.of(1, 1), 0)).toBeLessThan(4000);
    table.clear();
    expect(table.intern(Int32Array.of(8, 8), 0)).toBe(0);
  });
});

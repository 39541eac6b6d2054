// What is written into a checkpoint comes back as it was: every number, every text, every shape of list.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ByteReader } from '../../src/checkpoint/byte-reader.js';
import { ByteWriter } from '../../src/checkpoint/byte-writer.js';
import { readValue, writeValue } from '../../src/checkpoint/value-codec.js';
import type { Saved } from '../../src/model/saved.js';

function bytesOf(value: Saved): Buffer {
  const out = new ByteWriter();
  writeValue(out, value);
  return Buffer.concat(out.finish());
}

function roundTrip(value: Saved): Saved {
  const reader = new ByteReader(bytesOf(value));
  const read = readValue(reader);
  expect(reader.left).toBe(0);
  return read;
}

const number = fc.oneof(
  fc.double({ noNaN: true }),
  fc.integer(),
  fc.maxSafeInteger(),
  fc.constantFrom(0, -0, Infinity, -Infinity, Number.MAX_SAFE_INTEGER, Number.MIN_VALUE, 2 ** 53 + 2, -(2 ** 53)),
);
/** UTF-16 units at random are often half a pair. */
const text = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string(),
  fc.array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 4 }).map((units) => String.fromCharCode(...units)),
);
const column = fc.oneof(
  fc.array(number).map((values) => Float64Array.from(values)),
  fc.array(fc.integer()).map((values) => Int32Array.from(values)),
  fc.uint8Array().map((values) => Uint8Array.from(values)),
);
const { saved } = fc.letrec<{ saved: Saved }>((tie) => ({
  saved: fc.oneof(
    { maxDepth: 4, depthSize: 'small', withCrossShrink: true },
    fc.constantFrom(null, true, false),
    number,
    text,
    fc.bigInt(),
    column,
    fc.array(tie('saved')),
    // Lists of one kind are written by columns.
    fc.array(number, { minLength: 3 }),
    fc.array(text, { minLength: 3 }),
    fc.array(fc.boolean(), { minLength: 3 }),
    fc.array(fc.option(tie('saved')), { minLength: 3 }),
    fc.array(fc.record({ a: tie('saved'), b: text }, { noNullPrototype: true }), { minLength: 3 }),
    fc.array(fc.tuple(text, tie('saved')), { minLength: 3 }),
    fc.array(fc.array(number), { minLength: 3 }),
    fc.dictionary(text, tie('saved'), { noNullPrototype: true }),
  ),
}));

describe('a tree of saved values', () => {
  test('comes back as it was', () => {
    fc.assert(
      fc.property(saved, (value) => {
        expect(roundTrip(value)).toStrictEqual(value);
      }),
      { numRuns: 500 },
    );
  });

  test.each<[string, Saved]>([
    ['negative zeros', [-0, -0, -0, -0]],
    ['infinite numbers', Float64Array.of(Infinity, -Infinity, 0)],
    ['half a surrogate pair among many texts', ['a', 'b', '\ud83d', '\ude00', 'é']],
    [
      'a member called __proto__',
      JSON.parse('[{"__proto__":1},{"__proto__":2},{"__proto__":3},{"__proto__":4}]') as Saved,
    ],
    ['records without members', [{}, {}, {}, {}]],
    ['empty lists in a list', [[], [], [], []]],
    ['big integers', [-(2n ** 200n), 0n, 2n ** 64n]],
    ['whole numbers far from zero', [2 ** 53 - 1, 2 ** 53 - 2, 2 ** 53 - 3, 2 ** 53 - 4]],
  ])('keeps %s', (_, value) => {
    expect(roundTrip(value)).toStrictEqual(value);
  });

  test('keeps texts on either side of the size that is encoded at once', () => {
    const texts = Array.from({ length: 300 }, (_, i) => `${'x'.repeat(i * 3)}${i % 7 === 0 ? 'ä' : ''}`);
    expect(roundTrip(texts)).toStrictEqual(texts);
  });

  test('takes little room for what repeats itself', () => {
    const ends = Float64Array.from({ length: 1e5 }, (_, i) => 1.7e12 + 60_000 * (i % 10));
    expect(bytesOf(ends).length).toBeLessThan(4.1e5);
    expect(bytesOf(Array.from(ends, () => null)).length).toBeLessThan(2.1e5);
    expect(bytesOf(Array.from(ends, (_, i) => ({ late: false, part: i % 100 }))).length).toBeLessThan(2.1e5);
  });
});

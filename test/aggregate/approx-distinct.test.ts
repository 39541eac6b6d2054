import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { approxDistinct } from '../../src/aggregate/approx-distinct.js';
import { distinct } from '../../src/aggregate/distinct.js';
import { HyperLogLog } from '../../src/aggregate/hyperloglog.js';
import { Misshapen } from '../../src/model/shape.js';
import { feed, misuseOf, opened, resultOf, valued } from './rows.js';

function sketchOf(texts: readonly string[], bits = 14): HyperLogLog {
  const sketch = new HyperLogLog(bits);
  for (const text of texts) sketch.add(text);
  return sketch;
}

const numbered = (count: number, text: (i: number) => string): string[] =>
  Array.from({ length: count }, (_, i) => text(i));

test('a few values are counted as distinct counts them', () => {
  const value = fc.constantFrom(
    '1',
    '1.0',
    '"1"',
    '"a"',
    String.raw`"\u0061"`,
    '{"a":1,"b":2}',
    '{"b":2,"a":1}',
    'true',
    undefined,
  );
  fc.assert(
    fc.property(fc.array(value), (values) => {
      expect(resultOf(approxDistinct, valued(...values))).toBe(resultOf(distinct, valued(...values)));
    }),
  );
});

describe('the error is within five standard errors, whatever the values look like', () => {
  test.each<[string, (i: number) => string]>([
    ['numbers', String],
    ['numbers far apart', (i) => String(i * 2 ** 20)],
    ['long numbers', (i) => String(12345678901234567890n + BigInt(i))],
    ['names', (i) => `"user-${i}"`],
    ['bits', (i) => `"${i.toString(2).padStart(40, '0')}"`],
    ['lengths', (i) => `"${'x'.repeat(i % 100)}${Math.floor(i / 100)}"`],
  ])('%s', (_, text) => {
    for (const bits of [8, 11, 14])
      for (const count of [10, 300, 5000, 40_000]) {
        const error = sketchOf(numbered(count, text), bits).estimate() / count - 1;
        expect(Math.abs(error), `${count} with ${bits} bits`).toBeLessThan((5 * 1.04) / Math.sqrt(2 ** bits));
      }
  });
});

test('order, repetitions and parts do not matter: the registers are the same', () => {
  const texts = fc.array(fc.nat(5000).map(String), { maxLength: 800 });
  fc.assert(
    fc.property(texts, texts, fc.constantFrom(4, 8, 14), (some, others, bits) => {
      const merged = sketchOf(some, bits);
      merged.merge(sketchOf(others, bits));
      const whole = sketchOf([...others, ...some, ...others].reverse(), bits);
      expect(merged.save()).toEqual(whole.save());
      expect(HyperLogLog.load(whole.save(), bits).save()).toEqual(whole.save());
    }),
  );
});

test('a sketch of many values is as large as its registers', () => {
  const cells = opened(approxDistinct, 1, ['10']);
  feed(approxDistinct, cells, valued(...numbered(5000, String)));
  expect((cells.save(Int32Array.of(0)) as readonly Uint8Array[])[0]!.length).toBe(1024);
});

test.each([
  [new Uint8Array(3)],
  [new Uint8Array(16).fill(99)],
  [{ places: Int32Array.of(16), ranks: Uint8Array.of(1) }],
  [{ places: Int32Array.of(1), ranks: Uint8Array.of(1, 2) }],
])('a state that no sketch has is refused', (saved) => {
  expect(() => opened(approxDistinct, 1, ['4']).load(Int32Array.of(0), [saved])).toThrow(Misshapen);
});

test.each([
  [['3'], 'the bits "3" are no whole number from 4 to 18'],
  [['19'], 'the bits "19" are no whole number'],
  [['1e1'], 'the bits "1e1" are no whole number'],
  [['14', '1'], '"1" is one argument too many'],
])('%j', (args, message) => {
  expect(misuseOf(() => approxDistinct.open(0, args)).message).toContain(message);
});

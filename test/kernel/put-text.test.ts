// Bytes put one by one are the bytes that the runtime would have put.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { putBytes, putInteger, putNumber, putText } from '../../src/kernel/put-text.js';

function written(put: (buffer: Buffer) => number): string {
  const buffer = Buffer.alloc(4096, 0xff);
  return buffer.toString('utf8', 3, put(buffer));
}

function integer(n: number): void {
  expect(written((buffer) => putInteger(buffer, 3, n))).toBe(String(n));
}

function number(x: number): void {
  expect(written((buffer) => putNumber(buffer, 3, x))).toBe(String(x));
}

test('whole numbers are written as JavaScript writes them', () => {
  fc.assert(fc.property(fc.oneof(fc.maxSafeInteger(), fc.integer(), fc.integer({ min: -20, max: 20 })), integer));
  for (const n of [0, 9, 10, 99, 100, 2 ** 31 - 1, 2 ** 31, 2 ** 53 - 1, -(2 ** 53 - 1)]) integer(n);
});

test('numbers are written as JavaScript writes them', () => {
  const decimal = fc.tuple(fc.integer({ min: -1e9, max: 1e9 }), fc.integer({ min: 0, max: 6 }));
  const some = fc.oneof(
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    decimal.map(([digits, places]) => digits / 10 ** places),
  );
  fc.assert(fc.property(some, number), { numRuns: 20_000 });
  for (const x of [0.1, -0.001, 1e15 + 0.5, 999999999999.999, -999999999999.999, 1e21, 5e-324, -0, 0.0005]) number(x);
});

test('text is UTF-8, ASCII or not', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 99 }), (text) => {
      expect(written((buffer) => putText(buffer, 3, text))).toBe(text);
    }),
  );
});

test('bytes are copied', () => {
  expect(written((buffer) => putBytes(buffer, 3, Buffer.from('größer')))).toBe('größer');
});

// Bytes put one by one are the bytes that the runtime would have put.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { putText } from '../../src/kernel/put-text.js';

function written(put: (buffer: Buffer) => number): string {
  const buffer = Buffer.alloc(4096, 0xff);
  return buffer.toString('utf8', 3, put(buffer));
}

test('text is UTF-8, ASCII or not', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 99 }), (text) => {
      expect(written((buffer) => putText(buffer, 3, text))).toBe(text);
    }),
  );
});

// Pieces of bytes by number, held against a map of them.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ByteStore } from '../../src/operator/byte-store.js';

/** A piece of `length` bytes that are all `value`; no length: removes the piece whose turn it is. */
interface Step {
  readonly length: number | undefined;
  readonly value: number;
}

test('gives back what was put in, however much was removed in between', () => {
  const step: fc.Arbitrary<Step> = fc.record({
    length: fc.oneof(
      { weight: 2, arbitrary: fc.constant(undefined) },
      fc.integer({ min: 0, max: 300 }),
      fc.integer({ min: 2e5, max: 7e5 }),
    ),
    value: fc.nat(255),
  });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      const store = new ByteStore();
      const pieces = new Map<number, Uint8Array>();
      for (const { length, value } of steps) {
        if (length !== undefined) {
          const piece = new Uint8Array(length).fill(value);
          pieces.set(store.add(piece), piece);
        } else if (pieces.size > 0) {
          const number = [...pieces.keys()][value % pieces.size]!;
          store.remove(number);
          pieces.delete(number);
        }
        expect(store.size).toBe(pieces.size);
        expect(store.bytes).toBe([...pieces.values()].reduce((sum, piece) => sum + piece.length, 0));
      }
      for (const [number, piece] of pieces) expect(Buffer.compare(store.get(number), piece)).toBe(0);
    }),
    { numRuns: 50 },
  );
});

test('keeps pieces of bytes that were copied together, and forgets what stood between them', () => {
  const kept = fc.boolean();
  const line = fc.record({ kept, removed: fc.boolean(), length: fc.integer({ min: 0, max: 40_000 }) });
  fc.assert(
    fc.property(fc.array(fc.array(line, { minLength: 1, maxLength: 12 }), { maxLength: 40 }), (copies) => {
      const store = new ByteStore();
      const pieces = new Map<number, Uint8Array>();
      for (const [i, lines] of copies.entries()) {
        const texts = lines.map(({ length }, j) => new Uint8Array(length).fill(7 * i + j));
        const bytes = Buffer.concat([Buffer.from('before'), ...texts]);
        store.copy(bytes, 6, bytes.length);
        let end = 6;
        for (const [j, { kept, removed }] of lines.entries()) {
          const start = end;
          end += texts[j]!.length;
          if (!kept) continue;
          const number = store.addCopied(start, end);
          if (removed) store.remove(number);
          else pieces.set(number, texts[j]!);
        }
        const [oldest] = pieces.keys();
        if (oldest !== undefined && i % 2 === 1) {
          store.remove(oldest);
          pieces.delete(oldest);
        }
      }
      expect(store.size).toBe(pieces.size);
      for (const [number, piece] of pieces) expect(Buffer.compare(store.get(number), piece)).toBe(0);
    }),
    { numRuns: 50 },
  );
});

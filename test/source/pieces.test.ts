// Bytes that are made in pieces, read in portions of other sizes.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { PiecesSource } from '../../src/source/pieces.js';

function sourceOf(open: () => AsyncGenerator<Uint8Array, void>): PiecesSource {
  const explain = (error: unknown): Error => new Error(`cannot read pieces: ${(error as Error).message}`);
  return new PiecesSource({ name: 'pieces', live: false, open, explain });
}

async function* made(pieces: readonly Uint8Array[], error?: Error): AsyncGenerator<Uint8Array, void> {
  for (const piece of pieces) yield await Promise.resolve(piece);
  if (error !== undefined) throw error;
}

async function read(source: PiecesSource, size: number): Promise<string> {
  const into = new Uint8Array(size);
  const n = await source.read(into);
  return Buffer.from(into.subarray(0, n)).toString();
}

test('the same bytes in the same order, whatever is asked for', async () => {
  const piece = fc.uint8Array({ minLength: 1, maxLength: 20 });
  await fc.assert(
    fc.asyncProperty(fc.array(piece), fc.integer({ min: 1, max: 30 }), async (pieces, size) => {
      const source = sourceOf(() => made(pieces));
      const [all, into]: [number[], Uint8Array] = [[], new Uint8Array(size)];
      for (let n = await source.read(into); n > 0; n = await source.read(into)) all.push(...into.subarray(0, n));
      expect(all).toEqual(pieces.flatMap((piece) => [...piece]));
    }),
  );
});

test('nothing is made before the first read, and an error comes after what was before it', async () => {
  let opened = 0;
  const source = sourceOf(() => {
    opened++;
    return made([Buffer.from('ab'), Buffer.from('c')], new Error('broken'));
  });
  expect(opened).toBe(0);
  expect([await read(source, 1), await read(source, 9), await read(source, 9)]).toEqual(['a', 'b', 'c']);
  await expect(read(source, 9)).rejects.toThrow('cannot read pieces: broken');
});

test('a read that waits comes to nothing when the source is closed, and so do those after it', async () => {
  let arrive = (): void => undefined;
  const arrival = new Promise<void>((resolve) => (arrive = resolve));
  let isOver = false;
  const source = sourceOf(async function* () {
    try {
      await arrival;
      yield Buffer.from('too late');
    } finally {
      isOver = true;
    }
  });
  const waiting = read(source, 9);
  source.close();
  arrive();
  expect([await waiting, await read(source, 9)]).toEqual(['', '']);
  expect(isOver).toBe(true);
});

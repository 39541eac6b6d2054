import { describe, expect, it } from 'vitest';
import { tumbling } from '../../src/window/tumbling.js';

const startOf = (size: number, offset: number, at: number): number =>
  tumbling(size, offset).assign(at).windows[0]!.start;

describe('tumbling windows', () => {
  it('begin at the last multiple of the size up to the instant, shifted by the offset', () => {
    expect([-3, -2, 4, 5].map((at) => startOf(7, -2, at))).toEqual([-9, -2, -2, 5]);
  });

  it('align before 1970 as they do after it', () => {
    expect([-1, -60_000, -60_001].map((at) => startOf(60_000, 0, at))).toEqual([-60_000, -60_000, -120_000]);
  });

  it('put a day of UTC+8 where its midnight is', () => {
    expect(startOf(86_400_000, -28_800_000, 1_470_902_048_450)).toBe(1_470_844_800_000);
  });

  it('are the answer for every instant inside', () => {
    expect(tumbling(10).assign(25)).toEqual({ windows: [{ start: 20, end: 30 }], from: 20, until: 30 });
  });

  it('stay exact at the far ends of time', () => {
    expect(startOf(7, 3, 8.64e15)).toBe(8.64e15 - ((8.64e15 - 3) % 7));
    expect(startOf(7, 3, -8.64e15)).toBe(Number(-8640000000000000n - (((-8640000000000003n % 7n) + 7n) % 7n)));
  });
});

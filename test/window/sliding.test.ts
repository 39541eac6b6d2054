import { describe, expect, it } from 'vitest';
import { sliding } from '../../src/window/sliding.js';

describe('sliding windows', () => {
  it('overlap: an instant is in size / slide of them, in order of their end', () => {
    const starts = sliding(5000, 1000)
      .assign(0)
      .windows.map((window) => window.start);
    expect(starts).toEqual([-4000, -3000, -2000, -1000, 0]);
  });

  it('are in the same windows between two instants at which one begins or ends', () => {
    const windows = [
      { start: 0, end: 5 },
      { start: 2, end: 7 },
      { start: 4, end: 9 },
    ];
    expect(sliding(5, 2).assign(4)).toEqual({ windows, from: 4, until: 5 });
    expect(sliding(5, 2).assign(5)).toEqual({ windows: windows.slice(1), from: 5, until: 6 });
  });

  it('leave gaps when the slide is the longer', () => {
    const windows = sliding(10, 60, 30);
    expect(windows.assign(35)).toEqual({ windows: [{ start: 30, end: 40 }], from: 30, until: 40 });
    expect(windows.assign(40)).toEqual({ windows: [], from: 40, until: 90 });
    expect(windows.assign(-5)).toEqual({ windows: [], from: -20, until: 30 });
  });
});

import { describe, expect, it } from 'vitest';
import { cumulative } from '../../src/window/cumulative.js';

describe('cumulative windows', () => {
  it('begin together and end one step after the other', () => {
    const windows = [
      { start: 0, end: 4 },
      { start: 0, end: 6 },
    ];
    expect(cumulative(6, 2).assign(3)).toEqual({ windows, from: 2, until: 4 });
  });

  it('are one in the last step', () => {
    expect(cumulative(6, 2).assign(-1)).toEqual({ windows: [{ start: -6, end: 0 }], from: -2, until: 0 });
  });

  it('shift by the offset', () => {
    expect(cumulative(6, 3, 1).assign(0).windows).toEqual([{ start: -5, end: 1 }]);
  });
});

import { describe, expect, it } from 'vitest';
import type { Window } from '../../src/model/window.js';
import { session } from '../../src/window/session.js';

const span = (start: number, end: number): Window => ({ start, end });

/** What becomes of an element at `at` among live sessions: where it goes, and what that window takes in. */
function join(at: number, gap: number, live: readonly Window[], max = Infinity) {
  const windows = session(gap, max);
  return windows.merge(windows.proto(at, gap), at, live);
}

describe('sessions', () => {
  it('begin with an element and outlive it by the gap', () => {
    expect(join(5, 3, [])).toEqual({ into: span(5, 8), swallowed: [] });
  });

  it('grow by an element inside', () => {
    expect(join(6, 3, [span(5, 8)])).toEqual({ into: span(5, 9), swallowed: [0] });
  });

  it('grow by an element that only touches, at either end', () => {
    expect(join(8, 3, [span(5, 8)])).toEqual({ into: span(5, 11), swallowed: [0] });
    expect(join(2, 3, [span(5, 8)])).toEqual({ into: span(2, 8), swallowed: [0] });
  });

  it('leave alone what is farther away', () => {
    expect(join(9, 3, [span(5, 8), span(13, 16)])).toEqual({ into: span(9, 12), swallowed: [] });
  });

  it('become one when an element closes the pause between them; they are named in order of start', () => {
    expect(join(20, 10, [span(25, 40), span(5, 20)])).toEqual({ into: span(5, 40), swallowed: [1, 0] });
  });

  it('merge as in figure 14 of the paper: the late 8 joins 7 to 3, 4, 3', () => {
    const live = [span(146_667, 206_667), span(220_000, 320_000)];
    expect(join(186_667, 60_000, live)).toEqual({ into: span(146_667, 320_000), swallowed: [0, 1] });
  });
});

describe('sessions with a maximum', () => {
  it('are cut off there, behind their last element', () => {
    expect(join(8, 5, [span(0, 9)], 10)).toEqual({ into: span(0, 10), swallowed: [0] });
    expect(join(3, 5, [], 2)).toEqual({ into: span(3, 5), swallowed: [] });
  });

  it('open anew for an element that touches but would not lie inside', () => {
    expect(join(10, 5, [span(0, 10)], 10)).toEqual({ into: span(10, 15), swallowed: [] });
  });

  it('leave beside them what would not fit, first come first in order of start', () => {
    expect(join(9, 5, [span(10, 15), span(0, 10)], 10)).toEqual({ into: span(0, 10), swallowed: [1] });
  });

  it('open beside a later one rather than begin so early that it would not fit', () => {
    expect(join(2, 5, [span(6, 15)], 10)).toEqual({ into: span(2, 7), swallowed: [] });
  });
});

// Several inputs, one watermark (SPEC §5). Inputs are named by the order in which they open: 0, 1, 2.
import { describe, expect, it } from 'vitest';
import { ascending } from '../../src/watermark/ascending.js';
import { InputWatermarks } from '../../src/pipeline/input-watermarks.js';
import { none } from '../../src/watermark/none.js';
import { wall } from '../../src/watermark/wall.js';
import type { WatermarkGenerator } from '../../src/watermark/generator.js';

const [a, b] = [0, 1];

function watermarks(generator: WatermarkGenerator, idle: number | undefined): InputWatermarks {
  return new InputWatermarks([{ generator, idle }]);
}

/** Inputs with a strategy under which an event at t says t − 1, opened at processing time 0. */
function inputs(count: number, idleAfter?: number): InputWatermarks {
  const all = watermarks(ascending(), idleAfter);
  for (let i = 0; i < count; i++) all.open(0);
  return all;
}

describe('the watermark of several inputs', () => {
  it('is the least of theirs', () => {
    const all = inputs(2);
    all.observe(a, 100, 0);
    all.observe(b, 50, 0);
    expect(all.combined(0)).toBe(49);
    all.observe(b, 200, 0);
    expect(all.combined(0)).toBe(99);
  });

  it('is held at −∞ by one that has said nothing', () => {
    const all = inputs(2);
    all.observe(a, 100, 0);
    expect(all.state(b)).toBe('waiting');
    expect(all.combined(0)).toBe(-Infinity);
  });

  it('never falls: not by an older event, and not by an input that opens later', () => {
    const all = inputs(1);
    all.observe(a, 100, 0);
    all.observe(a, 10, 0);
    expect(all.inputWatermark(a, 0)).toBe(99);
    all.combined(0);
    all.open(0);
    expect(all.combined(0)).toBe(99);
  });

  it('takes the larger of what the events say and what the input claims', () => {
    const all = inputs(1);
    all.claimWatermark(a, 500, 0);
    all.observe(a, 100, 0);
    expect(all.combined(0)).toBe(500);
    all.observe(a, 1000, 0);
    expect(all.combined(0)).toBe(999);
    expect(all.high(a)).toBe(1000);
  });

  it('with punctuated is what the input claims, and nothing else', () => {
    const all = watermarks(none(), undefined);
    all.open(0);
    all.observe(a, 100, 0);
    expect(all.combined(0)).toBe(-Infinity);
    all.claimWatermark(a, 40, 0);
    expect(all.combined(0)).toBe(40);
  });

  it('with wall rises with the clock, once all inputs have been heard of', () => {
    const all = watermarks(wall(10), undefined);
    all.open(0);
    all.open(0);
    all.observe(a, 5, 0);
    expect(all.combined(100)).toBe(-Infinity);
    all.observe(b, 5, 100);
    expect(all.combined(100)).toBe(89);
    expect(all.combined(200)).toBe(189);
    expect(all.inputWatermark(b, 300)).toBe(289);
  });
});

describe('an input that ends', () => {
  it('is left out', () => {
    const all = inputs(2);
    all.observe(a, 100, 0);
    all.observe(b, 50, 0);
    all.end(b);
    expect(all.combined(0)).toBe(99);
  });

  it('is left out even if it is read on after @end', () => {
    const all = inputs(2);
    all.observe(a, 100, 0);
    all.end(b);
    all.observe(b, 5, 0);
    all.markIdle(b);
    expect(all.combined(0)).toBe(99);
    expect(all.state(b)).toBe('ended');
  });

  it('as the last takes W to +∞, once it is known that no other will open', () => {
    const all = inputs(1);
    all.observe(a, 100, 0);
    all.end(a);
    expect(all.combined(0)).toBe(-Infinity);
    all.close();
    expect(all.combined(0)).toBe(Infinity);
  });

  it('keeps W where it is while others may open', () => {
    const all = inputs(1);
    all.observe(a, 100, 0);
    all.combined(0);
    all.end(a);
    expect(all.combined(0)).toBe(99);
  });
});

describe('an idle input', () => {
  it('is silent for a length of time, whatever becomes of the clock', () => {
    const all = inputs(2, 10);
    all.tick(1000, 5);
    all.observe(a, 100, 1000);
    all.tick(900_000, 14);
    expect(all.state(a)).toBe('active');
    expect(all.idleHorizon()).toBe(900_001);
    all.tick(900_000, 15);
    expect(all.state(a)).toBe('idle');
  });

  it('is left out once it was silent for long enough', () => {
    const all = inputs(2, 10);
    all.observe(a, 100, 5);
    expect(all.idleHorizon()).toBe(10);
    all.tick(9);
    expect(all.combined(9)).toBe(-Infinity);
    all.tick(10);
    expect(all.state(b)).toBe('idle');
    expect(all.combined(10)).toBe(99);
    expect(all.idleHorizon()).toBe(15);
  });

  it('is left out at once when it says so, until its next event', () => {
    const all = inputs(2);
    all.observe(a, 100, 0);
    all.observe(b, 50, 0);
    all.markIdle(b);
    expect(all.combined(0)).toBe(99);
    all.claimWatermark(b, 60, 0);
    expect(all.state(b)).toBe('idle');
  });

  it('counts again once its own watermark has reached W', () => {
    const all = inputs(2);
    all.observe(a, 100, 0);
    all.observe(b, 50, 0);
    all.markIdle(b);
    all.combined(0);
    all.observe(b, 60, 0);
    expect(all.state(b)).toBe('active');
    all.observe(a, 150, 0);
    expect(all.combined(0)).toBe(149);
    all.observe(b, 151, 0);
    all.observe(a, 300, 0);
    expect(all.combined(0)).toBe(150);
  });

  it('ends its silence by a @watermark line as well', () => {
    const all = inputs(2, 10);
    all.observe(a, 100, 9);
    all.tick(10);
    all.combined(10);
    all.claimWatermark(b, 200, 11);
    all.observe(a, 300, 11);
    expect(all.combined(11)).toBe(200);
  });

  it('decides by its own watermark when all others are idle too: the largest counts', () => {
    const all = inputs(3, 10);
    all.observe(a, 100, 0);
    all.observe(b, 50, 0);
    all.tick(10);
    expect(all.combined(10)).toBe(99);
  });

  it('is not silent while the clock is unknown', () => {
    const all = watermarks(ascending(), 10);
    all.open(-Infinity);
    all.tick(1000);
    expect(all.state(a)).toBe('waiting');
    expect(all.idleHorizon()).toBe(1010);
    all.tick(1010);
    expect(all.state(a)).toBe('idle');
  });

  it('is not silent for the time that nobody listened', () => {
    const all = inputs(1, 10);
    all.restartIdle(1000);
    all.tick(1009);
    expect(all.state(a)).toBe('waiting');
  });

  it('is never idle by the clock without --idle', () => {
    const all = watermarks(ascending(), undefined);
    all.open(-Infinity);
    expect(all.idleHorizon()).toBe(Infinity);
    all.tick(1e15);
    expect(all.state(a)).toBe('waiting');
  });
});

describe('an input that had ended and has more after all', () => {
  it('holds W back again at once when W has not left it behind', () => {
    const all = inputs(2);
    all.observe(a, 100, 0);
    all.observe(b, 50, 0);
    all.end(b);
    expect(all.combined(0)).toBe(99);
    all.end(a);
    all.reopen(a);
    expect(all.state(a)).toBe('active');
    all.observe(a, 120, 0);
    expect(all.combined(0)).toBe(119);
  });

  it('else once its own watermark has reached W', () => {
    const all = inputs(2);
    all.observe(b, 50, 0);
    all.end(b);
    all.observe(a, 100, 0);
    expect(all.combined(0)).toBe(99);
    all.reopen(b);
    all.observe(b, 60, 0);
    all.observe(a, 110, 0);
    expect(all.combined(0)).toBe(109);
    all.observe(b, 115, 0);
    all.observe(a, 200, 0);
    expect(all.combined(0)).toBe(114);
  });

  it('waits when it never said anything', () => {
    const all = inputs(1);
    all.end(a);
    all.reopen(a);
    expect(all.state(a)).toBe('waiting');
  });

  it('does not end everything by ending once more, unless no more will open', () => {
    const all = inputs(1);
    all.observe(a, 10, 0);
    expect(all.combined(0)).toBe(9);
    all.close();
    all.expectMore();
    all.end(a);
    expect(all.combined(0)).toBe(9);
    all.close();
    expect(all.combined(0)).toBe(Infinity);
  });
});

describe('an input that is forgotten', () => {
  it('makes room for another, which begins with nothing of it', () => {
    const all = inputs(2);
    all.observe(a, 100, 0);
    all.observe(b, 50, 0);
    all.end(b);
    all.forget(b);
    expect(all.combined(0)).toBe(99);
    expect(all.count).toBe(1);
    expect(all.open(0)).toBe(b);
    expect([all.count, all.state(b), all.inputWatermark(b, 0), all.high(b)]).toEqual([
      2,
      'waiting',
      -Infinity,
      -Infinity,
    ]);
    all.observe(a, 300, 0);
    expect(all.combined(0)).toBe(99);
    all.observe(b, 200, 0);
    expect(all.combined(0)).toBe(199);
  });

  it('is one of those that have ended: when the last has, W is +∞', () => {
    const all = inputs(2);
    for (const input of [a, b]) all.observe(input, 10, 0);
    expect(all.combined(0)).toBe(9);
    for (const input of [a, b]) {
      all.end(input);
      all.forget(input);
    }
    expect(all.combined(0)).toBe(9);
    all.close();
    expect(all.combined(0)).toBe(Infinity);
  });

  it('leaves the largest event time, which another need not reach', () => {
    const all = inputs(2);
    all.observe(b, 500, 0);
    all.end(b);
    all.forget(b);
    all.open(0);
    all.observe(a, 100, 0);
    expect(all.highest).toBe(500);
  });

  it('is in no checkpoint: the others are counted anew, in their order', () => {
    const all = inputs(4, 10);
    for (const [input, at] of [50, 100, 500, 200].entries()) all.observe(input, at, 5 + input);
    for (const input of [a, 2]) {
      all.end(input);
      all.forget(input);
    }
    const next = watermarks(ascending(), 10);
    next.load(all.save());
    expect([next.count, next.inputWatermark(0, 0), next.inputWatermark(1, 0), next.highest]).toEqual([2, 99, 199, 500]);
    expect(next.combined(0)).toBe(99);
    next.tick(16);
    expect([next.state(0), next.state(1)]).toEqual(['idle', 'active']);
    expect(next.open(16)).toBe(2);
  });
});

describe('the ceiling of an input', () => {
  it('is how high W can rise by it alone', () => {
    const all = inputs(2);
    all.observe(b, 50, 0);
    expect(all.ceiling(a)).toBe(49);
    expect(all.combined(0)).toBe(-Infinity);
    all.end(b);
    expect(all.ceiling(a)).toBe(Infinity);
    expect(all.ceiling(b)).toBe(undefined);
  });
});
